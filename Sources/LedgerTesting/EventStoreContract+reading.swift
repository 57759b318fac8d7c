import EventLog

extension EventStoreContract {
    static let reading: [EventStoreContract] = [
        EventStoreContract("paging gives every event once and in order") { store in
            _ = try await store.append(
                [.sample("a-1", count: 700), .sample("a-2", count: 3)], recordedAt: .sample)
            for limit in [1, 100, 255, 256, 257, 703, 65_536] {
                var seen: [Position] = []
                while seen.count < 703 {
                    let page = try await store.readAll(after: seen.last ?? 0, limit: limit)
                    try expect(page.count, is: min(limit, 703 - seen.count))
                    seen += page.map(\.position)
                    if limit == 1, seen.count == 5 { break }
                }
                try expect(seen, is: Array(1...Position(seen.count)))
            }
            try expect(try await store.readAll(after: 703, limit: 2).count, is: 0)
            try expect(try await store.readAll(after: .max, limit: 2).count, is: 0)
        },
        EventStoreContract("a stream is read as of a position") { store in
            for version in 0..<300 {
                _ = try await store.append(
                    [
                        .sample("a-1", expecting: StreamVersion(version)),
                        .sample("a-2", expecting: StreamVersion(version)),
                    ], recordedAt: .sample)
            }
            try expect(
                try await store.read("a-1", through: nil).map(\.version), is: Array(1...300))
            try expect(
                try await store.read("a-2", through: nil).map(\.position),
                is: (1...300).map { $0 * 2 })
            try expect(
                try await store.read("a-1", through: 400).map(\.version), is: Array(1...200))
            try expect(try await store.read("a-2", through: 1).count, is: 0)
            try expect(try await store.read("a-1", through: 1).map(\.version), is: [1])
        },
        EventStoreContract("streams are listed in the order of their first events") { store in
            _ = try await store.append(
                [.sample("z"), .sample("b", count: 2), .sample("a"), .sample("z", expecting: 1)],
                recordedAt: .sample)
            let heads = [
                StreamHead(id: 1, name: "z", version: 2, last: 5),
                StreamHead(id: 2, name: "b", version: 2, last: 3),
                StreamHead(id: 4, name: "a", version: 1, last: 4),
            ]
            try expect(try await store.streams(after: 0, limit: 10), is: heads)
            try expect(try await store.streams(after: 1, limit: 1), is: [heads[1]])
            try expect(try await store.streams(after: 4, limit: 10).count, is: 0)
            try expect(try await store.streamHead("b"), is: heads[1])
        },
        EventStoreContract("names are told apart by their bytes") { store in
            let names: [StreamName] = ["caf\u{E9}", "cafe\u{301}", "a", "a\u{0}b", "a\u{0}c", "A"]
            let results = try await store.append(
                names.map { .sample($0) }, recordedAt: .sample)
            try expect(results, is: (1...6).map { .appended(first: $0, count: 1) })
            for (index, name) in names.enumerated() {
                try expect(try await store.streamHead(name)?.id, is: StreamID(index + 1))
            }
            try expect(try await store.streams(after: 0, limit: 10).map(\.name), is: names)
        },
        EventStoreContract("a mark finds the streams that carry it, and no others") { store in
            let mark = Mark(kind: 1, value: [1, 2, 3])
            try await store.append(.sample(1, marks: [mark]), to: "a-1", expecting: 0)
            try await store.append(
                .sample(2, marks: [Mark(kind: 2, value: [1, 2, 3])]), to: "a-2", expecting: 0)
            try await store.append(.sample(3, marks: [mark, mark]), to: "a-3", expecting: 0)
            try await store.append(.sample(4, marks: [mark]), to: "a-1", expecting: 1)
            try expect(try await store.find(mark), is: [1, 3])
            try expect(try await store.find(Mark(kind: 2, value: [1, 2, 3])), is: [2])
            try expect(try await store.find(Mark(kind: 3, value: [1, 2, 3])), is: [])
        },
        EventStoreContract("a refused append leaves no mark") { store in
            let mark = Mark(kind: 1, value: [7])
            try await store.append(.sample(1, marks: [mark]), to: "a-1", expecting: 4)
            try expect(try await store.find(mark), is: [])
        },
        EventStoreContract("a mark that many streams carry finds the first 16") { store in
            let mark = Mark(kind: 1, value: [])
            let batch = (0..<20).map {
                Append([.sample(1, marks: [mark])], to: "a-\($0)", expecting: 0)
            }
            _ = try await store.append(batch, recordedAt: .sample)
            try expect(try await store.find(mark), is: Array(1...16))
        },
        EventStoreContract("marks of several streams are found at once, or not at all") { store in
            let marks = (0..<4).map { Mark(kind: 1, value: [$0]) }
            for (stream, carried) in [("a-1", [0, 1]), ("a-2", [1, 2]), ("a-3", [1, 3])] {
                try await store.append(
                    .sample(1, marks: carried.map { marks[$0] }), to: StreamName(rawValue: stream),
                    expecting: 0)
            }
            try await store.append(.sample(4, marks: [marks[3]]), to: "a-3", expecting: 1)
            guard let one = try await store.sharedMarks(atMost: 1) else { return }
            try expect(one, is: [marks[1].digest: [1, 2, 3]])
            try await store.append(.sample(5, marks: [marks[0]]), to: "a-3", expecting: 2)
            try expect(try await store.sharedMarks(atMost: 1), is: nil)
            try expect(
                try await store.sharedMarks(atMost: 2),
                is: [marks[0].digest: [1, 3], marks[1].digest: [1, 2, 3]])
        },
    ]

    static let limits: [EventStoreContract] = [
        EventStoreContract("a page has 1 to 65,536 events") { store in
            for limit in [0, -1, EventLogLimits.pageMax + 1] {
                try await expectInvalid { _ = try await store.readAll(after: 0, limit: limit) }
                try await expectInvalid { _ = try await store.streams(after: 0, limit: limit) }
            }
            try await expectInvalid { _ = try await store.readAll(after: -1, limit: 1) }
        },
        EventStoreContract("what could not be an entry is refused") { store in
            let events: [NewEvent] = [
                .sample(type: -1),
                .sample(key: ""),
                .sample(key: String(repeating: "k", count: 256)),
                NewEvent(type: 1, occurredAt: .sample, context: [], payload: [0xA0]),
                NewEvent(type: 1, occurredAt: .sample, context: [0xF6], payload: [0xA0, 0xA0]),
                NewEvent(type: 1, occurredAt: .sample, context: [0xF6], payload: [0xA1, 0x01]),
                NewEvent(
                    type: 1, occurredAt: .sample, context: [0xF6],
                    payload: byteString(count: EventLogLimits.entryBytesMax)),
                NewEvent(
                    type: 1, occurredAt: .sample, context: [0xF6],
                    key: IdempotencyKey(text: "k", digest: [1]), payload: [0xA0]),
                .sample(marks: Array(repeating: Mark(kind: 1, value: []), count: 65)),
            ]
            for event in events {
                try await expectInvalid {
                    try await store.append(event, to: "a-1", expecting: 0)
                }
            }
            try expect(try await store.head().size, is: 0)
        },
        EventStoreContract("a stream has a name of 1 to 255 bytes and stands in an append once") {
            store in
            for name in ["", String(repeating: "n", count: 256)] {
                try await expectInvalid {
                    try await store.append(
                        .sample(), to: StreamName(rawValue: name), expecting: 0)
                }
            }
            let part = StreamAppend(stream: "a-1", expected: 0, events: [.sample()])
            try await expectInvalid {
                _ = try await store.append([Append(parts: [part, part])], recordedAt: .sample)
            }
            try await expectInvalid {
                try await store.append(.sample(), to: "a-1", expecting: -1)
            }
        },
        EventStoreContract("an entry of a quarter of a megabyte reads back") { store in
            let payload = byteString(count: EventLogLimits.entryBytesMax - 200)
            let event = NewEvent(
                type: 1, occurredAt: .sample, context: [0xF6], payload: payload)
            try await store.append(event, to: "a-1", expecting: 0)
            try expect(
                try await store.read("a-1", through: nil).map { Array($0.payload) }, is: [payload])
        },
        EventStoreContract("a batch has at most 65,536 events") { store in
            let many = [NewEvent](repeating: .sample(), count: EventLogLimits.eventsPerBatchMax)
            try await expectInvalid {
                _ = try await store.append(
                    [Append(many, to: "a-1", expecting: 0), .sample("a-2")], recordedAt: .sample)
            }
        },
    ]
}

/// A CBOR byte string of zeros.
private func byteString(count: Int) -> [UInt8] {
    let head: [UInt8] = [0x5A] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    return head + [UInt8](repeating: 0, count: count)
}
