"""Fails the n-th system call of a command, n = 1, 2, … until none fails."""

import os
import re
import shutil
import subprocess

from .lab import SYSEXITS, check, copy_ledger, orders

CALLS = ["write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink"]
FAILURES = ["error=EIO", "error=ENOSPC", "error=EINTR", "signal=KILL"]
# What the short version tries.
QUICK = [1, 3, 9]


def run(lab):
    check(shutil.which("strace"), "strace is installed: apt-get install strace")
    lines = [line for part in orders(14) for line in part]
    base = lab.ledger("base", lines[:100])
    rest = lab.folder / "rest.jsonl"
    rest.write_text("".join(lines[100:]), encoding="utf-8")
    commands = {
        "record": ["record", str(rest), "--ledger", "LEDGER"],
        "init": ["init", "--ledger", "NEW"],
        "backup": ["backup", "NEW", "--ledger", "LEDGER"],
        "rebuild": ["rebuild", "--quiet", "--ledger", "LEDGER"],
    }
    if lab.quick:
        commands = {name: commands[name] for name in ("record", "init")}
    done = Count()
    for name, command in commands.items():
        fail_all(lab, name, command, base, done)
    return (f"{done.runs} runs of {', '.join(commands)}, {done.injected} failed calls; each left "
            f"the old state ({done.old}), the new one ({done.new}) or what was acknowledged "
            f"({done.between}); {done.codes}; verify clean after each")


class Count:
    def __init__(self):
        self.runs = self.injected = self.old = self.new = self.between = 0
        self.ends = {}

    @property
    def codes(self):
        return "exits " + ", ".join(f"{code}: {times}" for code, times in sorted(self.ends.items()))


def fail_all(lab, name, command, base, done):
    before = lab.events(base)
    whole = copy_ledger(base, lab.folder / "whole")
    shutil.rmtree(lab.folder / "first", ignore_errors=True)
    lab.ask(*[word.replace("LEDGER", str(whole)).replace("NEW", str(lab.folder / "first"))
              for word in command])
    after = lab.events(whole)
    for call in CALLS:
        for failure in FAILURES[-1:] + FAILURES[:1] if lab.quick else FAILURES:
            number, missed = 0, 0
            while missed < 1:
                number = next((n for n in QUICK if n > number), 0) if lab.quick else number + 1
                if number == 0:
                    break
                # In some failures strace counts calls for each thread, so one number may not
                # come to pass, and a higher one neither.
                if not fail_one(lab, name, command, base, before, after, (call, failure, number),
                                done):
                    missed += 1


def fail_one(lab, name, command, base, before, after, fault, done):
    call, failure, number = fault
    ledger = copy_ledger(base, lab.folder / "ledger")
    new = lab.folder / "new"
    shutil.rmtree(new, ignore_errors=True)
    words = [word.replace("LEDGER", str(ledger)).replace("NEW", str(new)) for word in command]
    log = lab.folder / "strace"
    ended = subprocess.run(
        ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}",
         "-e", f"inject={call}:{failure}:when={number}", lab.program, *words],
        capture_output=True, timeout=120)
    # A call that the injected signal ended has no line of its own.
    injected = len(re.findall(r"INJECTED", log.read_text(errors="replace"))) or (
        ended.returncode in (-9, 137))
    what = f"{call} {failure} number {number} in {name}"
    done.runs += 1
    if not injected:
        check(ended.returncode == 0, f"{name} works without a failure", ended.stderr)
        return False
    done.injected += int(injected)
    done.ends[ended.returncode] = done.ends.get(ended.returncode, 0) + 1
    errors = ended.stderr.decode(errors="replace")
    if failure != "signal=KILL":
        check(ended.returncode == 0 or ended.returncode in SYSEXITS,
              f"a code of sysexits after {what}", f"{ended.returncode} {errors}")
        check(ended.returncode == 0 or "refund-ledger: " in errors or call == "write",
              f"a sentence after {what}", errors)
    lab.check_sound(ledger, f"after {what}")
    recorded = lab.events(ledger)
    compare(recorded, before, after, ended, what, done)
    if name in ("init", "backup") and (new / "log.sqlite").exists():
        lab.check_sound(new, f"in its new place after {what}")
        if name == "backup":
            check(lab.events(new) == before, f"the whole backup after {what}")
    if name == "init" and ended.returncode != 0:
        # What a failed init leaves must not stand in the way of the next one.
        again = lab.run("init", "--ledger", new)
        check(again.returncode in (0, 73), f"init works after {what}", again.stderr)
        lab.check_sound(new, f"after init again, {what}")
    os.remove(log)
    return True


def compare(recorded, before, after, ended, what, done):
    acknowledged = re.findall(
        rb'"position":(\d+)', ended.stdout[:ended.stdout.rfind(b"\n") + 1])
    least = max([len(before), *map(int, acknowledged)])
    check(len(recorded) >= least, f"what was acknowledged is there after {what}",
          f"{len(recorded)} of {least}")
    check(recorded == after[:len(recorded)], f"nothing else is there after {what}")
    if len(recorded) == len(before):
        done.old += 1
    elif len(recorded) == len(after):
        done.new += 1
    else:
        done.between += 1
