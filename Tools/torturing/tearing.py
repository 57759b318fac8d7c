"""Unsynced writes lost or torn: the states a loss of power may leave, made again from a record.

The program runs under a library that notes every write and sync, and what it printed, in order
(shim.c). Between any two of them the power may fail. What was written to a file and not synced since
is then there or not, each write for itself, whole, or in some of its sectors of 512 or 4,096 bytes.
Each such state is opened, recovered and verified; everything printed before must be in it.
"""

import hashlib
import json
import pathlib
import random
import shutil
import struct
import subprocess

from .lab import check, orders

OPENED, WRITTEN, TRUNCATED, SYNCED, UNLINKED, RENAMED, PRINTED = range(1, 8)
ACTIONS, SEEDS = 100, 20
NAMES = ("log.sqlite", "log.sqlite-wal", "log.sqlite-journal")


def run(lab):
    check(pathlib.Path(lab.harness).exists(), "ledger-torture is built", lab.harness)
    base = lab.ledger("base")
    records = recorded(lab, base)
    keys = keys_first(records)
    writes = sum(kind in (WRITTEN, TRUNCATED) for kind, *_ in records)
    step, seeds = (max(1, writes // 60), 3) if lab.quick else (1, SEEDS)
    harness = subprocess.Popen([lab.harness, "states"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    figures = {"states": 0, "different": 0, "torn": 0, "lost": 0}
    disk, seen = Disk(base), {}
    acknowledged, index = 0, 0
    for record in records:
        acknowledged = disk.take(record, acknowledged)
        if record[0] not in (WRITTEN, TRUNCATED):
            continue
        index += 1
        if index % step:
            continue
        for seed in range(seeds):
            state = disk.after_power_loss(random.Random(f"{index} {seed}"), figures)
            figures["states"] += 1
            digest = hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()
            if digest not in seen:
                figures["different"] += 1
                seen[digest] = ask(lab, harness, state)
            answer = seen[digest]
            check(answer[0].isdigit(), f"the state after write {index}, seed {seed}, is sound",
                  answer)
            check(int(answer[0]) >= acknowledged,
                  f"what was acknowledged before write {index} is there, seed {seed}",
                  f"{answer[0]} of {acknowledged}")
    harness.stdin.close()
    harness.wait()
    return (f"{figures['states']} states at {index // step} of {writes} writes of {ACTIONS} "
            f"actions, {seeds} seeds ({figures['different']} different; {figures['lost']} writes "
            f"lost, {figures['torn']} torn): all recovered by themselves and verified, 0 of "
            f"{acknowledged} acknowledged events lost; {keys} batches of new keys, each synced before "
            "the log was written")


def recorded(lab, base):
    """Records actions one by one, each answered before the next, and notes what is written."""
    library, log = lab.folder / "shim.so", lab.folder / "writes"
    source = pathlib.Path(__file__).parent / "shim.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"],
                   check=True)
    work = lab.folder / "work"
    shutil.copytree(base, work)
    lines = [line for part in orders(20) for line in part][:ACTIONS]
    process = subprocess.Popen(
        [lab.program, "record", "-", "--ledger", str(work)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
        env={"LD_PRELOAD": str(library), "TORTURE_LOG": str(log), "PATH": "/usr/bin"})
    for line in lines:
        process.stdin.write(line)
        process.stdin.flush()
        check(process.stdout.readline(), "each action is answered")
    process.stdin.close()
    check(process.wait() == 0, "record works")
    content, place, records = log.read_bytes(), 0, []
    while place < len(content):
        kind, file, offset, count = struct.unpack_from("4Q", content, place)
        place += 32
        has_bytes = kind in (OPENED, WRITTEN, UNLINKED, PRINTED)
        records.append((kind, file, offset, content[place:place + count] if has_bytes else b""))
        place += count if has_bytes else 0
    check(sum(kind == SYNCED for kind, *_ in records) >= ACTIONS, "every action is synced")
    return records


def keys_first(records):
    """New keys are synced before anything is written to the log that they may have sealed."""
    names, unsynced, batches = {}, False, 0
    for kind, file, _, content in records:
        if kind == OPENED:
            names[file] = pathlib.Path(content.decode()).name
        elif names.get(file) == "keys.new":
            check(kind != WRITTEN or not unsynced, "keys are synced batch by batch")
            unsynced = kind == WRITTEN
            batches += kind == WRITTEN
        elif names.get(file) == "log.sqlite-wal" and kind == WRITTEN:
            check(not unsynced, "new keys are synced before the log is written")
    check(batches > 1, "new keys stand in a file of their own", batches)
    return batches - 1  # The first write makes the file.


class Disk:
    """What is on the disk for sure, and what may be, file by file."""

    def __init__(self, ledger):
        self.names, self.durable, self.pending = {}, {}, {}
        self.listed = {}  # Names that are on the disk for sure, and those that may be.
        self.maybe = []
        for name in NAMES:
            path = ledger / name
            if path.exists():
                self.listed[name] = path.read_bytes()
        self.initial = dict(self.listed)

    def take(self, record, acknowledged):
        kind, file, offset, content = record
        if kind == OPENED:
            name = pathlib.Path(content.decode()).name
            if name in NAMES and self.names.get(file) != name:
                self.names[file] = name
                self.durable.setdefault(name, bytearray(self.initial.get(name, b"")))
                self.pending.setdefault(name, [])
        elif kind in (WRITTEN, TRUNCATED) and file in self.names:
            self.pending[self.names[file]].append((kind, offset, content))
        elif kind == SYNCED and file in self.names:
            name = self.names[file]
            for write in self.pending[name]:
                apply(self.durable[name], write)
            self.pending[name] = []
        elif kind == UNLINKED:
            name = pathlib.Path(content.decode()).name
            self.names = {file: known for file, known in self.names.items() if known != name}
            self.durable.pop(name, None)
            self.pending.pop(name, None)
            self.initial.pop(name, None)
        elif kind == PRINTED:
            for line in content.decode().splitlines():
                for event in json.loads(line)["events"]:
                    acknowledged = max(acknowledged, event["position"])
        return acknowledged

    def after_power_loss(self, chance, figures):
        state = dict(self.initial)
        # Seed by seed: nothing of what was not synced, all of it, or each write by itself.
        share = chance.choice([0, 0.2, 0.5, 0.8, 1])
        for name, content in self.durable.items():
            kept = bytearray(content)
            for write in self.pending[name]:
                if chance.random() >= share:
                    figures["lost"] += 1
                    continue
                kind, offset, bytes_written = write
                if kind == WRITTEN and chance.random() < 0.4:
                    figures["torn"] += 1
                    tear(kept, offset, bytes_written, chance)
                else:
                    apply(kept, write)
            state[name] = bytes(kept)
        return {name: content for name, content in state.items() if content or name == NAMES[0]}


def apply(content, write):
    kind, offset, written = write
    if kind == TRUNCATED:
        if len(content) > offset:
            del content[offset:]
        else:
            content.extend(bytes(offset - len(content)))
        return
    if len(content) < offset + len(written):
        content.extend(bytes(offset + len(written) - len(content)))
    content[offset:offset + len(written)] = written


def tear(content, offset, written, chance):
    """Some sectors of a write are there, others are as before."""
    sector = chance.choice([512, 4_096])
    start = offset
    while start < offset + len(written):
        end = min(offset + len(written), (start // sector + 1) * sector)
        if chance.random() < 0.5:
            apply(content, (WRITTEN, start, written[start - offset:end - offset]))
        start = end


def ask(lab, harness, state):
    folder = lab.folder / "state"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in state.items():
        (folder / name).write_bytes(content)
    harness.stdin.write(f"{folder}\n")
    harness.stdin.flush()
    answer = harness.stdout.readline().rstrip("\n").split("\t")
    check(answer != [""], "the program survives the state", harness.poll())
    return answer
