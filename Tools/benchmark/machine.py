"""On what a run was made: machine, versions, date, commit."""
import datetime, os, platform, sqlite3, subprocess


def _first(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return next(iter(done.stdout.splitlines()), "").strip()


def _processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.machine()


def describe(root):
    """The machine and the program as they are now."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    commit = _first(["git", "-C", root, "rev-parse", "--short", "HEAD"])
    changed = _first(["git", "-C", root, "status", "--porcelain", "--untracked-files=no"])
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": f"{commit}{', changed' if changed else ''}" if commit else None,
        "processor": _processor(), "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages / 2**30, 1), "kernel": platform.release(),
        "load_before": round(os.getloadavg()[0], 2),
        "swift": _first(["swift", "--version"]), "sqlite": sqlite3.sqlite_version,
        "zstd": _first(["zstd", "--version"]),
    }
