"""What was measured: figures with their bars, a table for people, and the page of figures."""
import re

from .bars import ROWS, name_of

COSTS = ("ms", "bytes/event", "ratio", "MiB")


def figures(values):
    """Every figure that was measured, with what it is compared with, as plain values."""
    found = []
    for row in ROWS:
        value = values.median(row.name)
        if value is None:
            continue
        runs = values.runs[row.name]
        found.append({
            "name": row.name, "what": row.what, "unit": row.unit, "median": value,
            "min": min(runs), "max": max(runs),
            "per_processor_second": values.median(f"{row.name}.cpu") if "/s" in row.unit else None,
            "peak_mib": values.peaks.get(row.name),
            "note": values.notes.get(row.name), "met": row.met(values) if row.bars else None,
            "bars": [
                {"bar": bar.text(), "target": bar.target(values), "met": bar.met(value, values)}
                for bar in row.bars],
            "limit": _against(row.limit, value, row.unit, values),
            "peers": [
                found for found in (
                    _against(name, value, row.unit, values) for name in row.peers) if found],
        })
    return found


def _against(name, value, unit, values):
    """Another measured value, and how many times as good as it the figure is."""
    other = values.median(name) if name else None
    if not other or not value:
        return None
    times = other / value if unit in COSTS else value / other
    return {"name": name, "what": name_of(name), "median": other, "times_as_good": times}


def number(value):
    """A number with three digits that count, or whole when it is large."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.3g}"


def _cells(figure):
    spread = f"{number(figure['min'])} to {number(figure['max'])}"
    against = [figure["limit"]] if figure["limit"] else []
    return [
        figure["what"] + (f" ({figure['note']})" if figure["note"] else ""),
        f"{number(figure['median'])} {figure['unit']}",
        spread if figure["min"] != figure["max"] else "",
        number(figure["per_processor_second"]),
        "; ".join(bar["bar"] for bar in figure["bars"]),
        {True: "yes", False: "no", None: ""}[figure["met"]],
        "; ".join(
            f"{other['times_as_good']:.2f} x {other['what']} ({number(other['median'])})"
            for other in against + figure["peers"]),
        number(figure["peak_mib"]),
    ]


HEADINGS = [
    "what", "median", "runs", "a processor second", "bar", "met", "times as good as", "peak MiB"]


def text(result):
    """The table as text: a figure, then what it should reach, then what it is compared with."""
    machine, workload = result["machine"], result["workload"]
    lines = [
        f"{workload['events']:,} events of {workload['streams']:,} orders, "
        f"{workload['mean_json_bytes']} bytes of JSON each; {result['runs']} runs, "
        f"{machine['date']}, commit {machine['commit']}",
        f"{machine['processor']}, {machine['cores']} cores, load {machine['load_before']} before",
        "", f"{'what':50} {'median':>18} {'runs':>22} {'a cpu s':>9} {'met':>4} {'MiB':>6}",
    ]
    for figure in result["figures"]:
        what, median, spread, processor, bar, met, against, peak = _cells(figure)
        lines.append(
            f"{what:50} {median:>18} {spread:>22} {processor:>9} {met:>4} {peak:>6}")
        lines += [f"    {more}" for more in (bar and f"bar {bar}", against) if more]
    lines += ["", "Syncs (fsync, fdatasync) for each acknowledged append, counted:"]
    lines += [f"    {name:24} {count}" for name, count in result["durability"].items()]
    lines += [f"Not had: {name}: {why}" for name, why in result["missing"].items()]
    return "\n".join(lines)


def markdown(result):
    """The same as a section of the page of figures."""
    machine, workload = result["machine"], result["workload"]
    mix = ", ".join(
        f"{kind} {share} %" for kind, share in list(workload["mix_percent"].items())[:8])
    lines = [
        f"`{result['command']}`, {machine['date']}, commit {machine['commit']}: "
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"Linux {machine['kernel']}, {machine['swift']}; load before {machine['load_before']}.",
        "",
        f"The shop's history of {workload['actions']:,} actions, seed {workload['seed']}: "
        f"{workload['events']:,} events of {workload['streams']:,} orders, "
        f"{workload['mean_json_bytes']} bytes of JSON each on average ({mix}, ...). "
        f"Median and spread of {result['runs']} runs.",
        "", "| " + " | ".join(HEADINGS) + " |", "|---" * len(HEADINGS) + "|",
    ]
    lines += ["| " + " | ".join(_cells(figure)) + " |" for figure in result["figures"]]
    lines += ["", "| Limit or peer | Median | Peak MiB |", "|---|---|---|"]
    lines += [
        f"| {name_of(name)} | {number(value['median'])} | {number(value['peak_mib'])} |"
        for name, value in sorted(result["values"].items())
        if name.startswith(("limit.", "umadb.", "eventsourcing.", "size."))]
    lines += ["", "| Store | Syncs for each acknowledged append, counted |", "|---|---|"]
    lines += [f"| {name} | {count} |" for name, count in result["durability"].items()]
    lines += [f"\nNot had: {name}: {why}" for name, why in result["missing"].items()]
    return "\n".join(lines) + "\n"


BEGIN, END = "<!-- measured by Tools/bench -->", "<!-- end of what Tools/bench measured -->"


def put_into_page(path, section):
    """Replaces the measured section of a page."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    changed, count = re.subn(
        re.escape(BEGIN) + ".*?" + re.escape(END),
        lambda _: f"{BEGIN}\n\n{section}\n{END}", page, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{path}: there is no place for figures")
    with open(path, "w", encoding="utf-8") as file:
        file.write(changed)
