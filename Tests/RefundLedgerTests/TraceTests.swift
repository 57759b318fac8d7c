import EventLog
import JSONText
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

@testable import RefundLedger

/// The story of an order: what each event changed, and what was waited for in between.
@Suite struct TraceTests {
    /// The order of S09: approved, not paid for long, chased, complained about.
    private func trace(_ moment: AsOf = afterAll) async throws -> Trace {
        let store = try await story("S09")
        return try #require(try await Ledger.trace(of: "KM-0009", asOf: moment, in: store))
    }

    @Test func `every event of the order is told, with the money around it`() async throws {
        let trace = try await trace()
        #expect(trace.steps.map(\.recorded) == trace.history.events)
        let verdict = try #require(trace.steps.first { $0.recorded.event.kind == .verdictApproved })
        #expect(verdict.before.approved == 0 && verdict.after.approved == 25_800)
        #expect(verdict.statusAfter == .approved && verdict.changesStatus)
        #expect(verdict.rules == ["R5"])
        for (step, next) in zip(trace.steps, trace.steps.dropFirst()) {
            #expect(step.after == next.before)
        }
        #expect(trace.steps.last?.after == trace.history.order.money)
    }

    @Test func `a wait says how long, for what, and when that is due`() async throws {
        let trace = try await trace()
        let wait = try #require(trace.steps[1].wait)
        // Applied Wednesday 09:00, decided Monday 17:00; due on Tuesday, through a weekend.
        #expect(wait.milliseconds == (5 * 24 + 8) * 3_600_000)
        #expect(wait.clocks.map(\.clock.name) == [.review])
        #expect(wait.clocks.map(\.standing) == [.dueInWorkingDays(1)])
        #expect(!wait.isOpen)
        let chased = try #require(trace.steps.first { $0.recorded.event.kind == .payoutChased })
        // Clocks stand in order of due date; the chase is counted in hours.
        #expect(chased.wait?.clocks.map(\.clock.name) == [.chase, .payout])
        #expect(
            chased.wait?.clocks.map(\.standing)
                == [.dueIn(milliseconds: 3_600_000), .dueInWorkingDays(0)])
    }

    @Test func `a clock that has passed its due date is late by working days`() async throws {
        let trace = try await trace()
        let second = trace.steps.filter { $0.recorded.event.kind == .payoutChased }[1]
        // Due at the end of Saturday the 10th, a working day; now it is Tuesday the 13th.
        let payout = second.wait?.clocks.first { $0.clock.name == .payout }
        #expect(payout?.standing == .lateByWorkingDays(2))
        let answered = trace.steps.first { $0.recorded.event.kind == .complaintResponded }
        #expect(answered?.ended.map(\.clock.name) == [.complaint])
        #expect(answered?.ended.map(\.standing) == [.lateByWorkingDays(2)])
    }

    @Test func `what still lasts is judged at the moment that was asked for`() async throws {
        let early = try await trace(.instant(clock("2026-09-24T09:00")))
        #expect(early.steps.count == 2)
        let wait = try #require(early.steps.last?.wait)
        #expect(wait.isOpen && wait.milliseconds == 24 * 3_600_000)
        // Due on Tuesday the 29th; Friday the 25th is the Mid-Autumn holiday.
        #expect(wait.clocks.map(\.standing) == [.dueInWorkingDays(2)])
        let late = try await trace()
        // The second chase was never answered.
        #expect(late.steps.last?.wait?.clocks.map(\.clock.name) == [.chase])
        #expect(late.steps.last?.wait?.clocks.first?.standing.isLate == true)
        let third = late.steps[2].recorded.header.position
        #expect(try await trace(.position(third)).steps.count == 3)
    }

    @Test func `nothing is waited for when all is done`() async throws {
        let store = try await story("S04")
        let trace = try #require(try await Ledger.trace(of: "KM-0004", asOf: afterAll, in: store))
        #expect(trace.history.order.cases.last?.status == .completed)
        #expect(trace.steps.last?.wait == nil)
    }

    @Test func `refusals, signals and evidence are part of the story`() async throws {
        let store = try await story("S05")
        let trace = try #require(try await Ledger.trace(of: "KM-0005", asOf: afterAll, in: store))
        #expect(trace.refusals == 1)
        let refused = try #require(trace.steps.first { $0.recorded.event.kind == .actionRefused })
        #expect(refused.rules == ["R36"] && refused.before == refused.after)
        let appeal = try #require(trace.steps.first { $0.recorded.event.kind == .appealFiled })
        #expect(appeal.evidence.map(\.id) == ["E2"])
        #expect(appeal.texts.map(\.text) == ["厂商证明该授权码在出售前已被绑定"])
        let last = try #require(trace.steps.last { $0.recorded.event.kind == .verdictApproved })
        #expect(last.evidence.map(\.id) == ["E1", "E2"])
    }

    @Test func `waits are judged by the calendar that was known at their end`() async throws {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        _ = try await ledger.handle(register())
        _ = try await ledger.handle(apply())
        let days = #"[{"date":"2026-03-04","kind":"holiday","name":"x"}]"#
        _ = try await ledger.handle(
            action(
                "publish_calendar", .compliance, minute: 24 * 60, order: nil,
                #""version":"c-2","first_year":2026,"last_year":2026,"days":\#(days)"#))
        func standing(_ text: String) async throws -> ClockStanding? {
            let trace = try await Ledger.trace(
                of: "KM-1", asOf: .instant(clock(text)), in: store)
            return trace?.steps.last?.wait?.clocks.first?.standing
        }
        // Monday to Thursday; the Wednesday becomes a holiday on Tuesday morning.
        #expect(try await standing("2026-03-02T20:00") == .dueInWorkingDays(3))
        #expect(try await standing("2026-03-03T20:00") == .dueInWorkingDays(1))
    }

    @Test func `the story is one JSON object`() async throws {
        var writer = JSONWriter()
        writer.beginObject()
        try await trace().writeMembers(to: &writer)
        writer.endObject()
        let json = try JSONValue.parse(String(decoding: writer.bytes, as: UTF8.self))
        #expect(json["order"] == .string("KM-0009"))
        let steps = try #require(json["steps"]).elements
        #expect(steps[1]["type"] == .string("refund_applied"))
        #expect(steps[1]["payload"]?["requested_fen"] == .integer(25_800))
        #expect(steps[1]["wait"]?["clocks"]?.elements.first?["due_in_working_days"] == .integer(1))
        #expect(steps.last?["wait"]?["open"] == .bool(true))
    }

    @Test func `nothing is told of an order nobody knows`() async throws {
        let trace = try await Ledger.trace(of: "KM-2", asOf: afterAll, in: MemoryEventStore())
        #expect(trace == nil)
    }
}
