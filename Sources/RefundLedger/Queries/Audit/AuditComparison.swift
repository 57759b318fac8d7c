import EventLog
import JSONText
import Records
import RefundDomain
import Units

/// Puts what was recorded beside what the rules give.
struct AuditComparison {
    /// The order; `nil` for the ledger's own streams.
    let order: OrderID?

    /// The fields in which an event differs from the draft it should be.
    func differences(_ found: RecordedEvent, _ expected: EventDraft) -> [AuditDeviation] {
        guard found.event.kind == expected.event.kind else {
            return [
                deviation(
                    found, rules: Self.rules(expected.event),
                    expected: .event(expected.event.kind))
            ]
        }
        var differing: [AuditDeviation] = []
        // Nearly always they are the same; what only a difference needs is not made before.
        if found.event != expected.event {
            let event = expected.event.takingUnreadTexts(of: found.event)
            if found.event != event {
                differing += fields(
                    found, "payload", Self.rules(event), json(event), json(found.event))
            }
        }
        if found.header.context != expected.context {
            differing += fields(
                found, "context", [], json(expected.context), json(found.header.context))
        }
        return differing
    }

    /// A deviation of a whole event.
    func deviation(
        _ found: RecordedEvent, rules: [RuleID], expected: AuditStatement,
        found statement: AuditStatement? = nil
    ) -> AuditDeviation {
        AuditDeviation(
            position: found.header.position, order: order, kind: found.event.kind, field: nil,
            rules: rules.map(\.text), expected: expected,
            found: statement ?? .event(found.event.kind))
    }

    private func fields(
        _ event: RecordedEvent, _ part: String, _ rules: [RuleID], _ expected: JSONValue,
        _ found: JSONValue
    ) -> [AuditDeviation] {
        guard case .object(let left) = expected, case .object(let right) = found else { return [] }
        let names = left.map(\.name) + right.map(\.name).filter { expected[$0] == nil }
        return names.compactMap { name in
            guard expected[name] != found[name] else { return nil }
            return AuditDeviation(
                position: event.header.position, order: order, kind: event.event.kind,
                field: "\(part).\(name)", rules: rules.map(\.text),
                expected: .value(expected[name]?.text), found: .value(found[name]?.text))
        }
    }

    /// The rules an event rests on; a verdict cites its own.
    private static func rules(_ event: LedgerEvent) -> [RuleID] {
        if case .verdictApproved(let verdict) = event { return verdict.ruleIDs }
        if case .verdictRejected(let verdict) = event { return verdict.ruleIDs }
        return LedgerEvent.bodies.first { $0.kind == event.kind }?.rules ?? []
    }

    private func json(_ event: LedgerEvent) -> JSONValue {
        var encoder = JSONRecordEncoder()
        event.write(to: &encoder)
        return parsed(encoder)
    }

    private func json(_ context: EventContext) -> JSONValue {
        var encoder = JSONRecordEncoder()
        encoder.record(context)
        return parsed(encoder)
    }

    private func parsed(_ encoder: JSONRecordEncoder) -> JSONValue {
        (try? JSONValue.parse(encoder.writer.bytes[...])) ?? .null
    }
}
