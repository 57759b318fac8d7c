#!/usr/bin/env python3
"""Asks the library `eventsourcing` with SQLite what Tools/bench asks the ledger.

    peer_eventsourcing.py DATABASE EVENTS one|callers|groups|typed|stored|stream|settings
        [--coding json|json-zlib|msgspec|msgspec-zlib] [--count N] [--callers 16] [--group 1000]

The library has a JSON transcoder; its documentation shows how to put msgspec in its place, as here.
"""
import argparse, json, time

import msgspec
from eventsourcing.compressor import ZlibCompressor
from eventsourcing.persistence import EventStore, JSONTranscoder, Mapper, Transcoder
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

import peer_driver
from shop_events import event_class

PAGE = 1_000


class MsgspecTranscoder(Transcoder):
    def __init__(self):
        self.encoder = msgspec.json.Encoder()
        self.decoder = msgspec.json.Decoder()

    def encode(self, obj):
        return self.encoder.encode(obj)

    def decode(self, data):
        return self.decoder.decode(data)


class Peer:
    def __init__(self, path, coding):
        transcoder = MsgspecTranscoder() if coding.startswith("msgspec") else JSONTranscoder()
        compressor = ZlibCompressor() if coding.endswith("zlib") else None
        # One connection for each of 16 callers, and one more.
        self.datastore = SQLiteDatastore(path, originator_id_type="text", pool_size=17)
        self.recorder = SQLiteApplicationRecorder(self.datastore)
        self.recorder.create_table()
        self.mapper = Mapper(transcoder, compressor)
        self.store = EventStore(self.mapper, self.recorder)

    def settings(self):
        """What its connections are really set to, asked of one of them."""
        with self.datastore.get_connection(commit=True) as connection:
            cursor = connection.cursor()
            answers = {}
            for name in ("journal_mode", "synchronous", "wal_autocheckpoint", "page_size"):
                cursor.execute(f"PRAGMA {name}")
                answers[name] = cursor.fetchone()[0]
            return answers

    def append(self, events):
        self.store.put(events)

    def pages(self):
        start = 1
        while True:
            page = self.recorder.select_notifications(start, PAGE)
            if not page:
                return
            yield page
            start = page[-1].id + 1


def typed(events):
    return [
        event_class(kind)(stream, version, msgspec.json.decode(text))
        for stream, version, kind, text in events
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("events")
    parser.add_argument("question")
    parser.add_argument("--coding", default="json")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--callers", type=int, default=16)
    parser.add_argument("--group", type=int, default=1_000)
    options = parser.parse_args()
    peer = Peer(options.database, options.coding)
    say = peer_driver.say
    if options.question == "settings":
        print(json.dumps(peer.settings()))
    elif options.question == "one":
        events = typed(peer_driver.read_events(options.events, options.count))
        samples = []
        started = time.perf_counter()
        for event in events:
            before = time.perf_counter()
            peer.append([event])
            samples.append(time.perf_counter() - before)
        say(len(events), time.perf_counter() - started, latency=peer_driver.percentiles(samples))
    elif options.question == "callers":
        read = peer_driver.read_events(options.events, options.count)
        shares = [typed(share) for share in peer_driver.by_caller(read, options.callers)]
        say(len(read), peer_driver.run_callers(shares, lambda event: peer.append([event])))
    elif options.question == "groups":
        seconds, count = 0.0, 0
        for chunk in peer_driver.chunks(options.events, options.count, options.group):
            events = typed(chunk)
            started = time.perf_counter()
            peer.append(events)
            seconds += time.perf_counter() - started
            count += len(events)
        say(count, seconds)
    elif options.question in ("typed", "stored"):
        count = 0
        started = time.perf_counter()
        for page in peer.pages():
            if options.question == "typed":
                for stored in page:
                    peer.mapper.to_domain_event(stored)
            count += len(page)
        say(count, time.perf_counter() - started)
    elif options.question == "stream":
        streams = peer_driver.some_streams(options.events, options.count)
        samples, count = [], 0
        started = time.perf_counter()
        for stream in streams:
            before = time.perf_counter()
            count += len(list(peer.store.get(stream)))
            samples.append(time.perf_counter() - before)
        say(count, time.perf_counter() - started, latency=peer_driver.percentiles(samples))
    else:
        parser.error(f"no question '{options.question}'")


if __name__ == "__main__":
    main()
