import EventLog
import EventLogSQLite
import GRDB
import JSONText
import LedgerTesting
import Testing
import Units

@testable import RefundLedger

/// What is intact of a damaged ledger is kept to the byte, and everything else is named.
@Suite struct SalvageTests {
    @Test func `nothing lost is the same log`() async throws {
        let damaged = try await Self.shop()
        // Indexes follow from the log; a root that is wrong is proven by the node above it.
        let salvaged = try await Self.salvage(
            damaged,
            after: """
                DROP TRIGGER segment_update; DELETE FROM head WHERE first > 9; DELETE FROM mark;
                UPDATE segment SET root = zeroblob(32) WHERE number = 1
                """)
        #expect(salvaged.salvage.gaps.isEmpty)
        #expect(salvaged.salvage.orders.isEmpty)
        #expect(try await salvaged.store.head() == salvaged.stated)
    }

    @Test func `a lost segment is a gap, and all others keep their places and bytes`() async throws
    {
        let damaged = try await Self.shop()
        let honest = try await damaged.open(.readOnly).readAll(after: 0, limit: 65_536)
        let salvaged = try await Self.salvage(
            damaged,
            after: """
                DROP TRIGGER segment_update;
                UPDATE segment SET entries = zeroblob(length(entries)) WHERE number = 1
                """)
        let gaps = salvaged.salvage.gaps
        #expect(gaps.first?.first == 257)
        #expect(gaps.first?.last == 512)
        #expect(gaps.first?.fault == "segment 1 does not read")
        #expect(gaps.count > 1, "events behind the gap of their stream are left out")
        #expect(salvaged.leftOut.count == Int(salvaged.salvage.leftOut))

        let lost = Set(gaps.flatMap { Array($0.first...$0.last) })
        let found = try await salvaged.store.readAll(after: 0, limit: 65_536)
        #expect(found.count == honest.count, "the last event of the shop is not lost")
        for (old, new) in zip(honest, found) where !lost.contains(old.position) {
            #expect(new.bytes.elementsEqual(old.bytes), "position \(old.position)")
        }
        // Whole orders, or cut where the first event is lost; and nothing that does not add up.
        let report = try await InvariantCheck(store: salvaged.store).run()
        #expect(report.findings.isEmpty)
        _ = try await FedViews.rows(of: salvaged.store)
        let streams = Set(honest.filter { lost.contains($0.position) }.map(\.stream))
        #expect(salvaged.salvage.orders.count == streams.count)
        #expect(salvaged.salvage.isIndexCompared)
    }

    /// Notes of the first salvage are events like others, until one before them is lost.
    @Test(arguments: [[1, 2], [2, 1], [1, 1], [2, 2]])
    func `what was salvaged can be salvaged again`(segments: [Int]) async throws {
        func losing(_ segment: Int) -> String {
            """
            DROP TRIGGER segment_update;
            UPDATE segment SET entries = zeroblob(length(entries)) WHERE number = \(segment)
            """
        }
        let damaged = try await Self.shop(1_100)
        let honest = try await damaged.open(.readOnly).readAll(after: 0, limit: 65_536)
        let first = try await Self.salvage(damaged, after: losing(segments[0]))
        #expect(first.salvage.gaps.first?.first == Int64(segments[0] * 256 + 1))
        try first.store.close()
        let second = try await Self.salvage(first.keep, after: losing(segments[1]))
        #expect(second.salvage.gaps.first?.first == Int64(segments[1] * 256 + 1))
        let lost = Set(
            (first.salvage.gaps + second.salvage.gaps).flatMap { Array($0.first...$0.last) })
        let found = try await second.store.readAll(after: 0, limit: 65_536)
        #expect(found.count == honest.count)
        for (old, new) in zip(honest, found) where !lost.contains(old.position) {
            #expect(new.bytes.elementsEqual(old.bytes), "position \(old.position)")
        }
        #expect(try await InvariantCheck(store: second.store).run().findings.isEmpty)
        for stream in try await second.store.streams(after: 0, limit: 65_536) {
            let entries = try await second.store.read(stream.name, through: nil)
            #expect(entries.map(\.version) == Array(1...stream.version), "\(stream.name)")
        }
    }

    @Test func `an event of the tail that was changed ends what is proven`() async throws {
        let damaged = try await Self.shop()
        let size = try await damaged.open(.readOnly).head().size
        let position = size - 3
        let salvaged = try await Self.salvage(
            damaged,
            after: """
                DROP TRIGGER tail_update;
                UPDATE tail SET entry = (SELECT entry FROM tail WHERE position = \(position - 1))
                WHERE position = \(position)
                """)
        #expect((salvaged.salvage.gaps.first?.first ?? 0) <= position)
        #expect(try await salvaged.store.head().size < position)
    }

    @Test func `a tail that was cut is named`() async throws {
        let damaged = try await Self.shop()
        let size = try await damaged.open(.readOnly).head().size
        let salvaged = try await Self.salvage(
            damaged,
            after: "DROP TRIGGER tail_delete; DELETE FROM tail WHERE position > \(size - 5)")
        #expect(salvaged.salvage.gaps.map(\.first) == [size - 4])
        #expect(salvaged.salvage.gaps.map(\.last) == [size])
        #expect(try await salvaged.store.head().size == size - 5)
    }

    /// What came of a salvage.
    private struct Salvaged {
        let store: SQLiteEventStore
        let keep: TemporaryLedger
        let salvage: LogSalvage
        let leftOut: [String]
        let stated: LogHead
    }

    private static func shop(_ actions: Int = 700) async throws -> TemporaryLedger {
        let directory = try TemporaryLedger()
        let store = try directory.create()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        for action in try shopActions(actions) { _ = try await ledger.handle(action) }
        try store.close()
        return directory
    }

    private static func salvage(
        _ damaged: TemporaryLedger, after sql: String
    ) async throws -> Salvaged {
        let queue = try DatabaseQueue(path: "\(damaged.path)/log.sqlite")
        try await queue.write { try $0.execute(sql: sql) }
        try queue.close()
        let keep = try TemporaryLedger()
        let (source, target) = (try damaged.open(.readOnly), try keep.create())
        var rescue = try await LogRescue(source)
        var salvage = LogSalvage(into: target, now: .sample)
        var leftOut: [String] = []
        while let events = try await rescue.next() {
            try await salvage.add(events) {
                var writer = JSONWriter()
                $0.write(to: &writer)
                leftOut.append(String(decoding: writer.bytes, as: UTF8.self))
            }
        }
        let head = try await salvage.finish()
        try await salvage.compareStreams(of: source)
        #expect(try await target.verify() == head)
        return Salvaged(
            store: target, keep: keep, salvage: salvage, leftOut: leftOut,
            stated: try await source.head())
    }
}
