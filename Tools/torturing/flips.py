"""One bit flipped anywhere in log.sqlite: verify says so, or every answer is as before."""

import concurrent.futures
import os
import pathlib
import sqlite3
import subprocess
import tempfile

from .lab import check, single_file

SMALL_BYTES, LARGE_BYTES = 65_536, 10 * 1_048_576
# Bits flipped together in a large ledger, each in another segment.
TOGETHER = 64
RANDOM = 100_000


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
    counts = in_parallel(lab, file, ranges)
    silent = counts.pop("where", [])
    check(not silent, "no bit changes an answer unnoticed", f"bits {silent[:20]} of {file}")
    return (f"{sum(counts.values())} of {bits} bits of a ledger of {file.stat().st_size} bytes: "
            f"{counts.get('detected', 0)} detected, {counts.get('same', 0)} without effect, "
            "0 silent")


def in_parallel(lab, file, ranges):
    counts = {}
    workers = 1 if lab.quick else os.cpu_count()

    def work(part):
        harness = Harness(lab, file)
        found = [harness.ask(f"{first}-{last}") for first, last in part]
        harness.close()
        return found

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for found in pool.map(work, [ranges[place::workers] for place in range(workers)]):
            for answer in found:
                for line in answer:
                    if line[0] == "silent":
                        counts.setdefault("where", []).append(line[1])
                        continue
                    for count in line[2:]:
                        name, number = count.split("=")
                        counts[name] = counts.get(name, 0) + int(number)
    return {name: count for name, count in counts.items() if name != "silent"}


def random_bits(lab):
    """Bits of different segments are flipped together: each segment must be named.

    Whatever is not named so, or lies elsewhere, is flipped again alone.
    """
    file = sized(lab, "large", LARGE_BYTES)
    owners = segment_of_page(file)
    page_bits = 8 * 2048
    bits = [lab.chance.randrange(8 * file.stat().st_size) for _ in range(RANDOM)]
    alone = [bit for bit in bits if bit // page_bits + 1 not in owners]
    rest = [bit for bit in bits if bit // page_bits + 1 in owners]
    groups = [[]]
    taken = set()
    for bit in rest:
        segment = owners[bit // page_bits + 1]
        if len(groups[-1]) >= TOGETHER or segment in taken:
            groups.append([])
            taken = set()
        taken.add(segment)
        groups[-1].append(bit)
    counts = {"detected": 0, "same": 0, "silent": 0}
    harness = Harness(lab, file)
    for group in groups:
        verdict, named, _ = harness.ask(" ".join(map(str, group)))[0]
        segments = set(map(int, named.split(","))) if named else set()
        for bit in group:
            if verdict == "detected" and owners[bit // page_bits + 1] in segments:
                counts["detected"] += 1
            else:
                alone.append(bit)
    for bit in alone:
        verdict = harness.ask(str(bit))[0][0]
        counts[verdict] += 1
        check(verdict != "silent", "no bit changes an answer unnoticed", f"bit {bit} of {file}")
    harness.close()
    return (f"{len(bits)} random bits of a ledger of {file.stat().st_size} bytes: "
            f"{counts['detected']} detected, {counts['same']} without effect, 0 silent "
            f"({len(alone)} of them alone)")


def segment_of_page(file):
    """The segment that fills a page with its frame; pages that hold anything else are left out."""
    log = sqlite3.connect(file)
    pages = log.execute(
        "SELECT path, pageno, pagetype, ncell FROM dbstat WHERE name = 'segment' ORDER BY path"
    ).fetchall()
    log.close()
    first, seen, owners = {}, 0, {}
    for path, _, kind, cells in pages:
        if kind == "leaf":
            first[path] = seen
            seen += cells
    for path, number, kind, _ in pages:
        if kind == "overflow":
            leaf, cell = path.rsplit("/", 1)
            owners[number] = first[leaf + "/"] + int(cell.split("+")[0], 16)
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
