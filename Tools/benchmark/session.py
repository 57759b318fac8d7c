"""One run of Tools/bench: what is needed for it, its parts, its result."""
import json, os, shutil, subprocess, sys, tempfile

from . import machine, report
from .figures import PARTS, Figures
from .limits import Limits
from .measuring import Failed, Progress, Values, run_json
from .peers import FASTEST, EventSourcing, UmaDB
from .workload import Workload

# Peers are measured on at most so many actions; their cost an event hardly grows.
BASE_MAX = 1_000_000


class Session:
    def __init__(self, root, build, options):
        self.root = root
        self.options = options
        self.quick = options.quick
        self.program = os.path.join(build, "refund-ledger")
        self.ledger_bench = os.path.join(build, "ledger-bench")
        self.values = Values()
        self.missing = {}
        self.recorded = {}
        self.eventsourcing = self.umadb = self.small = None
        self.parts = [part for part in PARTS if not options.only or part in options.only]

    def run(self, directory):
        """Measures what was asked for in a directory; gives the result."""
        described = machine.describe(self.root)
        self._prepare(directory)
        figures = Figures(self)
        progress = Progress(1 + len(self.parts) * self.options.runs)
        progress.step("durability")
        durability = self._durability()
        for number in range(self.options.runs):
            for part in self.parts:
                progress.step(f"{part}, run {number + 1} of {self.options.runs}")
                figures.run_once(part, number == 0)
        progress.end()
        return {
            "command": " ".join(["Tools/bench", *words_that_measure(sys.argv[1:])]), "machine": described,
            "workload": self.main.describe() if self.main is self.base else
            self.base.describe() | {"actions": self.main.count, "events": self.main_events,
                                    "streams": self.main.ask("stats")["orders"]},
            "runs": self.options.runs, "durability": durability, "missing": self.missing,
            "figures": report.figures(self.values),
            "values": self.values.json(),
        }

    def _prepare(self, directory):
        count, seed = self.options.size, self.options.seed
        self.limits = Limits(directory)
        self.main = self._workload(directory, count, seed)
        base = min(count, BASE_MAX)
        self.base = self.main if base == count else self._workload(directory, base, seed)
        if "growth" in self.parts and not self.quick:
            tenth = count // 10
            self.small = self.base if tenth == base else self._workload(directory, tenth, seed)
            self.small_events = self.small.event_count()
        self.main_events = self.main.event_count()
        self.base.make_export()
        self.base_events = self.base.event_count()
        self._prepare_peers()

    def _workload(self, directory, count, seed):
        work = Workload(os.path.join(directory, str(count)), self.program, count, seed)
        took = work.make_ledger()
        if took and count == self.options.size:
            # The first run need not record the same again.
            self.recorded["main"] = took
        return work

    def _prepare_peers(self):
        if self.options.no_peers:
            self.missing["peers"] = "left out by --no-peers"
            return
        asked = subprocess.run(
            [os.path.join(self.root, "Tools", "peers")], capture_output=True, text=True)
        if asked.returncode != 0:
            self.missing["peers"] = asked.stderr.strip()
            return
        python = asked.stdout.strip()
        directory = self.base.path("peers")
        os.makedirs(directory, exist_ok=True)
        self.eventsourcing = EventSourcing(python, directory, self.base.events)
        self.umadb = UmaDB(python, directory, self.base.events)
        try:
            with self.umadb.running("probe", fresh=True):
                pass
        except Failed as failure:
            self.missing["umadb"] = str(failure)
            self.umadb = None

    def _durability(self):
        """How often each store calls fsync or fdatasync for an append, from two counts."""
        counted = {}
        limits, actions = self.limits, self.base.actions
        ledger = self.base.path("counted")

        def ours(count, environment):
            shutil.rmtree(ledger, ignore_errors=True)
            run_json([self.ledger_bench, "commit", actions, "--ledger", ledger,
                      "--actions", count], environment=environment)

        counted["refund-ledger"] = self._syncs(ours)
        shutil.rmtree(ledger, ignore_errors=True)
        if self.eventsourcing:
            peer = self.eventsourcing
            counted["eventsourcing"] = self._syncs(
                lambda count, environment: peer.ask(
                    "counted", "one", "--count", str(count), "--coding", FASTEST, fresh=True,
                    environment=environment))
            settings = peer.ask_settings("counted")
            counted["eventsourcing (PRAGMA)"] = ", ".join(
                f"{name} {value}" for name, value in settings.items())
            peer.remove("counted")
        if self.umadb:
            def uma(count, environment):
                with self.umadb.running("counted", fresh=True, environment=environment):
                    self.umadb.ask("one", "--count", str(count))
            counted["umadb"] = self._syncs(uma)
        return counted

    def _syncs(self, append):
        counts = []
        for count in (1, 101):
            append(count, self.limits.environment())
            counts.append(self.limits.syncs_counted())
        return round((counts[1] - counts[0]) / 100, 2)


def words_that_measure(words):
    """The words of the command line without those that only say where things are."""
    kept, rest = [], list(words)
    while rest:
        word = rest.pop(0)
        if word in ("--dir", "--page"):
            rest[:1] = []
        elif word not in ("--skip-build", "--json") and not word.startswith(("--dir=", "--page=")):
            kept.append(word)
    return kept


def measure(root, build, options):
    """Runs a session, prints its table or JSON, and writes both beside the build."""
    directory = options.dir or tempfile.mkdtemp(prefix="refund-ledger-bench-")
    os.makedirs(directory, exist_ok=True)
    session = Session(root, build, options)
    try:
        result = session.run(directory)
    except Failed as failure:
        sys.exit(f"Tools/bench: {failure}")
    finally:
        if not options.dir:
            shutil.rmtree(directory)
    results = os.path.join(root, ".build", "bench")
    os.makedirs(results, exist_ok=True)
    with open(os.path.join(results, "figures.json"), "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    section = report.markdown(result)
    with open(os.path.join(results, "figures.md"), "w", encoding="utf-8") as file:
        file.write(section)
    if options.page:
        report.put_into_page(options.page, section)
    print(json.dumps(result, indent=1) if options.json else report.text(result))
