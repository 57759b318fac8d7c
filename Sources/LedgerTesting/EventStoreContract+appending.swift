import EventLog
import MerkleTree
import Units

extension EventStoreContract {
    static let appending: [EventStoreContract] = [
        EventStoreContract("an empty log has no events, no streams and the empty root") { store in
            try expect(
                try await store.head(), is: LogHead(size: 0, root: MerkleTree.emptyRoot))
            try expect(try await store.readAll(after: 0, limit: 10).count, is: 0)
            try expect(try await store.streams(after: 0, limit: 10).count, is: 0)
            try expect(try await store.read("a-1", through: nil).count, is: 0)
            try expect(try await store.streamHead("a-1"), is: nil)
        },
        EventStoreContract("positions and versions count from 1 without gaps") { store in
            let results = try await store.append(
                [.sample("a-1", count: 2), .sample("a-2"), .sample("a-1", expecting: 2)],
                recordedAt: .sample)
            try expect(
                results,
                is: [
                    .appended(first: 1, count: 2), .appended(first: 3, count: 1),
                    .appended(first: 4, count: 1),
                ])
            let entries = try await store.readAll(after: 0, limit: 10)
            try expect(entries.map(\.position), is: [1, 2, 3, 4])
            try expect(entries.map(\.version), is: [1, 2, 1, 3])
            try expect(entries.map(\.stream), is: [1, 1, 3, 1])
            try expect(entries.map(\.previous), is: [0, 1, 0, 2])
            try expect(entries.map { $0.name?.rawValue }, is: ["a-1", nil, "a-2", nil])
        },
        EventStoreContract("an event is read as it was appended") { store in
            let event = NewEvent.sample(42, type: 300, key: "k-1", digest: 9)
            let clock = Instant(milliseconds: 77)
            _ = try await store.append(
                [Append([event], to: "a-1", expecting: 0)], recordedAt: clock)
            let entries = try await store.read("a-1", through: nil)
            try expect(entries.map(\.type), is: [300])
            try expect(entries.map(\.recordedAt), is: [clock])
            try expect(entries.map(\.occurredAt), is: [event.occurredAt])
            try expect(entries.map(\.context), is: [event.context])
            try expect(entries.map(\.payload), is: [event.payload])
            try expect(entries.map(\.key), is: [event.key])
            try expect(entries.map(\.hasKey), is: [true])
        },
        EventStoreContract("a stale version is a conflict and writes nothing") { store in
            try await store.append(.sample(), to: "a-1", expecting: 0)
            let before = try await store.head()
            try expect(
                try await store.append(.sample(), to: "a-1", expecting: 0),
                is: .conflict(stream: "a-1", expected: 0, actual: 1))
            try expect(
                try await store.append(.sample(), to: "a-1", expecting: 5),
                is: .conflict(stream: "a-1", expected: 5, actual: 1))
            try expect(
                try await store.append(.sample(), to: "a-2", expecting: 1),
                is: .conflict(stream: "a-2", expected: 1, actual: 0))
            try expect(try await store.head(), is: before)
            try expect(try await store.streamHead("a-2"), is: nil)
        },
        EventStoreContract("twenty writers on one stream all get their event in") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<20 {
                    group.addTask { try await appendWithRetry(Int64(writer), to: store) }
                }
                try await group.waitForAll()
            }
            let entries = try await store.read("race", through: nil)
            try expect(entries.map(\.version), is: Array(1...20))
            try expect(entries.map(\.position), is: Array(1...20))
            try expect(Set(entries.map { Array($0.payload) }).count, is: 20)
        },
        EventStoreContract("readers see whole appends, never a part of one") { store in
            let writing = Task {
                for version in 0..<40 {
                    _ = try await store.append(
                        [.sample("grow", expecting: Int64(version) * 25, count: 25)],
                        recordedAt: .sample)
                }
            }
            var size: Position = 0
            while size < 1_000 {
                size = try await store.head().size
                try expect(size % 25, is: 0)
                let seen = try await store.readAll(after: 0, limit: 2_000).count
                try expect(seen % 25 == 0 && seen >= size, is: true)
            }
            try await writing.value
        },
        EventStoreContract("the root is the RFC 6962 root over the bytes of all entries") { store in
            var version: StreamVersion = 0
            for count in [1, 2, 254, 255, 256, 600] {
                _ = try await store.append(
                    [.sample("a-1", expecting: version, count: count)], recordedAt: .sample)
                version += StreamVersion(count)
                let leaves = try await store.readAll(after: 0, limit: 2_000)
                    .map { MerkleTree.leafHash($0.bytes) }
                try expect(
                    try await store.head(),
                    is: LogHead(size: version, root: MerkleTree.root(of: leaves)))
            }
        },
    ]
}

private let attemptsMax = 100

private func appendWithRetry(_ number: Int64, to store: any EventStore) async throws {
    for _ in 0..<attemptsMax {
        let version = try await store.streamHead("race")?.version ?? 0
        let result = try await store.append(.sample(number), to: "race", expecting: version)
        if case .appended = result { return }
    }
    throw BrokenPromise(description: "writer \(number) never got its event in")
}
