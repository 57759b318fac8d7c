"""Runs programs and keeps what they took: seconds, processor seconds, peak memory, spread."""
import json, os, statistics, subprocess, sys, tempfile, time


class Failed(Exception):
    """A program that is measured did not do what it should; the text says what it answered."""


def run(command, ok=(0,), output=None, environment=None):
    """Runs a command to its end; gives its seconds, processor seconds, peak MiB and output."""
    started = time.monotonic()
    with open(output or os.devnull, "wb") as out, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [str(word) for word in command], stdout=out if output else subprocess.PIPE,
            stderr=complaints, env=os.environ | (environment or {}))
        said = b""
        if not output:
            with process.stdout as pipe:
                said = pipe.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        complaint = complaints.read()
    seconds = time.monotonic() - started
    if process.returncode not in ok:
        words = " ".join(str(word) for word in command)
        raise Failed(f"{words}: exit {process.returncode}: {complaint.decode(errors='replace')}")
    return {
        "seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_mib": usage.ru_maxrss // 1024, "output": said,
    }


def run_json(command, **options):
    """Runs a command that prints one JSON object; gives that, with its peak memory."""
    done = run(command, **options)
    return json.loads(done["output"]) | {
        "process_mib": done["peak_mib"], "process_cpu": done["cpu_seconds"]}


class Values:
    """What was measured, by name: one value for each run, and the highest memory."""

    def __init__(self):
        self.runs = {}
        self.peaks = {}
        self.notes = {}

    def add(self, name, value, peak_mib=None):
        self.runs.setdefault(name, []).append(value)
        if peak_mib is not None:
            self.peaks[name] = max(peak_mib, self.peaks.get(name, 0))

    def note(self, name, text):
        self.notes[name] = text

    def median(self, name):
        """The median of all runs; None when it was not measured."""
        values = self.runs.get(name)
        return statistics.median(values) if values else None

    def json(self):
        return {
            name: {
                "median": self.median(name), "min": min(values), "max": max(values),
                "runs": values, "peak_mib": self.peaks.get(name), "note": self.notes.get(name),
            }
            for name, values in self.runs.items()
        }


class Progress:
    """Says on a terminal which step is under way, and how long the rest may take."""

    def __init__(self, steps):
        self.steps = steps
        self.done = 0
        self.started = time.monotonic()
        self.shown = sys.stderr.isatty()

    def step(self, name):
        if self.shown:
            elapsed = time.monotonic() - self.started
            left = ""
            if self.done:
                minutes = elapsed / self.done * (self.steps - self.done) / 60
                left = f", about {minutes:.0f} min left"
            print(
                f"\r\033[K[{self.done + 1}/{self.steps}] {name} ({elapsed / 60:.1f} min{left})",
                end="", file=sys.stderr, flush=True)
        self.done += 1

    def end(self):
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
