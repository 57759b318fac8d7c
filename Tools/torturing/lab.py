"""What the rows share: a place to work, the program, and what must hold of any ledger."""

import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Fixtures"

# The codes of sysexits(3) that the program ends with, and 1 for findings.
SYSEXITS = {64, 65, 66, 70, 73, 74, 75, 77, 78}


class Failed(Exception):
    """Something is not as it must be."""


def check(holds, what, found=""):
    if not holds:
        raise Failed(f"{what}. {str(found)[:2000]}")


class Lab:
    def __init__(self, program, harness, folder, quick, chance):
        self.program, self.harness = str(program), str(harness)
        self.folder, self.quick, self.chance = pathlib.Path(folder), quick, chance

    def run(self, *arguments, seconds=600, **options):
        return subprocess.run(
            [self.program, *map(str, arguments)], capture_output=True, text=True,
            timeout=seconds, stdin=subprocess.DEVNULL, **options)

    def ask(self, *arguments, code=0, **options):
        """The output of a command that must end with a code."""
        done = self.run(*arguments, **options)
        check(done.returncode == code, f"exit {code} of {' '.join(map(str, arguments))}",
              f"{done.returncode}: {done.stdout[-500:]} {done.stderr}")
        return done.stdout

    def ledger(self, name, lines=()):
        """A new ledger in which some lines are recorded."""
        path = self.folder / name
        self.ask("init", "--ledger", path, "--origin", "ledger.example/torture")
        if lines:
            file = self.folder / f"{name}.jsonl"
            file.write_text("".join(lines), encoding="utf-8")
            self.ask("record", file, "--quiet", "--ledger", path)
        return path

    def verify(self, ledger, *arguments, when=""):
        """What `verify` finds."""
        done = self.run("verify", "--json", "--ledger", ledger, *arguments)
        check(done.returncode in (0, 1), f"verify goes through {when}",
              f"{done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def check_sound(self, ledger, when):
        report = self.verify(ledger, when=when)
        check(report["sound"], f"the ledger is sound {when}", report["findings"])
        return report

    def events(self, ledger):
        """Everything recorded, apart from this machine's clock, the ledger's own keys, and what
        follows from them."""
        events = [json.loads(line) for line in self.ask("export", "--ledger", ledger).splitlines()]
        for event in events:
            event.pop("recorded_at")
            event.pop("log", None)
        return [without_secrets(event) for event in events]

    def shop(self, actions, seed):
        """Lines of a made-up shop."""
        return self.ask("shop", "--actions", actions, "--seed", seed).splitlines(True)


def without_secrets(value):
    """An event apart from what follows from a ledger's own keys: sealed texts, digests of actions."""
    if isinstance(value, list):
        return [without_secrets(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: "secret" if name in ("sealed", "key_digest", "vault") else without_secrets(item)
        for name, item in value.items()}


def story_lines():
    """The actions of every story about one order, story by story."""
    for path in sorted((FIXTURES / "stories").glob("S*.jsonl")):
        actions = []
        for line in path.read_text(encoding="utf-8").splitlines():
            action = json.loads(line)
            if "do" not in action or "order" not in action:
                continue
            action.pop("expect", None)
            actions.append(action)
        if actions and len({action["order"] for action in actions}) == 1:
            yield actions


def orders(count, first=0):
    """Actions of many orders that have nothing to do with one another; each line has a key.

    The stories, again and again: every name and digest in them gets a number of its own.
    """
    stories = list(story_lines())
    for number in range(first, first + count):
        lines = []
        for place, action in enumerate(stories[number % len(stories)]):
            text = json.dumps({**action, "key": f"{number}-{place}"}, ensure_ascii=False)
            text = re.sub(r'"([A-Z][A-Z0-9]*-[A-Z0-9-]+|RF\d+|buyer-\w+)"',
                          lambda match: f'"{match[1]}-{number}"', text)
            text = re.sub(r'"([0-9a-f]{64})"', lambda match: '"' + hashlib.sha256(
                f"{match[1]} {number}".encode()).hexdigest() + '"', text)
            lines.append(text + "\n")
        yield lines


def copy_ledger(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target


def single_file(ledger, file):
    """The log of a ledger as one file, without a write-ahead log, as a backup is."""
    copy = pathlib.Path(file)
    copy.unlink(missing_ok=True)
    source, target = sqlite3.connect(f"file:{ledger}/log.sqlite?mode=ro", uri=True), sqlite3.connect(copy)
    source.backup(target)
    target.execute("PRAGMA journal_mode = DELETE")
    target.close()
    source.close()
    return copy
