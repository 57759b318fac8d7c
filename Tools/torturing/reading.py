"""A long reader beside a writer at full speed."""

import json
import signal
import subprocess
import threading
import time

from .lab import check


def run(lab):
    seconds = 5 if lab.quick else 60
    ledger = lab.ledger("busy", lab.shop(20_000, 3))
    writer = subprocess.Popen(
        [lab.program, "record", "-", "--quiet", "--ledger", str(ledger)], stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    shop = subprocess.Popen(
        [lab.program, "shop", "--actions", "20000000", "--seed", "5"], stdout=writer.stdin)
    writer.stdin.close()
    commands = [("verify", "--json"), ("export",), ("status", "KM-0000001"), ("stats", "--json"),
                ("audit", "--json"), ("replay", "--json")]
    asked, faults, stop = [0], [], threading.Event()

    def ask():
        while not stop.is_set():
            command = commands[asked[0] % len(commands)]
            asked[0] += 1
            done = subprocess.run(
                [lab.program, *command, "--ledger", str(ledger)], stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True)
            if done.returncode != 0:
                faults.append(f"{' '.join(command)}: {done.returncode} {done.stderr}")

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    largest, reported, started = 0, 0, time.monotonic()
    wal = ledger / "log.sqlite-wal"
    while time.monotonic() < started + seconds or (
            # However busy the machine is: something must have been written meanwhile.
            largest < 1_048_576 and time.monotonic() < started + 120):
        largest = max(largest, wal.stat().st_size if wal.exists() else 0)
        reported = max(reported, json.loads(
            lab.ask("stats", "--json", "--ledger", ledger))["wal_bytes"])
        time.sleep(0.2)
    stop.set()
    for asker in askers:
        asker.join()
    writer.send_signal(signal.SIGINT)
    errors = writer.stderr.read().decode()
    writer.wait()
    shop.kill()
    shop.wait()
    check(not faults, "no reader is ever refused", faults[:3])
    check(writer.returncode == 130, "nor is the writer, until it is asked to stop", errors)
    check(reported > 0, "stats reports the write-ahead log")
    lab.check_sound(ledger, "in the end")
    size = (ledger / "log.sqlite").stat().st_size
    return (f"{asked[0]} questions in {seconds} s while {size / 1_048_576:.0f} MiB were written: "
            f"none was told that the database is busy; the write-ahead log had at most "
            f"{largest / 1_048_576:.1f} MiB, and stats reported it")
