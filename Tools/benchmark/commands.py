"""Every command of the program once, on one ledger: seconds, processor seconds, peak memory.

Each line of STEPS is a command as somebody would type it. Words in braces are filled in; a command
that makes something makes it in a folder that is removed afterwards. What is shown by `--help` and
stands in no line is an error, so that no new command is forgotten.
"""
import os, re, shutil, signal, subprocess, sys, time

from .measuring import Failed, run
from .workload import Workload

BEGIN, END = "<!-- Commands: put here by Tools/bench -->", "<!-- End of commands -->"

# The command; what its note counts, if anything; exit codes that are no failure.
STEPS = [
    ("shop --actions {count} --seed {seed}", "lines", (0,)),
    ("init --ledger {made}", None, (0,)),
    ("record {actions} --quiet --ledger {made}", "lines", (0,)),
    ("erase --subject {buyer} --ground buyer_request --actor dpo --ledger {made}", None, (0, 1)),
    ("restrict --subject {buyer} --ground dispute --until 2999-01-01T00:00:00Z --actor dpo"
     " --ledger {made}", None, (0,)),
    ("keys rotate --ledger {made}", None, (0,)),
    ("evidence tidy --ledger {made}", None, (0,)),
    ("rebuild", "events", (0,)),
    ("rebuild --check", "events", (0,)),
    ("status {order}", None, (0,)),
    ("status {order} --at-position {middle}", None, (0, 66)),
    ("complaints {order}", None, (0, 66)),
    ("trace {order}", None, (0,)),
    ("explain {order}", None, (0, 66)),
    ("search --buyer {buyer}", None, (0,)),
    ("clocks --overdue", None, (0,)),
    ("totals --by month", None, (0,)),
    ("totals --by category_channel --at-position {middle}", None, (0,)),
    ("report", None, (0,)),
    ("report --at-position {middle}", None, (0,)),
    ("follow --from-position 1", "events", (130,)),
    ("replay --json", "events", (0,)),
    ("replay --summary", "events", (0,)),
    ("verify", "events", (0,)),
    ("audit", "events", (0,)),
    ("export -o {exported}", "events", (0,)),
    ("import {exported} --ledger {imported}", "events", (0,)),
    ("checkpoint", None, (0,)),
    ("prove --position {middle} -o {receipt}", None, (0,)),
    ("check-receipt {receipt} --key {key}", None, (0,)),
    ("case-file {order} {case}", None, (0,)),
    ("export --tiles {tiles}", "events", (0,)),
    ("backup {backup}", "events", (0,)),
    ("restore {backup} --ledger {restored}", "events", (0,)),
    ("salvage {backup} {salvaged}", "events", (0,)),
    ("stats", None, (0,)),
    ("doctor", None, (0, 1)),
    ("config --origin", None, (0,)),
    ("schema", None, (0,)),
    ("schema --views", None, (0,)),
]

# They need no ledger, or name one of their own.
WITHOUT_LEDGER = {
    "shop", "init", "record", "import", "restore", "salvage", "schema", "check-receipt", "erase",
    "restrict", "keys", "evidence"}


def forgotten(program):
    """The commands that `--help` lists and no step measures."""
    listed = run([program, "--help"])["output"].decode().split("SUBCOMMANDS:")[1]
    names = re.findall(r"^  ([a-z][a-z-]*)(?: |$)", listed, flags=re.MULTILINE)
    return sorted(set(names) - {step[0].split()[0] for step in STEPS})


def measure(program, options, directory):
    """Runs every step; gives a row for each."""
    missing = forgotten(program)
    if missing:
        raise Failed(f"no step of Tools/benchmark/commands.py measures {', '.join(missing)}")
    work = Workload(os.path.join(directory, str(options.size)), program, options.size, options.seed)
    work.make_ledger()
    events = work.event_count()
    found = work.ask("search", "--limit", "1", "--refund", "full")["orders"][0]
    scratch = work.path("commands")
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    values = {
        "count": options.size, "seed": options.seed, "actions": work.actions,
        "order": found["order"], "buyer": found["buyer"], "middle": events // 2,
        "key": work.verifier_key(),
        "exported": os.path.join(scratch, "events.jsonl.zst"),
    } | {name: os.path.join(scratch, name) for name in (
        "made", "imported", "backup", "restored", "salvaged", "receipt", "case", "tiles")}
    counts = {"events": events, "lines": options.size}
    rows = []
    for text, counted, codes in STEPS:
        name = text.split()[0]
        command = [program, *(word.format(**values) for word in text.split())]
        if name not in WITHOUT_LEDGER:
            command += ["--ledger", work.ledger]
        took = follow(command, events, codes) if name == "follow" else run(
            command, ok=codes, output=os.devnull)
        shown = re.sub(r" --ledger \{\w+\}| --quiet| --seed \{seed\}", "", text)
        rate = int(counts[counted] / took["seconds"]) if counted else None
        rows.append({
            "command": re.sub(r"\{(\w+)\}", lambda word: word[1].upper(), shown),
            "seconds": round(took["seconds"], 2), "cpu_seconds": round(took["cpu_seconds"], 2),
            "peak_mib": took["peak_mib"], "note": f"{rate:,} {counted}/s" if counted else "",
        })
        print(f"{rows[-1]['command']}: {rows[-1]['seconds']} s", file=sys.stderr)
    shutil.rmtree(scratch)
    return rows


def follow(command, events, codes):
    """Reads as many lines as there are events, and then asks it to stop."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for _ in range(events):
        if not process.stdout.readline():
            break
    seconds = time.monotonic() - started
    process.send_signal(signal.SIGINT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode not in codes:
        raise Failed(f"follow: exit {process.returncode}")
    return {
        "seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss // 1024}


def text(rows):
    """The table for a terminal."""
    lines = [f"{'command':54} {'seconds':>8} {'cpu':>8} {'MiB':>6}  note"]
    for row in rows:
        lines.append(
            f"{row['command']:54} {row['seconds']:8.2f} {row['cpu_seconds']:8.2f} "
            f"{row['peak_mib']:6}  {row['note']}")
    return "\n".join(lines)


def put_into_page(path, rows):
    """Replaces the table of commands in a page."""
    lines = ["| Command | Seconds | Processor | Peak MiB | |", "|---|---|---|---|---|"]
    for row in rows:
        lines.append(
            f"| `{row['command']}` | {row['seconds']:.2f} | {row['cpu_seconds']:.2f} "
            f"| {row['peak_mib']} | {row['note']} |")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    table = "\n".join([BEGIN, "", *lines, "", END])
    changed, count = re.subn(
        re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: table, page, flags=re.DOTALL)
    if count != 1:
        raise Failed(f"{path}: there is no place for the table of commands")
    with open(path, "w", encoding="utf-8") as file:
        file.write(changed)
