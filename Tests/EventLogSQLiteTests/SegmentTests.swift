import EventLog
import EventLogSQLite
import LedgerTesting
import MerkleTree
import Testing

@Suite struct SegmentTests {
    @Test(arguments: [1, 255, 256, 257, 511, 512, 513, 1024], [1, 100, 5_000])
    func `segments seal at every 256th event`(total: Int, batch: Int) async throws {
        guard total <= 300 || batch > 1 else { return }
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(total, batch: batch)
        let statistics = try await store.statistics()
        #expect(statistics.events == Int64(total))
        #expect(statistics.segments == Int64(total / 256))
        #expect(statistics.tailEvents == Int64(total % 256))
        #expect(try await store.verify() == store.head())
    }

    @Test func `a batch over many segments stands in the tail only at its end`() async throws {
        let store = try TemporaryDirectory().create()
        try await store.fill(100, batch: 100)
        try await store.fill(5_000, batch: 5_000)
        let statistics = try await store.statistics()
        #expect(statistics.segments == 19)
        #expect(statistics.tailEvents == 5_100 - 19 * 256)
        #expect(try await store.readAll(after: 0, limit: 6_000).count == 5_100)
        #expect(try await store.verify().size == 5_100)
    }

    @Test func `a dictionary appears once and older segments stay readable`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(63 * 256, batch: 4_000)
        #expect(try await store.statistics().dictionaries == 0)
        let before = try await store.readAll(after: 0, limit: 63 * 256)
        try await store.fill(70 * 256, batch: 4_000)
        #expect(try await store.statistics().dictionaries == 1)
        let after = try await store.readAll(after: 0, limit: 63 * 256)
        #expect(after.map(\.bytes) == before.map(\.bytes))
        let head = try await store.verify()
        try store.close()

        let reopened = try directory.open()
        #expect(try await reopened.head() == head)
        try await reopened.fill(3_000, batch: 1_000)
        #expect(try await reopened.statistics().dictionaries == 1)
        #expect(try await reopened.verify().size == head.size + 3_000)
        let used = try directory.query("SELECT group_concat(DISTINCT dictionary) FROM segment")
        #expect(used == "1")
        #expect(
            try directory.query("SELECT max(number) FROM segment WHERE dictionary IS NULL") == "63")
    }

    @Test func `the largest batch is taken`() async throws {
        let store = try TemporaryDirectory().create()
        try await store.fill(65_536, batch: 65_536)
        #expect(try await store.statistics().segments == 256)
        #expect(try await store.readAll(after: 0, limit: 65_536).count == 65_536)
    }
}

@Suite struct ProofTests {
    @Test func `every event is proven in logs of every kind of size`() async throws {
        let store = try TemporaryDirectory().create()
        try await store.fill(1_800, batch: 600)
        let leaves = try await store.readAll(after: 0, limit: 2_000)
            .map { MerkleTree.leafHash($0.bytes) }
        for size in [1, 2, 255, 256, 257, 512, 1_023, 1_024, 1_025, 1_800] {
            let root = MerkleTree.root(of: Array(leaves[..<size]))
            for position in Set([1, size, (size + 1) / 2, min(size, 256), min(size, 257)]) {
                let proof = try await store.inclusionProof(
                    of: Position(position), size: Position(size))
                #expect(
                    MerkleTree.verifyInclusion(
                        leaf: leaves[position - 1], index: Int64(position - 1),
                        size: Int64(size), proof: proof, root: root))
            }
            let proof = try await store.consistencyProof(from: Position(size), to: 1_800)
            #expect(
                MerkleTree.verifyConsistency(
                    oldSize: Int64(size), oldRoot: root, newSize: 1_800,
                    newRoot: try await store.head().root, proof: proof))
        }
    }

    @Test func `what the log does not have cannot be proven`() async throws {
        let store = try TemporaryDirectory().create()
        try await store.fill(10, batch: 10)
        await #expect(throws: EventStoreError.self) {
            try await store.inclusionProof(of: 11, size: 11)
        }
        await #expect(throws: EventStoreError.self) {
            try await store.inclusionProof(of: 0, size: 10)
        }
        await #expect(throws: EventStoreError.self) {
            try await store.consistencyProof(from: 11, to: 10)
        }
    }
}
