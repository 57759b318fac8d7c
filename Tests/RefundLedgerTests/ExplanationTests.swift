import EventLog
import JSONText
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// Why a verdict is what it is: the formula, what was known, and the decision made again.
@Suite struct ExplanationTests {
    private func explain(
        _ name: String, _ order: OrderID, verdict: VerdictID? = nil, _ moment: AsOf = afterAll
    ) async throws -> Explanation {
        try await Ledger.explanation(
            of: order, verdict: verdict, asOf: moment, in: try await story(name))
    }

    private func lines(_ explanation: Explanation) -> [String] {
        explanation.formula?.lines.map {
            "\($0.term.rawValue) = \($0.expression) = \($0.value)"
        } ?? []
    }

    @Test func `a full refund is what was requested`() async throws {
        let full = try await explain("S01", "KM-0001")
        #expect(lines(full).map { $0.prefix(6) } == ["gross ", "amount"])
        #expect(full.formula?.amount == full.verdict.approval?.amount)
        #expect(full.again == .same && full.action == .approve)
    }

    @Test func `a fee is worked out from basis points`() async throws {
        let fee = try await explain("S02", "KM-0002")
        let gross = fee.refundCase.requested.amount
        let kept = (gross * 500 + 5_000) / 10_000
        #expect(
            lines(fee) == [
                "gross = \(gross) = \(gross)", "fee = half_up(\(gross) * 500 / 10000) = \(kept)",
                "amount = \(gross) - \(kept) = \(gross - kept)",
            ])
        #expect(fee.formula?.amount == fee.verdict.approval?.amount)
        #expect(fee.again == .same && fee.rules == ["R6"])
    }

    @Test func `a membership is refunded by the days that are left`() async throws {
        let prorata = try await explain("S04", "KM-0004")
        #expect(
            lines(prorata) == [
                "used_days = ceil(171000000 ms / 86400000 ms) = 2",
                "remaining_days = max(0, 365 - 2) = 363",
                "gross = half_up(19800 * 363 / 365) = 19692",
                "fixed_cost = half_up(19800 * 60 / 10000) + 0 = 119",
                "amount = 19692 - 119 = 19573",
            ])
        #expect(prorata.again == .same)
    }

    @Test func `a negotiated refund is explained up to the offer`() async throws {
        let negotiated = try await explain("S03", "KM-0003")
        #expect(negotiated.action == .acceptOffer && negotiated.again == .same)
        #expect(
            negotiated.formula?.lines.map(\.term)
                == [.gross, .fixedCost, .ceiling, .concession, .amount])
        #expect(negotiated.formula?.amount == negotiated.verdict.approval?.amount)
        #expect(negotiated.verdict.decider != negotiated.recorded.header.context.actor.id)
    }

    @Test func `an appeal is explained from before it was decided`() async throws {
        let appealed = try await explain("S05", "KM-0005")
        #expect(appealed.action == .decideAppeal && appealed.again == .same)
        #expect(appealed.refundCase.status == .appealing)
        #expect(appealed.known.evidence.map(\.id) == ["E1", "E2"])
        #expect(appealed.known.requiredEvidence == [.activationFailurePrompt])
        #expect(appealed.known.missingEvidence.isEmpty)
        #expect(appealed.known.items.first?.checked.binding == .bound)
        #expect(appealed.known.clocks.map(\.clock.name) == [.appeal])
        let first = try await explain("S05", "KM-0005", verdict: "V1")
        #expect(first.verdict.rejection?.reasonCodes == [.activatedAndBound])
        #expect(first.rules == ["R16"] && first.formula == nil && first.again == .same)
        #expect(first.known.evidence.map(\.id) == ["E1"])
        #expect(first.verdict.supersededBy == "V2")
    }

    @Test(
        arguments: [
            "S01", "S02", "S03", "S04", "S04b", "S05", "S06", "S07", "S08", "S09", "S10", "S11",
            "S12",
        ])
    func `every verdict of the stories comes out again, and its formula agrees`(
        name: String
    ) async throws {
        let store = try await story(name)
        var verdicts = 0
        for stream in try await store.streams(after: 0, limit: 100) {
            guard let id = Streams.order(of: stream.name),
                let history = try await Ledger.history(of: id, asOf: afterAll, in: store)
            else { continue }
            for verdict in history.order.verdicts {
                let explanation = try await Ledger.explanation(
                    of: id, case: verdict.caseID, verdict: verdict.id, asOf: afterAll, in: store)
                #expect(explanation.again == .same, "\(verdict.id)")
                #expect(explanation.formula?.amount == verdict.approval?.amount, "\(verdict.id)")
                verdicts += 1
            }
        }
        #expect(verdicts > 0)
    }

    @Test func `only verdicts of the moment that is asked for are explained`() async throws {
        let early = AsOf.instant(clock("2026-06-19T00:00"))
        #expect(try await explain("S05", "KM-0005", early).verdict.id == "V1")
        await #expect(throws: Explanation.Nothing.noVerdict) {
            try await explain("S05", "KM-0005", .instant(clock("2026-06-17T12:00")))
        }
        await #expect(throws: Explanation.Nothing.noCase) {
            try await explain("S05", "KM-0005", .instant(clock("2026-06-16T12:00")))
        }
        await #expect(throws: Explanation.Nothing.noOrder) {
            try await explain("S05", "KM-5")
        }
    }

    @Test func `a verdict that does not follow is shown as such`() async throws {
        let store = try await story("S04")
        let history = try #require(
            try await Ledger.history(of: "KM-0004", asOf: afterAll, in: store))
        let place = try #require(
            history.events.firstIndex { $0.event.kind == .verdictApproved })
        let cause = VerdictCause(of: place, in: history.events, "KM-0004")
        let books = try await Ledger.books(in: store, through: nil)
        func again(_ change: (inout VerdictApproved) -> Void) -> Redecision {
            var recorded = history.events[place]
            guard case .verdictApproved(var body) = recorded.event else { return .impossible }
            change(&body)
            recorded.event = body.event
            return Redecision(of: recorded, cause, books)
        }
        #expect(again { _ in } == .same)
        let off = again { $0.amount = 19_574 }
        #expect(
            off
                == .different([
                    Redecision.Difference(
                        field: "amount_fen", recorded: "19574", expected: "19573")
                ]))
        let bare = [history.events[0], history.events[place]]
        #expect(
            Redecision(of: bare[1], VerdictCause(of: 1, in: bare, "KM-0004"), books)
                == .refused(Refusal(.noCase)))
    }

    @Test func `the explanation is one JSON object`() async throws {
        var writer = JSONWriter()
        try await explain("S05", "KM-0005", verdict: "V1").write(to: &writer)
        let json = try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
        #expect(json["kind"] == .string("rejected"))
        #expect(json["reasons"]?.elements.first?["rule"] == .string("R16"))
        #expect(json["formula"] == .null)
        #expect(json["known"]?["items"]?.elements.first?["binding"] == .string("bound"))
        #expect(json["decided_again"]?["result"] == .string("same"))
    }
}
