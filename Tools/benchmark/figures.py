"""Measures the figures, one after the other, with their limits and peers in the same run.

Each run measures everything once, so that what the machine does meanwhile touches ledger, limits
and peers alike; the median of all runs counts.
"""
import os, shutil, subprocess, time

from . import limits as floors
from .measuring import run, run_json
from .peers import CODINGS, FASTEST
from .workload import record

PARTS = ["commits", "append", "read", "ask", "size", "growth"]


class Figures:
    def __init__(self, bench):
        # bench: main, base, small workloads; limits, eventsourcing, umadb, values, programs, quick
        self.bench = bench
        self.values = bench.values

    def run_once(self, part, is_first):
        getattr(self, part)(is_first)

    # One action a commit, alone and with sixteen callers.

    def commits(self, is_first):
        # In slices, one store after the other: how quick a disk syncs changes by the second.
        for _ in range(1 if self.bench.quick else 5):
            self._commits_slice(300 if self.bench.quick else 400, 4_000)

    def _commits_slice(self, few, many):
        bench, add = self.bench, self.values.add
        add("limit.sync", bench.limits.syncs_per_second(few))
        one = self._ledger_bench("commit", "--actions", few)
        add("one", one["per_second"], one["process_mib"])
        add("limit.sync", bench.limits.syncs_per_second(few))
        callers = self._ledger_bench("commit", "--callers", 16, "--actions", many)
        add("callers", _rate(callers, "events"), callers["process_mib"])
        counts = {"one": few, "callers": many // 2}
        for question, count in counts.items() if bench.eventsourcing else ():
            done = bench.eventsourcing.ask(
                "commits", question, "--count", str(count), "--coding", FASTEST, fresh=True)
            add(f"eventsourcing.{question}", _second(done), done["peak_mib"])
        if bench.umadb:
            with bench.umadb.running("commits", fresh=True) as server:
                for question, count in counts.items():
                    done = server.ask(question, "--count", str(count))
                    add(f"umadb.{question}", _second(done), done["server_mib"])

    # Groups of a thousand, and the whole file.

    def append(self, is_first):
        bench, add = self.bench, self.values.add
        groups = self._ledger_bench("groups", "--group", 1_000)
        add("groups", _rate(groups, "events"), groups["process_mib"])
        if "views_cpu_us" in groups:
            took = groups["recording_cpu_us"] + groups["views_cpu_us"]
            add("groups.cpu", groups["events"] / took * 1e6)
        add("groups.recording", groups["events"] / groups["recording_us"] * 1e6)
        add("groups.views", groups["events"] / max(1, groups["views_us"]) * 1e6)
        rate, size = bench.limits.table(bench.base.events, 1_000, bench.base_events)
        add("limit.table", rate)
        self.values.note("limit.table", f"{size / bench.base_events:.0f} bytes/event")
        done = bench.recorded.pop("main", None) or record(
            bench.program, bench.main.actions, bench.main.path("again"))
        shutil.rmtree(bench.main.path("again"), ignore_errors=True)
        add("record", bench.main_events / done["seconds"], done["peak_mib"])
        add("record.cpu", bench.main_events / done["cpu_seconds"])
        self._append_peers(CODINGS if is_first else [FASTEST])

    def _append_peers(self, codings):
        bench, add = self.bench, self.values.add
        for coding in codings if bench.eventsourcing else []:
            done = bench.eventsourcing.append_all(coding, bench.base_events)
            add(f"eventsourcing.groups.{coding}", _second(done), done["peak_mib"])
            if coding == FASTEST:
                add("eventsourcing.groups", _second(done), done["peak_mib"])
            size = os.path.getsize(bench.eventsourcing.database(coding)) / bench.base_events
            add(f"eventsourcing.size.{coding}", size)
        if bench.umadb:
            with bench.umadb.running("events", fresh=True) as server:
                done = self._append_to_uma(server)
                add("umadb.groups", _second(done), done["server_mib"])

    # Everything read again.

    def read(self, is_first):
        bench, add = self.bench, self.values.add
        log = os.path.join(bench.main.ledger, "log.sqlite")
        add("limit.unpack", bench.limits.unpack(log))
        add("limit.hash", bench.limits.hash(log))
        for name, words in (("replay", []), ("fold", ["--fold"])):
            done = run_json(
                [bench.ledger_bench, "replay", "--ledger", bench.main.ledger, *words])
            add(name, _rate(done, "events"), done["process_mib"])
            add(f"{name}.cpu", done["events"] / done["process_cpu"])
        for name, words in (
            ("rebuild", ["rebuild"]), ("verify_log", ["verify", "--log-only"]),
            ("verify", ["verify"]), ("audit", ["audit"]),
        ):
            done = run([bench.program, *words, "--ledger", bench.main.ledger])
            add(name, bench.main_events / done["seconds"], done["peak_mib"])
            add(f"{name}.cpu", bench.main_events / done["cpu_seconds"])
        if is_first:
            self._ask_while_rebuilding()
        self._read_peers()

    def _read_peers(self):
        bench, add = self.bench, self.values.add
        for question in ("stored", "typed") if bench.eventsourcing else []:
            self._need_peer_events()
            done = bench.eventsourcing.ask(FASTEST, question, "--coding", FASTEST)
            add(f"eventsourcing.{question}", _second(done), done["peak_mib"])
        if bench.umadb:
            with bench.umadb.running("events") as server:
                self._need_uma_events(server)
                done = server.ask("stored")
                add("umadb.stored", _second(done), done["server_mib"])

    def _ask_while_rebuilding(self):
        """Totals are answered from the old views for as long as new ones are made."""
        bench = self.bench
        command = [bench.program, "totals", "--by", "month", "--ledger", bench.main.ledger]
        run(command)
        rebuilding = subprocess.Popen(
            [bench.program, "rebuild", "--quiet", "--ledger", bench.main.ledger])
        slowest, answers = 0.0, 0
        while rebuilding.poll() is None:
            slowest = max(slowest, run(command)["seconds"])
            answers += 1
            time.sleep(0.05)
        if rebuilding.returncode != 0:
            raise RuntimeError(f"rebuild ended with {rebuilding.returncode}")
        self.values.add("meanwhile", slowest * 1e3)
        self.values.note("meanwhile", f"{answers} answers")

    # Questions about one order, and as of any moment.

    def ask(self, is_first):
        bench, add = self.bench, self.values.add
        ledger = bench.main.ledger
        run([bench.program, "totals", "--ledger", ledger])
        done = run_json(
            [bench.ledger_bench, "ask", "--ledger", ledger, "--orders",
             300 if bench.quick else 2_000])
        for name, member, rank in (
            ("status_view", "status_view", "p99_us"), ("status", "status", "p99_us"),
            ("trace", "trace", "p99_us"), ("trace_links", "trace_links", "p99_us"),
            ("order_as_of", "order_as_of", "p99_us"), ("totals", "totals_as_of", "max_us"),
        ):
            add(name, done[member][rank] / 1e3, done["process_mib"])
        done = run_json(
            [bench.ledger_bench, "receipts", "--ledger", ledger, "--receipts",
             300 if bench.quick else 2_000])
        add("receipt", done["receipt"]["p99_us"] / 1e3, done["process_mib"])
        order = bench.main.ask("search", "--limit", "1", "--refund", "full")["orders"][0]["order"]
        for _ in range(5 if bench.quick else 20):
            done = run([bench.program, "status", order, "--ledger", ledger])
            add("command", done["seconds"] * 1e3, done["peak_mib"])
        if bench.eventsourcing:
            self._need_peer_events()
            done = bench.eventsourcing.ask(
                FASTEST, "stream", "--coding", FASTEST, "--count", str(bench.base_events))
            add("eventsourcing.stream", done["latency"]["p99_us"] / 1e3, done["peak_mib"])
        if bench.umadb:
            with bench.umadb.running("events") as server:
                self._need_uma_events(server)
                done = server.ask("stream", "--count", str(bench.base_events))
                add("umadb.stream", done["latency"]["p99_us"] / 1e3, done["server_mib"])

    # Bytes.

    def size(self, is_first):
        if not is_first:
            return
        bench, add = self.bench, self.values.add
        stats = bench.base.ask("stats")
        events = bench.base_events
        sealed = bench.base.sealed_bytes()
        add("size", (stats["log_bytes"] - sealed) / events)
        add("size.with_text", stats["log_bytes"] / events)
        if not sealed:
            self.values.note("size", "none is sealed: it is in the log and in the JSON lines")
        kept = bench.base.path("zstd-19.json")
        add("size.zstd19", floors.zstd_19(bench.base.plain, kept) / events)
        add("size.json", os.path.getsize(bench.base.plain) / events)
        if bench.eventsourcing:
            if self.values.median(f"eventsourcing.size.{FASTEST}") is None:
                self._append_peers(CODINGS)
            smallest = min(
                self.values.median(f"eventsourcing.size.{coding}") for coding in CODINGS)
            add("eventsourcing.size", smallest)
            self.values.note("eventsourcing.size", "its smallest file, with zlib")
        if bench.umadb:
            with bench.umadb.running("events") as server:
                self._need_uma_events(server)
            add("umadb.size", bench.umadb.size() / events)

    # A ledger of a tenth of the size, and what an event costs in each.

    def growth(self, is_first):
        bench, add = self.bench, self.values.add
        if bench.small is None:
            return
        costs = self._costs(bench.small, bench.small_events)
        if not {"append", "read"} <= set(bench.parts):
            for name, (seconds, processor, peak) in self._costs(
                bench.main, bench.main_events
            ).items():
                add(name, 1 / seconds, peak)
                add(f"{name}.cpu", 1 / processor)
        for name, (seconds, processor, _) in costs.items():
            # The larger ledger was measured earlier in the same run.
            add(f"growth.{name}", 1 / self.values.runs[name][-1] / seconds)
            add(f"growth.{name}.cpu", 1 / self.values.runs[f"{name}.cpu"][-1] / processor)
            self.values.note(
                f"growth.{name}",
                f"{self.values.median(f'growth.{name}.cpu'):.2f} by processor time")
            add(f"memory.{name}", self.values.peaks[name])

    def _costs(self, work, events):
        """Seconds and processor seconds an event, and peak memory, of each step."""
        bench = self.bench
        again = work.path("again")
        steps = {"record": record(bench.program, work.actions, again)}
        for name in ("rebuild", "verify"):
            steps[name] = run([bench.program, name, "--ledger", again])
        shutil.rmtree(again)
        return {
            name: (step["seconds"] / events, step["cpu_seconds"] / events, step["peak_mib"])
            for name, step in steps.items()}

    # What several parts need.

    def _ledger_bench(self, name, *words):
        bench = self.bench
        ledger = bench.base.path("measured")
        shutil.rmtree(ledger, ignore_errors=True)
        done = run_json(
            [bench.ledger_bench, name, bench.base.actions, "--ledger", ledger, *words])
        shutil.rmtree(ledger)
        return done

    def _need_peer_events(self):
        peer = self.bench.eventsourcing
        if not peer.is_complete(FASTEST):
            peer.append_all(FASTEST, self.bench.base_events)

    def _need_uma_events(self, server):
        if not os.path.exists(os.path.join(server.path, "complete")):
            self._append_to_uma(server)

    def _append_to_uma(self, server):
        done = server.ask("groups", "--count", str(self.bench.base_events))
        with open(os.path.join(server.path, "complete"), "w", encoding="utf-8"):
            pass
        return done


def _rate(done, unit):
    return done[unit] / done["microseconds"] * 1e6


def _second(done):
    return done["events"] / done["seconds"]
