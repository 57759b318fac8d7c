"""No room, a read-only disk, too few files, too little memory: a sentence, and nothing changed."""

import contextlib
import os
import resource
import shutil
import subprocess

from .lab import SYSEXITS, check, copy_ledger, single_file

MEBIBYTE = 1_048_576


def run(lab):
    lines = lab.shop(3_000, 11)
    base = lab.ledger("base", lines[:500])
    rest = lab.folder / "rest.jsonl"
    rest.write_text("".join(lines), encoding="utf-8")
    figures = [full(lab, base, rest), read_only(lab, base, rest)]
    figures.append(few(lab, base, rest, resource.RLIMIT_NOFILE, [4, 5, 6, 8, 12, 16, 24, 40, 63],
                       "files"))
    figures.append(few(lab, base, rest, resource.RLIMIT_AS,
                       [size * MEBIBYTE for size in (150, 200, 300, 400, 511)], "bytes of memory"))
    return "; ".join(figures)


@contextlib.contextmanager
def disk(lab, size):
    """A disk of its own, of so many bytes; None where this process may not mount one."""
    place = lab.folder / "disk"
    place.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True)
    if done.returncode != 0:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def again(place, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)


def check_failure(done, codes, what):
    check(done.returncode in codes, f"a code of sysexits: {what}",
          f"{done.returncode}: {done.stderr}")
    check("refund-ledger: " in done.stderr, f"a sentence: {what}", done.stderr)


def full(lab, base, rest):
    """The disk fills up at many places of a run; where it may not mount, files may not grow."""
    before = lab.events(base)
    ended = 0
    with disk(lab, 2 * MEBIBYTE) as place:
        rooms = [4_096, 16_384, 65_536, 131_072, 262_144]
        for room in rooms[::2] if lab.quick else rooms:
            ledger = copy_ledger(base, (place or lab.folder) / "ledger")
            if place:
                # A file takes all but so many bytes.
                free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
                (place / "filler").write_bytes(bytes(max(0, free - room)))
                done = lab.run("record", rest, "--quiet", "--ledger", ledger)
                copied = lab.run("backup", place / "copy", "--ledger", ledger)
                if copied.returncode != 0:
                    check_failure(copied, {74}, f"backup with {room} bytes of room")
                check(copied.returncode == 0 or not (place / "copy").exists(),
                      "a backup without room leaves nothing", list((place / "copy").rglob("*")))
                shutil.rmtree(place / "copy", ignore_errors=True)
                (place / "filler").unlink()
            else:
                limit = (ledger / "log.sqlite").stat().st_size + room

                def set_limit():
                    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                done = lab.run("record", rest, "--quiet", "--ledger", ledger,
                               preexec_fn=set_limit)
            if done.returncode != 0:
                check_failure(done, {74}, f"record with {room} bytes of room")
                ended += 1
            lab.check_sound(ledger, "after the disk was full")
            check(lab.events(ledger)[:len(before)] == before, "what was there is there")
            lab.ask("record", rest, "--quiet", "--ledger", ledger)
            shutil.rmtree(ledger)
    check(ended > 0, "the disk was full")
    return f"full disk: {ended} runs ended with 74, went on when there was room"


def read_only(lab, base, rest):
    with disk(lab, 8 * MEBIBYTE) as place:
        if place is None:
            return "read-only disk: not tried, mounting is not allowed here"
        ledger = place / "ledger"
        ledger.mkdir()
        shutil.move(single_file(base, lab.folder / "single"), ledger / "log.sqlite")
        content = (ledger / "log.sqlite").read_bytes()
        again(place, "ro")
        check_failure(lab.run("record", rest, "--ledger", ledger), {77}, "record, read-only disk")
        check_failure(lab.run("init", "--ledger", place / "new"), {77}, "init, read-only disk")
        check_failure(lab.run("backup", place / "new", "--ledger", ledger), {77},
                      "backup, read-only disk")
        lab.check_sound(ledger, "on a read-only disk")
        check((ledger / "log.sqlite").read_bytes() == content, "nothing is changed")
    return "read-only disk: 77, and all questions to the log answered"


def few(lab, base, rest, kind, limits, unit):
    before = lab.events(base)
    codes = {}
    commands = [("record", str(rest)), ("verify",), ("report",), ("export",)]
    for limit in limits[::3] if lab.quick else limits:
        for command in commands:
            ledger = copy_ledger(base, lab.folder / "ledger")

            def set_limit():
                resource.setrlimit(kind, (limit, limit))
            done = lab.run(*command, "--ledger", ledger, preexec_fn=set_limit, seconds=60)
            check(done.returncode == 0 or done.returncode in SYSEXITS | {71},
                  f"{command[0]} with {limit} {unit} ends with a code of sysexits",
                  f"{done.returncode}: {done.stderr}")
            if done.returncode != 0:
                check_failure(done, {70, 71, 74}, f"{command[0]} with {limit} {unit}")
                check(lab.events(ledger) == before, "the ledger is unchanged")
            codes[done.returncode] = codes.get(done.returncode, 0) + 1
            lab.check_sound(ledger, f"after {command[0]} with {limit} {unit}")
    return f"{limits[0]} to {limits[-1]} {unit}: exits " + ", ".join(
        f"{code}: {times}" for code, times in sorted(codes.items()))
