"""What the drivers of both peers share: reading the events, and measuring calls."""
import json, resource, threading, time


def read_events(path, limit):
    """Stream, version, type and JSON text of the first events."""
    events = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if len(events) == limit:
                break
            stream, version, kind, text = line.rstrip("\n").split("\t")
            events.append((stream, int(version), kind, text))
    return events


def chunks(path, limit, size):
    """The first events, some at a time, so that memory stays bounded."""
    chunk, count = [], 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            if count == limit:
                break
            stream, version, kind, text = line.rstrip("\n").split("\t")
            chunk.append((stream, int(version), kind, text))
            count += 1
            if len(chunk) == size:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def some_streams(path, limit, most=1_000):
    """Names of streams, spread over the first events."""
    names = {event[0] for chunk in chunks(path, limit, 10_000) for event in chunk}
    return sorted(names)[:: max(1, len(names) // most)]


def by_caller(events, callers):
    """The events of each caller; all of a stream come from the same one, in order."""
    shares = [[] for _ in range(callers)]
    places = {}
    for event in events:
        shares[places.setdefault(event[0], len(places) % callers)].append(event)
    return shares


def run_callers(shares, append):
    """Appends each share one by one on a thread of its own; gives the seconds it took."""
    failures = []

    def work(share):
        try:
            for event in share:
                append(event)
        except Exception as failure:  # reported below, by the thread that waits
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if failures:
        raise failures[0]
    return seconds


def percentiles(samples):
    """Median and p99 in microseconds, by nearest rank."""
    ranked = sorted(samples)
    rank = lambda percent: round(ranked[max(0, -(-len(ranked) * percent // 100) - 1)] * 1e6)
    return {"count": len(ranked), "p50_us": rank(50), "p99_us": rank(99)}


def say(count, seconds, **more):
    """Prints what was measured as one JSON object."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"events": count, "seconds": seconds, "peak_mib": peak} | more))
