import Records
public import RefundDomain
import Units

/// What came of the step that a test is about.
public struct Then: Sendable {
    /// The decision as such.
    public let decision: Decision

    /// The order afterwards; a refusal is recorded too.
    public let after: Given

    /// The order afterwards.
    public var order: Order { after.order }

    /// The facts that followed; none after a refusal or a repeat.
    public var events: [LedgerEvent] { drafts.map(\.event) }

    /// The drafts of those facts, with their circumstances.
    public var drafts: [EventDraft] {
        if case .accepted(let drafts) = decision { drafts } else { [] }
    }

    /// The kinds of those facts.
    public var kinds: [EventKind] { events.map(\.kind) }

    /// Whether it was done before.
    public var isRepeat: Bool { decision == .repeated }

    /// Why it was refused.
    public var refusal: Refusal? {
        if case .refused(let refusal, _) = decision { refusal } else { nil }
    }

    /// The code and the rule of the refusal, as ACTIONS.md writes them: `window_expired R4`.
    public var refused: String? {
        refusal.map { [$0.code.name, $0.rule?.text].compactMap(\.self).joined(separator: " ") }
    }

    /// The names of the signals that were raised.
    public var signals: [String] { all(RiskSignalRaised.self).map(\.signal.text) }

    /// The events of a kind.
    public func all<Body: EventBody>(_ kind: Body.Type) -> [Body] {
        events.compactMap { Mirror(reflecting: $0).children.first?.value as? Body }
    }

    /// The one event of a kind.
    public func only<Body: EventBody>(_ kind: Body.Type) throws -> Body {
        let found = all(kind)
        guard found.count == 1, let body = found.first else {
            throw NotOne(kind: "\(kind)", decision: "\(decision)")
        }
        return body
    }
}

/// There was not exactly one event of a kind.
public struct NotOne: Error, CustomStringConvertible {
    let kind: String
    let decision: String

    /// What there was instead.
    public var description: String { "Expected one \(kind), but it came to \(decision)." }
}
