public import EventLog
public import JSONText
import Records
public import RefundDomain
public import Units

/// Something that was recorded, but does not follow from the rules, the policy, the calendar and
/// the facts of its time.
public struct AuditDeviation: Equatable, Sendable {
    /// The place of the event in the log.
    public let position: Position

    /// The order it is about; `nil` for the ledger's own streams.
    public let order: OrderID?

    /// The kind of the event.
    public let kind: EventKind

    /// The field that differs, as a path such as `payload.amount_fen`; `nil` when the whole event
    /// is in question.
    public let field: String?

    /// The rules that speak, such as `R23`; empty where only the contract does.
    public let rules: [String]

    /// What the rules give.
    public let expected: AuditStatement

    /// What was recorded.
    public let found: AuditStatement

    /// Writes the deviation as one JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("position", position)
        if let order { writer.member("order", order.text) }
        writer.member("type", kind.name)
        if let field { writer.member("field", field) }
        writer.name("rules")
        writer.beginArray()
        for rule in rules { writer.string(rule) }
        writer.endArray()
        writer.member("expected", expected.description)
        writer.member("found", found.description)
        writer.endObject()
    }
}

/// What an audit looked at, and how far it could look.
public struct AuditSummary: Equatable, Sendable {
    /// How many events were looked at.
    public internal(set) var events = 0

    /// How many accepted actions were decided again from their events.
    public internal(set) var decisions = 0

    /// Refusals whose reason was decided again from what is recorded.
    public internal(set) var refusalsFully = 0

    /// Refusals whose reason was shown to be possible: some form of the action leads to it.
    public internal(set) var refusalsPartly = 0

    /// Refusals whose reason rests on what is not recorded, such as the offending text; only the
    /// checks that come before it were decided again.
    public internal(set) var refusalsNot = 0

    /// How many deviations were found.
    public internal(set) var deviations = 0

    /// Writes the summary as one JSON object.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("events", Int64(events))
        writer.member("decisions", Int64(decisions))
        writer.name("refusals")
        writer.beginObject()
        writer.member("fully", Int64(refusalsFully))
        writer.member("partly", Int64(refusalsPartly))
        writer.member("not", Int64(refusalsNot))
        writer.endObject()
        writer.member("deviations", Int64(deviations))
        writer.endObject()
    }
}
