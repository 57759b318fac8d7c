"""kill -9 at random moments, while several processes want to write."""

import json
import os
import shutil
import subprocess
import threading
import time

from .lab import check, orders

WRITERS = 3
ORDERS_PER_WRITER = 60
KILLS_PER_LEDGER = 25
# What is killed, and how often of ten times: a writer, or what works beside it.
TARGETS = ["record"] * 6 + ["rebuild", "backup", "verify", "record"]


class Writer:
    """A process that records lines which come a few at a time, so that there are many commits."""

    def __init__(self, lab, ledger, lines):
        self.process = subprocess.Popen(
            [lab.program, "record", "-", "--ledger", str(ledger)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines, self.size = lines, lab.chance.choice([1, 3, 8, 40])
        self.thread = threading.Thread(target=self.feed)
        self.thread.start()

    def feed(self):
        try:
            for start in range(0, len(self.lines), self.size):
                self.process.stdin.write("".join(self.lines[start:start + self.size]).encode())
                self.process.stdin.flush()
                time.sleep(0.0005)
            self.process.stdin.close()
        except OSError:
            pass

    def finish(self):
        printed = self.process.stdout.read()
        errors = self.process.stderr.read().decode()
        self.process.wait()
        self.thread.join()
        try:
            self.process.stdin.close()
        except OSError:
            pass
        whole = printed[:printed.rfind(b"\n") + 1].decode()
        return [json.loads(line) for line in whole.splitlines()], errors


def run(lab):
    kills = 20 if lab.quick else 1_000
    figures = {"kills": 0, "acknowledged": 0, "reopened": 0, "ledgers": 0, "waited": 0}
    parts = []
    for number in range(WRITERS):
        part = list(orders(ORDERS_PER_WRITER, first=number * ORDERS_PER_WRITER))
        parts.append([line for lines in part for line in lines])
    parts, expected = undisturbed(lab, parts)
    while figures["kills"] < kills:
        one_ledger(lab, parts, expected, min(kills - figures["kills"], KILLS_PER_LEDGER), figures)
        figures["ledgers"] += 1
    return (f"{figures['kills']} kills on {figures['ledgers']} ledgers, 0 of "
            f"{figures['acknowledged']} acknowledged events lost, 0 half actions; it reopened by "
            f"itself {figures['reopened']} times; {figures['waited']} writers were told to wait")


def undisturbed(lab, parts):
    """The lines that record something, and the events of each order, action by action."""
    kept, expected = [], {}
    for number, part in enumerate(parts):
        ledger = lab.ledger(f"undisturbed-{number}")
        file = lab.folder / "part.jsonl"
        file.write_text("".join(part), encoding="utf-8")
        results = [json.loads(line) for line in
                   lab.ask("record", file, "--ledger", ledger).splitlines()]
        kept.append([part[result["line"] - 1] for result in results if result["events"]])
        at = {event["position"]: event for event in lab.events(ledger)}
        for result in results:
            if result["events"]:
                expected.setdefault(result["order"], []).append(
                    [comparable(at[event["position"]]) for event in result["events"]])
    return kept, expected


def comparable(event):
    """An event without what depends on the events of other orders."""
    event = {name: value for name, value in event.items() if name not in ("position", "previous")}
    return json.dumps(event, sort_keys=True)


def one_ledger(lab, parts, expected, kills, figures):
    ledger = lab.ledger(f"killed-{figures['ledgers']}")
    acknowledged = {}
    for _ in range(kills):
        target = lab.chance.choice(TARGETS)
        victims = [Writer(lab, ledger, lab.chance.choice(parts)) for _ in range(WRITERS)]
        beside = None
        if target != "record":
            shutil.rmtree(lab.folder / "copy", ignore_errors=True)
            more = {"backup": [str(lab.folder / "copy")]}.get(target, [])
            beside = subprocess.Popen(
                [lab.program, target, *more, "--ledger", str(ledger)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(lab.chance.uniform(0.005, 0.25))
        # All at once, as a machine that goes down; or one alone, and the others go on.
        chosen = victims if lab.chance.random() < 0.5 else [lab.chance.choice(victims)]
        processes = [writer.process for writer in chosen] + ([beside] if beside else [])
        alive = [process for process in processes if process.poll() is None]
        for process in alive:
            process.kill()
        figures["kills"] += 1 if alive else 0
        for writer in victims:
            results, errors = writer.finish()
            figures["waited"] += "is being written by" in errors
            for result in results:
                for event in result["events"]:
                    acknowledged[event["position"]] = event["type"]
        if beside:
            beside.wait()
        compare(lab, ledger, expected, acknowledged, figures)
    finish(lab, ledger, parts, expected)
    figures["acknowledged"] += len(acknowledged)
    shutil.rmtree(ledger)


def compare(lab, ledger, expected, acknowledged, figures):
    """The next process finds everything that was acknowledged, and whole actions only."""
    lab.check_sound(ledger, "after a kill")
    figures["reopened"] += 1
    events = lab.events(ledger)
    for position, kind in acknowledged.items():
        check(position <= len(events) and events[position - 1]["type"] == kind,
              f"the acknowledged event at {position} is there", kind)
    found = {}
    for event in events:
        if "order" in event:
            found.setdefault(event["order"], []).append(comparable(event))
    for order, recorded in found.items():
        rest = recorded
        for action in expected[order]:
            if not rest:
                break
            check(rest[:len(action)] == action, f"whole actions of {order}", rest[:len(action)])
            rest = rest[len(action):]
        check(not rest, f"nothing else of {order}", rest)


def finish(lab, ledger, parts, expected):
    """Recording everything again appends only what is missing."""
    for number, part in enumerate(parts):
        file = lab.folder / f"again-{number}.jsonl"
        file.write_text("".join(part), encoding="utf-8")
        lab.ask("record", file, "--quiet", "--ledger", ledger)
    found = {}
    for event in lab.events(ledger):
        if "order" in event:
            found.setdefault(event["order"], []).append(comparable(event))
    whole = {order: [event for action in actions for event in action]
             for order, actions in expected.items()}
    check(found == whole, "in the end there is what undisturbed processes record")
    lab.ask("rebuild", "--quiet", "--ledger", ledger)
    lab.ask("rebuild", "--check", "--ledger", ledger)
    os.sync()
