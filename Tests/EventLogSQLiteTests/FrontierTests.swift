import EventLog
import MerkleTree
import Testing

@testable import EventLogSQLite

/// A tree that is made larger by events that are read back and hashed anew.
@Suite struct FrontierTests {
    /// Before, at and behind the ends of segments; nine segments and a tail of 196 events.
    private static let sizes: [Position] = [0, 1, 255, 256, 257, 700, 2_304, 2_305, 2_500]

    @Test func `from every size to every other it has the root of the log`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(2_500, batch: 700)
        for (place, old) in Self.sizes.enumerated() {
            let start = try await store.frontier(at: old)
            for new in Self.sizes[place...] {
                let grown = try await store.frontier(extending: start, through: new)
                #expect(try await grown == store.frontier(at: new), "from \(old) to \(new)")
            }
        }
        await #expect(throws: EventStoreError.self) {
            try await store.frontier(extending: MerkleFrontier(), through: 2_501)
        }
        try store.close()
    }

    @Test(arguments: [
        // The events of another segment, with the root that was stated left as it was.
        """
        UPDATE segment SET (entries, bytes, dictionary) =
            (SELECT entries, bytes, dictionary FROM segment WHERE number = 5) WHERE number = 3
        """,
        "UPDATE segment SET entries = zeroblob(99) WHERE number = 3",
        "DELETE FROM segment WHERE number = 3",
    ])
    func `it is made from what the segments hold, not from what they state`(
        sql: String
    ) async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(2_500, batch: 700)
        try store.close()
        try directory.damage(sql)
        let damaged = try directory.open(.readOnly)
        let head = try await damaged.head()
        let start = try await damaged.frontier(at: 512)
        do {
            let grown = try await damaged.frontier(extending: start, through: 2_500)
            #expect(grown.root != head.root)
        } catch {
            guard case .corrupted(let position, _) = error else { throw error }
            #expect(position == 769)
        }
        try damaged.close()
    }
}
