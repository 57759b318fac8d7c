"""The figures that are wanted, and what each is compared with."""
import dataclasses

FLOORS = {
    "limit.sync": "4 KiB append + fdatasync", "limit.table": "plain SQLite table, in C",
    "limit.unpack": "zstd decompression alone", "limit.hash": "SHA-256 alone",
    "size.zstd19": "zstd -19 of the JSON lines",
}
PEERS = {"umadb": "UmaDB", "eventsourcing": "eventsourcing"}


@dataclasses.dataclass
class Bar:
    """A bound: a number, or a multiple of something that was measured in the same run."""

    number: float
    of: str | None = None
    at_most: bool = False

    def target(self, values):
        if self.of is None:
            return self.number
        measured = values.median(self.of)
        return None if measured is None else self.number * measured

    def met(self, value, values):
        target = self.target(values)
        if value is None or target is None:
            return None
        return value <= target if self.at_most else value >= target

    def text(self):
        sign = "<=" if self.at_most else ">="
        number = f"{self.number:,g}"
        return f"{sign} {number}" + (f" x {name_of(self.of)}" if self.of else "")


@dataclasses.dataclass
class Row:
    """One figure: its name among the values, what it is, its unit, bars, limit and peers."""

    name: str
    what: str
    unit: str
    bars: list
    limit: str | None = None
    peers: tuple = ()

    def met(self, values):
        """Whether every bar is met; None when one cannot be told."""
        value = values.median(self.name)
        answers = [bar.met(value, values) for bar in self.bars]
        if False in answers:
            return False
        return None if None in answers or value is None else True


def name_of(value):
    """What a measured value is called in a table."""
    if value in FLOORS:
        return FLOORS[value]
    peer, _, question = value.partition(".")
    return f"{PEERS.get(peer, peer)} ({question})" if peer in PEERS else value


def peers(question):
    return tuple(f"{peer}.{question}" for peer in PEERS)


def at_most(number, of=None):
    return Bar(number, of, at_most=True)


ROWS = [
    Row("one", "one writer, one action a durable commit", "actions/s",
        [Bar(0.8, "limit.sync")], "limit.sync", peers("one")),
    Row("callers", "16 callers, one action each, durable", "events/s",
        [Bar(2, "umadb.callers"), Bar(5, "eventsourcing.callers")], None, peers("callers")),
    Row("groups", "groups of 1,000 actions, views brought current", "events/s",
        [Bar(150_000), Bar(1, "limit.table")], "limit.table", peers("groups")),
    Row("record", "`record` from JSON lines, parsing included", "events/s", [Bar(100_000)]),
    Row("replay", "typed replay of everything", "events/s",
        [Bar(1_000_000), Bar(1, "umadb.stored")], "limit.unpack",
        ("umadb.stored", "eventsourcing.stored", "eventsourcing.typed")),
    Row("fold", "every order folded", "events/s", [Bar(700_000)]),
    Row("rebuild", "`rebuild` of all views, on disk", "events/s", [Bar(400_000)]),
    Row("verify_log", "`verify --log-only`: every byte hashed, tree and indexes made again",
        "events/s", [Bar(1_000_000)], "limit.hash"),
    Row("verify", "`verify`: besides, every order folded and checked", "events/s", []),
    Row("audit", "`audit`, everything decided again", "events/s", [Bar(300_000)]),
    Row("status_view", "status of an order from the view, in process, p99", "ms",
        [at_most(0.2)], None, peers("stream")),
    Row("status", "status of an order folded from the log, in process, p99", "ms", [at_most(1)],
        None, peers("stream")),
    Row("trace", "trace of an order, in process, p99", "ms", [at_most(1)], None, peers("stream")),
    Row("trace_links", "other cases linked with it, in process, p99", "ms", []),
    Row("command", "`status` of an order, the whole command", "ms", [at_most(50)]),
    Row("totals", "totals as of any moment, slowest", "ms", [at_most(1_000)]),
    Row("order_as_of", "an order as of any moment, p99", "ms", [at_most(2)]),
    Row("receipt", "receipt of an event, p99", "ms", [at_most(2)]),
    Row("meanwhile", "slowest `totals` while views are rebuilt", "ms", []),
    Row("size", "`log.sqlite`, without personal text", "bytes/event",
        [at_most(1.3, "size.zstd19"), at_most(0.2, "eventsourcing.size")], "size.zstd19",
        ("umadb.size", "eventsourcing.size")),
    Row("growth.record", "`record`: cost of an event, against a tenth", "ratio",
        [at_most(1.15)]),
    Row("growth.rebuild", "`rebuild`: cost of an event, against a tenth", "ratio",
        [at_most(1.15)]),
    Row("growth.verify", "`verify`: cost of an event, against a tenth", "ratio",
        [at_most(1.15)]),
    Row("memory.record", "`record`: peak memory", "MiB", [at_most(400)]),
    Row("memory.rebuild", "`rebuild`: peak memory", "MiB", [at_most(400)]),
    Row("memory.verify", "`verify`: peak memory", "MiB", [at_most(400)]),
]
