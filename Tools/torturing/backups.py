"""Backups while somebody writes as fast as possible."""

import json
import pathlib
import shutil
import sqlite3
import subprocess
import threading

from .lab import check


def run(lab):
    wanted = 5 if lab.quick else 100
    ledger = lab.ledger("busy", lab.shop(2_000, 3))
    writer = subprocess.Popen(
        [lab.program, "record", "-", "--ledger", str(ledger)], stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    shop = subprocess.Popen(
        [lab.program, "shop", "--actions", "100000000", "--seed", "5"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    stop = threading.Event()
    feeder = threading.Thread(target=feed, args=(shop, writer, stop, 40_000 if lab.quick else 4_000))
    feeder.start()
    heads, largest = [], 0
    try:
        for number in range(wanted):
            copy = lab.folder / f"copy-{number}"
            facts = json.loads(lab.ask("backup", copy, "--json", "--ledger", ledger))
            report = lab.check_sound(copy, f"as backup {number}")
            check((report["size"], report["root"]) == (facts["position"], facts["root"]),
                  "the backup is what was said of it")
            check(sorted(path.name for path in copy.iterdir() if path.name != "writer.lock")
                  == ["log.sqlite"], "a backup is a single file", list(copy.iterdir()))
            heads.append((report["size"], report["root"]))
            wal = pathlib.Path(f"{ledger}/log.sqlite-wal")
            largest = max(largest, wal.stat().st_size if wal.exists() else 0)
            if number:
                shutil.rmtree(copy)
    finally:
        stop.set()
        shop.kill()
        feeder.join()
        writer.stdin.close()
        writer.wait()
        shop.wait()
    check(writer.returncode == 0, "the writer was never disturbed", writer.stderr.read())
    lab.check_sound(ledger, "in the end")
    log = sqlite3.connect(f"file:{ledger}/log.sqlite?mode=ro", uri=True)
    for size, root in heads:
        stated = log.execute("SELECT lower(hex(root)) FROM tree_head WHERE size = ?", [size])
        check(stated.fetchone() == (root,), f"the backup of {size} events is a prefix")
    log.close()
    stale(lab)
    grew = f"{heads[0][0]} to {heads[-1][0]} events"
    check(heads[-1][0] > heads[0][0], "somebody wrote meanwhile", grew)
    return (f"{wanted} backups while the ledger grew from {grew}: each opens, verifies, is a "
            f"prefix; the write-ahead log had at most {largest / 1_048_576:.1f} MiB; restoring "
            "over a stale -wal is refused")


def feed(shop, writer, stop, lines_per_second):
    """Lines of a shop, at a speed that keeps the ledger at a size which can be copied often."""
    sent = 0
    for line in shop.stdout:
        try:
            writer.stdin.write(line)
        except OSError:
            return
        sent += 1
        if sent % 100 == 0:
            writer.stdin.flush()
            if stop.wait(100 / lines_per_second):
                return


def stale(lab):
    """A write-ahead log of another ledger would be taken for the newest part of the restored."""
    place = lab.folder / "stale"
    place.mkdir()
    for name in ("log.sqlite-wal", "log.sqlite-shm", "log.sqlite-journal", "views.sqlite"):
        (place / name).write_bytes(b"stale")
        done = lab.run("restore", lab.folder / "copy-0", "--ledger", place)
        check(done.returncode == 73 and name in done.stderr, f"a stale {name} is refused",
              f"{done.returncode} {done.stderr}")
        (place / name).unlink()
    lab.ask("restore", lab.folder / "copy-0", "--ledger", place)
    lab.check_sound(place, "when restored")
