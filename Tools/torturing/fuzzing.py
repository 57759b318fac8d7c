"""Changed bytes for everything that reads bytes which somebody else may have made."""

import concurrent.futures
import os
import pathlib
import subprocess

from .lab import FIXTURES, check

RUNS = 10_000_000
# What one process may map: a frame or a length that states gigabytes must not be believed.
MEBIBYTES_MAX = 2_048


def run(lab):
    check(pathlib.Path(lab.harness).exists(), "ledger-torture is built", lab.harness)
    targets = sorted(path.name for path in (FIXTURES / "fuzz").iterdir())
    runs = 5_000 if lab.quick else RUNS
    seed = lab.chance.randrange(1 << 32)

    def fuzz(target):
        done = subprocess.run(
            ["sh", "-c", f"ulimit -v {MEBIBYTES_MAX * 1024}; exec \"$@\"", "sh", lab.harness,
             "fuzz", target, str(FIXTURES / "fuzz" / target), "--runs", str(runs), "--seed",
             str(seed)], capture_output=True, text=True, cwd=lab.folder)
        check(done.returncode == 0, f"{target} ends well, seed {seed}",
              f"{done.returncode} {done.stdout[-200:]} {done.stderr[:1500]}")
        _, answers, longest = done.stdout.splitlines()[-1].split("\t")
        return f"{target} ({answers} kinds of answers, up to {int(longest) // 1024} KiB)"

    with concurrent.futures.ThreadPoolExecutor(1 if lab.quick else os.cpu_count()) as pool:
        done = list(pool.map(fuzz, targets))
    return f"{runs:,} changed inputs each for {', '.join(done)}: 0 crashes"
