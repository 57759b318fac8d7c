import EventLog

extension EventStoreContract {
    static let batches: [EventStoreContract] = [
        EventStoreContract("in a batch one append conflicts and the others stand") { store in
            try await store.append(.sample(), to: "a-1", expecting: 0)
            let results = try await store.append(
                [.sample("a-2"), .sample("a-1", expecting: 9), .sample("a-3")],
                recordedAt: .sample)
            try expect(
                results,
                is: [
                    .appended(first: 2, count: 1),
                    .conflict(stream: "a-1", expected: 9, actual: 1),
                    .appended(first: 3, count: 1),
                ])
            try expect(try await store.head().size, is: 3)
        },
        EventStoreContract("later appends of a batch see earlier ones") { store in
            let results = try await store.append(
                [.sample("a-1", count: 2), .sample("a-1"), .sample("a-1", expecting: 2)],
                recordedAt: .sample)
            try expect(
                results,
                is: [
                    .appended(first: 1, count: 2),
                    .conflict(stream: "a-1", expected: 0, actual: 2),
                    .appended(first: 3, count: 1),
                ])
        },
        EventStoreContract("an append over several streams stands or falls as a whole") { store in
            let whole = Append(parts: [
                StreamAppend(stream: "a-1", expected: 0, events: [.sample(1), .sample(2)]),
                StreamAppend(stream: "a-2", expected: 0, events: [.sample(3)]),
            ])
            try expect(
                try await store.append([whole], recordedAt: .sample),
                is: [.appended(first: 1, count: 3)])
            let stale = Append(parts: [
                StreamAppend(stream: "a-3", expected: 0, events: [.sample(4)]),
                StreamAppend(stream: "a-2", expected: 0, events: [.sample(5)]),
            ])
            try expect(
                try await store.append([stale], recordedAt: .sample),
                is: [.conflict(stream: "a-2", expected: 0, actual: 1)])
            try expect(try await store.head().size, is: 3)
            try expect(try await store.streamHead("a-3"), is: nil)
        },
        EventStoreContract("a part without events asks for a version and writes nothing") { store in
            func append(upon version: StreamVersion) -> Append {
                Append(parts: [
                    StreamAppend(stream: "policy", expected: version, events: []),
                    StreamAppend(stream: "a-1", expected: 0, events: [.sample()]),
                ])
            }
            try expect(
                try await store.append([append(upon: 1)], recordedAt: .sample),
                is: [.conflict(stream: "policy", expected: 1, actual: 0)])
            try expect(
                try await store.append([append(upon: 0)], recordedAt: .sample),
                is: [.appended(first: 1, count: 1)])
            try expect(try await store.streamHead("policy"), is: nil)
        },
        EventStoreContract("a request outside the contract leaves nothing of its batch") { store in
            try await expectInvalid {
                _ = try await store.append(
                    [.sample("a-1"), Append(parts: [])], recordedAt: .sample)
            }
            try expect(try await store.head().size, is: 0)
            try expect(
                try await store.append(.sample(), to: "a-1", expecting: 0),
                is: .appended(first: 1, count: 1))
        },
        EventStoreContract("a batch of 5,000 events reads back in order") { store in
            let batch = (0..<100).map { Append.sample("a-\($0)", count: 50) }
            try expect(
                try await store.append(batch, recordedAt: .sample).last,
                is: .appended(first: 4_951, count: 50))
            let entries = try await store.readAll(after: 0, limit: 10_000)
            try expect(entries.map(\.position), is: Array(1...5_000))
            try expect(
                try await store.read("a-99", through: nil).map(\.position),
                is: Array(4_951...5_000))
        },
    ]

    static let keys: [EventStoreContract] = [
        EventStoreContract("a key repeated with the same content is a repetition") { store in
            let action = Append(
                [.sample(1, key: "k-1"), .sample(2, key: "k-1")], to: "a-1", expecting: 0)
            _ = try await store.append([action], recordedAt: .sample)
            try await store.append(.sample(3, key: "k-2"), to: "a-1", expecting: 2)
            try expect(
                try await store.append([action], recordedAt: .sample),
                is: [.repeated(positions: [1, 2])])
            try expect(
                try await store.append(.sample(3, key: "k-2"), to: "a-1", expecting: 1),
                is: .repeated(positions: [3]))
            try expect(try await store.head().size, is: 3)
        },
        EventStoreContract("a key repeated with other content is a mistake") { store in
            try await store.append(.sample(), to: "a-1", expecting: 0)
            try await store.append(.sample(1, key: "k-1", digest: 1), to: "a-1", expecting: 1)
            try expect(
                try await store.append(
                    .sample(2, key: "k-1", digest: 2), to: "a-1", expecting: 1),
                is: .keyConflict(stream: "a-1", key: "k-1", position: 2))
        },
        EventStoreContract("a key on events of several contents repeats each of them") { store in
            try await store.append(.sample(1, key: "k-1", digest: 1), to: "a-1", expecting: 0)
            try await store.append(.sample(2, key: "k-1", digest: 2), to: "a-1", expecting: 1)
            for (digest, position) in [(1, 1), (2, 2)] as [(UInt8, Position)] {
                try expect(
                    try await store.append(
                        .sample(1, key: "k-1", digest: digest), to: "a-1", expecting: 1),
                    is: .repeated(positions: [position]))
            }
            try expect(
                try await store.append(
                    .sample(1, key: "k-1", digest: 3), to: "a-1", expecting: 1),
                is: .keyConflict(stream: "a-1", key: "k-1", position: 1))
        },
        EventStoreContract("a key counts in its own stream only, and only for a stale version") {
            store in
            try await store.append(.sample(1, key: "k-1"), to: "a-1", expecting: 0)
            try expect(
                try await store.append(.sample(1, key: "k-1"), to: "a-2", expecting: 0),
                is: .appended(first: 2, count: 1))
            try expect(
                try await store.append(.sample(2, key: "k-9"), to: "a-1", expecting: 0),
                is: .conflict(stream: "a-1", expected: 0, actual: 1))
            try expect(
                try await store.append(.sample(1, key: "k-1"), to: "a-1", expecting: 1),
                is: .appended(first: 3, count: 1))
        },
        EventStoreContract("a repetition within one batch is seen") { store in
            let action = Append([.sample(1, key: "k-1")], to: "a-1", expecting: 0)
            try expect(
                try await store.append([action, action], recordedAt: .sample),
                is: [.appended(first: 1, count: 1), .repeated(positions: [1])])
        },
        EventStoreContract("a repetition over several streams names all its events") { store in
            let action = Append(parts: [
                StreamAppend(stream: "a-1", expected: 0, events: [.sample(1, key: "k-1")]),
                StreamAppend(stream: "a-2", expected: 0, events: [.sample(2, key: "k-1")]),
            ])
            try expect(
                try await store.append([action, action], recordedAt: .sample),
                is: [.appended(first: 1, count: 2), .repeated(positions: [1, 2])])
        },
    ]
}
