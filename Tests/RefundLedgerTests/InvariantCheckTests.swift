import EventLog
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units
import Wording

@testable import RefundLedger

/// A fresh fold of every order shows what the rules never let happen.
@Suite struct InvariantCheckTests {
    @Test(arguments: [3, 16_000])
    func `a shop's history holds every invariant, however few orders fit in memory`(
        ordersInMemoryMax: Int
    ) async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle(shopActions(800))
        let report = try await InvariantCheck(store: store, ordersInMemoryMax: ordersInMemoryMax)
            .run()
        #expect(report.findings == [])
        #expect(report.events == (try await store.head().size) && report.eventsNotFolded == 0)
        let streams = try await store.streams(after: 0, limit: 65_536)
        #expect(report.orders == Int64(streams.count { Streams.order(of: $0.name) != nil }))
    }

    /// Events that no decision makes: each is put behind a case that is approved for 100.00, and
    /// must be named.
    struct Forgery: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let invariants: [OrderFinding.Invariant]
        let events: [(LedgerEvent, Actor)]

        init(
            _ description: String, _ invariants: [OrderFinding.Invariant],
            _ events: [(LedgerEvent, Actor)]
        ) {
            testDescription = description
            self.invariants = invariants
            self.events = events
        }
    }

    @Test(arguments: [
        Forgery(
            "a second verdict beyond what was paid", [.orderMoney, .lineMoney, .tenderMoney],
            [(verdict("V2", 1), .sample(.reviewer))]),
        Forgery(
            "a verdict whose parts do not add up", [.verdictSum],
            [(verdict("V2", 9_000, supersedes: "V1", split: 8_000), .sample(.reviewer))]),
        Forgery(
            "a verdict in another's name", [.decider],
            [(verdict("V2", 9_000, supersedes: "V1"), .sample(.appeals))]),
        Forgery(
            "an appeal decided by who decided the verdict", [.appealDecider],
            [(appeal, .sample(.buyer)), (decidedAppeal, Actor("reviewer-1", .appeals))]),
        Forgery(
            "a payout beyond the approval", [.orderMoney, .tenderMoney],
            [(payout("P1", 10_000), .sample(.finance)), (payout("P2", 1), .sample(.finance))]),
        Forgery(
            "a large payout by who approved it", [.fourEyesPayout],
            [(payout("P1", 10_000), Actor("reviewer-1", .finance))]),
        Forgery(
            "a verdict voided by one person alone", [.fourEyesVoid],
            [(voided(by: "finance-1"), .sample(.finance))]),
        Forgery("a payout of nothing", [.orderMoney], [(retry("P9"), .sample(.finance))]),
        Forgery(
            "an order that costs more than its lines",
            [.registeredSum, .lineMoney, .tenderMoney].filter { $0 == .registeredSum },
            [(registration(paid: 20_000), .sample(.system))]),
        Forgery(
            "what another person may do", [],
            [
                (payout("P1", 10_000), .sample(.finance)),
                (voided(by: "supervisor-1"), .sample(.finance)),
            ].dropLast()),
    ])
    func `what the rules forbid is named`(forgery: Forgery) async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([
            Self.strict, register(), apply(),
            action("approve", .reviewer, minute: 2, #""basis":"full""#),
        ])
        let version = try #require(try await store.streamHead("order-KM-1")).version
        let first = try await store.head().size + 1
        var context = EventContext()
        context.policy = "strict"
        context.calendar = "cn-2022-2026"
        let events = forgery.events.enumerated().map { index, pair in
            context.actor = pair.1
            return EventCodec.encode(
                EventDraft(event: pair.0, context: context),
                at: Sample.paidAt.adding(minutes: Int64(10 + index)))
        }
        _ = try await store.append(
            [Append(events, to: "order-KM-1", expecting: version)], recordedAt: .sample)
        let report = try await InvariantCheck(store: store).run()
        #expect(report.findings.map(\.invariant) == forgery.invariants, "\(report.findings)")
        #expect(report.findings.allSatisfy { $0.position >= first && $0.order == "KM-1" })
        for finding in report.findings {
            #expect(FindingTexts.wording(of: finding.detail) != nil, "\(finding.detail)")
        }
    }

    /// A policy under which every amount needs four eyes.
    static let strict: Action = {
        let fields = #"""
            "version":"strict","effective_from":"2026-03-02T08:00:00+08:00",\#
            "params":{"four_eyes_min_fen":1}
            """#
        return (try? action("publish_policy", .compliance, minute: -60, order: nil, fields))
            ?? Action(at: Sample.paidAt, actor: .ledger, order: nil, body: Sweep())
    }()

    @Test func `an event that does not read is named, and its order left out`() async throws {
        let store = try await Backend.memory.store().store
        _ = try await Ledger(store: store).handle([register("KM-1"), register("KM-2")])
        _ = try await store.append(
            [
                Append([.sample(1, type: 24)], to: "order-KM-1", expecting: 1),
                Append([.sample(2, type: 200)], to: "order-KM-1", expecting: 2),
            ], recordedAt: .sample)
        let report = try await InvariantCheck(store: store).run()
        #expect(report.findings.map(\.position) == [5])
        #expect(report.findings.map(\.invariant) == [.readable])
        #expect(report.eventsNotFolded == 2 && report.orders == 2)
    }
}

private func verdict(
    _ id: VerdictID, _ amount: Fen, supersedes: VerdictID? = nil, split: Fen? = nil
) -> LedgerEvent {
    VerdictApproved {
        $0.caseID = "C1"
        $0.verdictID = id
        $0.supersedes = supersedes
        $0.fault = .platform
        $0.basis = .full
        $0.amount = amount
        $0.decider = "reviewer-1"
        $0.lineSplit = [
            LineShare {
                $0.id = "L1"
                $0.fen = split ?? amount
            }
        ]
        $0.tenderSplit = [
            TenderShare {
                $0.id = "T1"
                $0.fen = amount
            }
        ]
    }.event
}

private func payout(_ id: PayoutID, _ amount: Fen) -> LedgerEvent {
    PayoutInitiated {
        $0.caseID = "C1"
        $0.payoutID = id
        $0.tenderID = "T1"
        $0.amount = amount
        $0.attempt = 1
        $0.outRefundNo = RefundNumber("R-\(id)")
    }.event
}

private func retry(_ id: PayoutID) -> LedgerEvent {
    PayoutRetried {
        $0.caseID = "C1"
        $0.payoutID = id
        $0.attempt = 2
        $0.outRefundNo = "R-1"
    }.event
}

private func voided(by confirmer: PersonID) -> LedgerEvent {
    VerdictVoided {
        $0.caseID = "C1"
        $0.verdictID = "V1"
        $0.confirmedBy = confirmer
    }.event
}

private func registration(paid: Fen) -> LedgerEvent {
    OrderRegistered {
        $0.buyer = "buyer-1"
        $0.lines = [.other()]
        $0.tenders = [.sample(paid: 10_000)]
        $0.paid = paid
        $0.paidAt = Sample.paidAt
    }.event
}

private let appeal = AppealFiled {
    $0.caseID = "C1"
    $0.appealID = "A1"
    $0.verdictID = "V1"
}.event

private let decidedAppeal = AppealDecided {
    $0.caseID = "C1"
    $0.appealID = "A1"
}.event
