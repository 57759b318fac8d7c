"""The same work for everyone: a shop's history, its ledger, and its events as peers take them."""
import base64, collections, json, os, shutil

from .measuring import run

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}


def events_wanted(text):
    """A number of actions: 100k, 1m, 10m, or any number."""
    return SIZES.get(text.lower()) or int(text.replace("_", ""))


class Workload:
    """A history of some size in a directory of its own; made once, used again."""

    def __init__(self, directory, program, actions, seed):
        self.directory = directory
        self.program = program
        self.count = actions
        self.seed = seed
        os.makedirs(directory, exist_ok=True)
        self.actions = self.path("actions.jsonl")
        self.ledger = self.path("ledger")
        self.export = self.path("events.jsonl")
        self.plain = self.path("events-plain.jsonl")
        self.events = self.path("events.tsv")

    def path(self, name):
        return os.path.join(self.directory, name)

    def make_actions(self):
        """The shop's actions; the same seed gives the same bytes on every machine."""
        if not os.path.exists(self.actions):
            words = ["shop", "--actions", str(self.count), "--seed", str(self.seed)]
            self._write(self.actions, words)

    def make_ledger(self):
        """Records the actions; gives what that took, None when the ledger was there already."""
        self.make_actions()
        if os.path.exists(self.ledger):
            return None
        return record(self.program, self.actions, self.ledger)

    def ask(self, *words):
        """The JSON answer of a command about the ledger."""
        done = run([self.program, *words, "--ledger", self.ledger, "--json"])
        return json.loads(done["output"])

    def event_count(self):
        return self.ask("stats")["events"]

    def verifier_key(self):
        return self.ask("checkpoint", "--verifier-key")[-1]

    def make_export(self):
        """The events as JSON lines; the same without personal text; and as peers take them."""
        if not os.path.exists(self.export):
            self._write(self.export, ["export", "--ledger", self.ledger])
        if os.path.exists(self.path("sealed.json")):
            return
        sealed = 0
        with open(self.export, encoding="utf-8") as source, \
                open(self.plain, "w", encoding="utf-8") as plain, \
                open(self.events, "w", encoding="utf-8") as events:
            for line in source:
                event = json.loads(line)
                if '"sealed"' in line:
                    sealed += take_out_sealed(event)
                    line = json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"
                plain.write(line)
                events.write(fields_of(event))
        with open(self.path("sealed.json"), "w", encoding="utf-8") as file:
            json.dump(sealed, file)

    def sealed_bytes(self):
        """The bytes of sealed personal text in the log, which zstd cannot make smaller."""
        with open(self.path("sealed.json"), encoding="utf-8") as file:
            return json.load(file)

    def _write(self, path, words):
        partial = path + ".partial"
        run([self.program, *words], output=partial)
        os.rename(partial, path)

    def describe(self):
        """How many events of which kinds, and how large as JSON."""
        kinds, size, count = collections.Counter(), 0, 0
        with open(self.events, encoding="utf-8") as file:
            for line in file:
                _, _, kind, text = line.split("\t")
                kinds[kind] += 1
                size += len(text.encode()) - 1
                count += 1
        return {
            "seed": self.seed, "actions": self.count, "events": count,
            "streams": self.ask("stats")["orders"],
            "mean_json_bytes": round(size / count, 1),
            "mean_export_line_bytes": round(os.path.getsize(self.export) / count, 1),
            "mix_percent": {
                kind: round(100 * number / count, 2) for kind, number in kinds.most_common()},
        }


def take_out_sealed(value):
    """Takes sealed texts, {"sealed": base64}, out of an event; gives their bytes."""
    if isinstance(value, list):
        return sum(take_out_sealed(item) for item in value)
    if not isinstance(value, dict):
        return 0
    count = 0
    for name, member in list(value.items()):
        if isinstance(member, dict) and "sealed" in member:
            count += len(base64.b64decode(member["sealed"]))
            del value[name]
        else:
            count += take_out_sealed(member)
    return count


def fields_of(event):
    """An exported event as a peer stores it: what has a column of its own, then the rest as JSON.

    What only the ledger needs, its position and its link to the event before, is left out.
    """
    event.pop("log", None)
    event.pop("position")
    event.pop("previous", None)
    stream = event.pop("stream", None) or "order-" + event.pop("order")
    version, kind = event.pop("version"), event.pop("type")
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    return f"{stream}\t{version}\t{kind}\t{text}\n"


def record(program, actions, ledger):
    """A new ledger with the actions recorded by the command line; what that took."""
    shutil.rmtree(ledger, ignore_errors=True)
    run([program, "init", "--ledger", ledger])
    return run([program, "record", "--quiet", actions, "--ledger", ledger])
