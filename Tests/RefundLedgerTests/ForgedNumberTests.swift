import EventLog
import JSONText
import Records
import RefundDomain
import RefundProjections
import Testing
import Units
import ViewsSQLite

@testable import RefundLedger

/// Numbers that no decision would record, in a log that was forged or imported, never end the
/// program: what reads them answers, or fails with an error that says where.
///
/// A trap would end the test run itself, so every query runs on every forged event.
@Suite struct ForgedNumberTests {
    static let stories = ["S01", "S04b", "S05", "S07", "S08", "S12"]

    static let ends = [
        FieldKind.integers.lowerBound, FieldKind.integers.upperBound,
    ]

    @Test(arguments: stories)
    func `the largest and smallest numbers of an event`(name: String) async throws {
        let honest = try await story(name)
        var forged = 0
        for position in 1...(await honest.head().size) {
            for end in Self.ends {
                let store = MemoryEventStore()
                var isForged = false
                try await Planted.copy(honest, to: store) { recorded in
                    guard recorded.header.position == position else { return [recorded] }
                    let changed = NumberForger(number: end).forge(recorded.event)
                    isForged = changed != recorded.event
                    return [RecordedEvent(header: recorded.header, event: changed)]
                }
                guard isForged else { continue }
                forged += 1
                try await Self.askEverything(of: store)
            }
        }
        #expect(forged > 5)
    }

    @Test(arguments: [Int64.min, FieldKind.integers.lowerBound - 1, .max])
    func `a number beyond those of a record is damage, and named`(number: Int64) async throws {
        let honest = try await story("S01")
        let store = MemoryEventStore()
        try await Planted.copy(honest, to: store) { recorded in
            guard recorded.header.position == 3 else { return [recorded] }
            let changed = NumberForger(number: number).forge(recorded.event)
            return [RecordedEvent(header: recorded.header, event: changed)]
        }
        let report = try await InvariantCheck(store: store).run()
        #expect(report.findings.first?.invariant == .readable)
        #expect(report.findings.first?.position == 3)
        await #expect(throws: EventStoreError.self) {
            try await Ledger.history(of: "KM-0001", asOf: afterAll, in: store)
        }
        try await Self.askEverything(of: store)
    }

    /// Every question that reads events; what it throws is an answer.
    static func askEverything(of store: MemoryEventStore) async throws {
        _ = try await InvariantCheck(store: store).run()
        _ = try? await Audit(store: store).run { _ in }
        try? await LogReplay(store: store).run { replayed in
            var writer = JSONWriter()
            _ = ExportedEvent.write(replayed, to: &writer)
            _ = try? ExportedEvent(line: writer.bytes[...])
        }
        await askViews(of: store)
        for head in try await store.streams(after: 0, limit: 100) {
            guard let order = Streams.order(of: head.name) else { continue }
            for moment in [AsOf.now(.distantFuture), afterAll] {
                guard let history = try? await Ledger.history(of: order, asOf: moment, in: store)
                else { continue }
                var writer = JSONWriter()
                OrderStatus(history).write(to: &writer)
                _ = ComplaintStep.timeline(of: history.events)
                _ = try? await Ledger.trace(of: order, asOf: moment, in: store)
                for verdict in history.order.verdicts {
                    let explanation = try? await Ledger.explanation(
                        of: order, case: verdict.caseID, verdict: verdict.id, asOf: moment,
                        in: store)
                    explanation?.write(to: &writer)
                }
            }
        }
    }

    private static func askViews(of store: MemoryEventStore) async {
        guard let views = try? FedViews(views: .inMemory()),
            (try? await ViewFeed(store: store).bringForward(views)) != nil
        else { return }
        for grouping in TotalsGrouping.allCases { _ = try? views.views.totals(by: grouping) }
        for judgedAt in [Instant.distantFuture, .distantPast] {
            _ = try? views.views.report(judgedAt: judgedAt)
            var search = ClockSearch()
            search.judgedAt = judgedAt
            _ = try? views.views.clocks(search)
        }
        _ = try? views.views.orders(OrderSearch())
    }
}

/// Puts one number into every field of an event that holds one.
private struct NumberForger: FieldVisitor {
    typealias Failure = Never

    let number: Int64

    mutating func field<T: FieldValue>(_ place: Int, _ name: String, _ value: inout T) {
        value = forged(value)
    }

    mutating func field<T: FieldValue>(_ place: Int, _ name: String, _ value: inout T?) {
        value = value.map { forged($0) }
    }

    func forge(_ event: LedgerEvent) -> LedgerEvent { forge(event.body) }

    private func forge(_ body: some EventBody) -> LedgerEvent {
        var body = body
        var visitor = self
        body.visit(&visitor)
        return body.event
    }

    private func forge<R: NestedRecord>(_ record: R) -> any NestedRecord {
        var record = record
        var visitor = self
        record.visit(&visitor)
        return record
    }

    private func forged<T: FieldValue>(_ value: T) -> T {
        let changed: Any =
            switch value {
            case is Int64: number
            case is Fen: Fen(number)
            case is Instant: Instant(milliseconds: number)
            case is Limit: Limit.atMost(Fen(number))
            case let record as any NestedRecord: forge(record)
            case let list as [any NestedRecord]: list.map { forge($0) }
            case _: value
            }
        return changed as? T ?? value
    }
}
