#!/usr/bin/env python3
"""Asks a running UmaDB server what Tools/bench asks the ledger.

    peer_umadb.py URL EVENTS one|callers|groups|stored|stream
        [--count N] [--callers 16] [--group 1000]

Appends are without conditions, which is UmaDB at its fastest; the ledger checks versions. An event
carries its stream as its tag and its JSON as its data.
"""
import argparse, time

from umadb import Client, Event, Query, QueryItem

import peer_driver


def of_umadb(events):
    return [
        Event(event_type=kind, data=text.encode(), tags=[stream])
        for stream, _, kind, text in events
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("events")
    parser.add_argument("question")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--callers", type=int, default=16)
    parser.add_argument("--group", type=int, default=1_000)
    options = parser.parse_args()
    client = Client(options.url, batch_size=5_000)
    say = peer_driver.say
    if options.question == "one":
        events = of_umadb(peer_driver.read_events(options.events, options.count))
        samples = []
        started = time.perf_counter()
        for event in events:
            before = time.perf_counter()
            client.append([event])
            samples.append(time.perf_counter() - before)
        say(len(events), time.perf_counter() - started, latency=peer_driver.percentiles(samples))
    elif options.question == "callers":
        read = peer_driver.read_events(options.events, options.count)
        shares = [
            # A client for each caller, as separate programs would have.
            [(own, event) for event in of_umadb(share)]
            for share in peer_driver.by_caller(read, options.callers)
            for own in [Client(options.url)]
        ]
        say(len(read), peer_driver.run_callers(shares, lambda pair: pair[0].append([pair[1]])))
    elif options.question == "groups":
        seconds, count = 0.0, 0
        for chunk in peer_driver.chunks(options.events, options.count, options.group):
            events = of_umadb(chunk)
            started = time.perf_counter()
            client.append(events)
            seconds += time.perf_counter() - started
            count += len(events)
        say(count, seconds)
    elif options.question == "stored":
        count = 0
        started = time.perf_counter()
        response = client.read()
        while batch := response.next_batch():
            count += len(batch)
        say(count, time.perf_counter() - started)
    elif options.question == "stream":
        streams = peer_driver.some_streams(options.events, options.count)
        samples, count = [], 0
        started = time.perf_counter()
        for stream in streams:
            before = time.perf_counter()
            count += len(list(client.read(Query(items=[QueryItem(tags=[stream])]))))
            samples.append(time.perf_counter() - before)
        say(count, time.perf_counter() - started, latency=peer_driver.percentiles(samples))
    else:
        parser.error(f"no question '{options.question}'")


if __name__ == "__main__":
    main()
