"""One bit flipped anywhere in log.sqlite: verify says so, or every answer is as before."""

import collections
import concurrent.futures
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile

from .lab import check, single_file

SMALL_BYTES, LARGE_BYTES = 65_536, 10 * 1_048_576
PAGE_BYTES = 2_048
RANDOM = 100_000
# Bits flipped together in a large ledger, by table: verify shows five wrong rows of an index, of
# which one bit makes two at most, SQLite's check a hundred.
TOGETHER = {"segment": 64, "head": 4, "mark": 2, "sqlite_autoindex_head_1": 16}


class Harness:
    """`ledger-torture flips`, which keeps a copy of the log in memory."""

    def __init__(self, lab, file):
        self.folder = tempfile.TemporaryDirectory(
            prefix="flips-", dir="/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None)
        self.process = subprocess.Popen(
            [lab.harness, "flips", str(file), "--scratch", self.folder.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        """Lines up to the one that ends the answer."""
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except OSError:
            pass
        answer = []
        while True:
            text = self.process.stdout.readline()
            check(text, f"the program survives the bits {line}", self.process.poll())
            answer.append(text.rstrip("\n").split("\t"))
            if "-" not in line or answer[-1][0] == "range":
                return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.folder.cleanup()


def run(lab):
    check(pathlib.Path(lab.harness).exists(), "ledger-torture is built", lab.harness)
    small = every_bit(lab)
    if lab.quick:
        return small
    return f"{small}; {random_bits(lab)}"


def every_bit(lab):
    file = sized(lab, "small", SMALL_BYTES)
    bits = 8 * file.stat().st_size
    step = 512
    starts = list(range(0, bits, step))
    if lab.quick:
        # Some bits of every page; all of the first, which holds the header and the schema.
        ranges = [(start, start + 7) for start in starts[::8]]
        ranges = [(bit, bit) for bit in range(0, 8 * 100, 1)] + lab.chance.sample(ranges, 96)
    else:
        ranges = [(start, min(start + step, bits) - 1) for start in starts]
    found = in_parallel(lab, file, ranges, counts_of)
    silent = [bit for bits, _ in found for bit in bits]
    counts = collections.Counter()
    for _, verdicts in found:
        counts.update(verdicts)
    check(not silent, "no bit changes an answer unnoticed", f"bits {silent[:20]} of {file}")
    return (f"{sum(counts.values())} of {bits} bits of a ledger of {file.stat().st_size} bytes: "
            f"{counts.get('detected', 0)} detected, {counts.get('same', 0)} without effect, "
            "0 silent")


def in_parallel(lab, file, items, ask):
    """What `ask` makes of each item, with a harness of its own on every processor."""
    workers = 1 if lab.quick else os.cpu_count()

    def work(part):
        harness = Harness(lab, file)
        found = [ask(harness, item) for item in part]
        harness.close()
        return found

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        parts = pool.map(work, [items[place::workers] for place in range(workers)])
        return [found for part in parts for found in part]


def counts_of(harness, bits):
    """The bits of a range that are silent, and how often each verdict was given."""
    silent, counts = [], {}
    for line in harness.ask(f"{bits[0]}-{bits[1]}"):
        if line[0] == "silent":
            silent.append(line[1])
        else:
            counts.update((name, int(number)) for name, number in
                          (count.split("=") for count in line[2:]))
    return silent, counts


def random_bits(lab):
    """Bits whose pages hold different things are flipped together: each must be told of by name.

    Whatever is not named so, or lies elsewhere, is flipped again alone.
    """
    file = sized(lab, "large", LARGE_BYTES)
    owners = owners_of_pages(file)
    bits = [lab.chance.randrange(8 * file.stat().st_size) for _ in range(RANDOM)]
    groups, alone = together(bits, owners)
    detected = 0
    for group, named in in_parallel(lab, file, groups, lambda harness, group: (
            group, names(harness.ask(" ".join(map(str, group)))[0]))):
        told = {bit for bit in group if named & owners[page_of(bit)][1]}
        detected += len(told)
        alone += [bit for bit in group if bit not in told]
    verdicts = in_parallel(lab, file, alone, lambda harness, bit: (
        harness.ask(str(bit))[0][0], bit))
    silent = [bit for verdict, bit in verdicts if verdict == "silent"]
    check(not silent, "no bit changes an answer unnoticed", f"bits {silent[:20]} of {file}")
    detected += sum(verdict == "detected" for verdict, _ in verdicts)
    return (f"{len(bits)} random bits of a ledger of {file.stat().st_size} bytes: "
            f"{detected} detected, {len(bits) - detected} without effect, 0 silent "
            f"({len(alone)} of them alone, the others in {len(groups)} groups)")


def page_of(bit):
    return bit // (8 * PAGE_BYTES) + 1


def together(bits, owners):
    """Groups of bits of which no two can be named alike, and the bits that stay alone."""
    groups, alone = [], []
    taken, room = set(), {}
    for bit in bits:
        if page_of(bit) not in owners:
            alone.append(bit)
            continue
        table, owned = owners[page_of(bit)]
        if not room.get(table) or taken & owned:
            groups.append([])
            taken, room = set(), dict(TOGETHER)
        groups[-1].append(bit)
        taken |= owned
        room[table] -= 1
    return groups, alone


def names(answer):
    """What the findings are about, in the words of `verify` and of SQLite's own check."""
    return set(re.findall(r"segment \d+|stream \d+|\brow \d+", " ".join(answer[1:])))


def owners_of_pages(file):
    """For each page of a large table: which, and what verify can name when a bit in it is wrong."""
    log = sqlite3.connect(file)
    streams = [first for first, in log.execute("SELECT first FROM head ORDER BY first")]
    # SQLite's check counts the rows of a table, from 1.
    named = {first: {f"stream {first}", f"row {row}"} for row, first in enumerate(streams, 1)}
    by_name = [first for first, in log.execute("SELECT first FROM head ORDER BY name")]
    by_mark = [first for first, in log.execute("SELECT stream FROM mark ORDER BY value, stream")]
    segments = [number for number, in log.execute("SELECT number FROM segment ORDER BY number")]
    owners = {}

    def leaves(table, entries, between):
        """The pages of a table and the entries on each; an index has one between two leaves."""
        seen, at = 0, {}
        for path, number, cells in log.execute(
                "SELECT path, pageno, ncell FROM dbstat WHERE name = ? AND pagetype = 'leaf'"
                " ORDER BY path", [table]):
            at[path] = entries[seen:seen + cells]
            owners[number] = table, set().union(*at[path])
            seen += cells + between
        check(seen - between == len(entries), f"pages of {table} hold its rows", seen)
        return at

    leaves("head", [named[first] for first in streams], 0)
    leaves("sqlite_autoindex_head_1", [named[first] for first in by_name], 1)
    leaves("mark", [named[first] for first in by_mark], 1)
    at = leaves("segment", [{f"segment {number}"} for number in segments], 0)
    for path, number in log.execute(
            "SELECT path, pageno FROM dbstat WHERE name = 'segment' AND pagetype = 'overflow'"):
        leaf, cell = path.rsplit("/", 1)
        owners[number] = "segment", at[leaf + "/"][int(cell.split("+")[0], 16)]
    log.close()
    return owners


def sized(lab, name, size):
    """A ledger of about so many bytes, as one file."""
    actions = 1_000
    while True:
        ledger = lab.ledger(f"{name}-{actions}", lab.shop(actions, 7))
        file = single_file(ledger, lab.folder / f"{name}.sqlite")
        found = file.stat().st_size
        if 0.9 * size <= found <= 1.1 * size or (name == "small" and found <= size * 1.1):
            return file
        actions = max(10, int(actions * size / found))
