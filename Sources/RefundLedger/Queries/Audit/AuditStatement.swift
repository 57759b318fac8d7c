import Records
public import RefundDomain

/// What the rules give, or what was recorded instead.
public enum AuditStatement: Equatable, Sendable {
    /// The value of a field, as JSON; `nil` when the field is absent.
    case value(String?)
    /// An event of this kind.
    case event(EventKind)
    /// An event of this kind beside the one that is there.
    case furtherEvent(EventKind)
    /// The event that should be there is not.
    case noSuchEvent
    /// Nothing: the same was recorded before.
    case repeated
    /// Nothing: the key was used before, for whatever it was.
    case keyUsed
    /// No conflict: the key was never used before.
    case keyUnused
    /// Nothing: there was nothing due, and nothing to change.
    case nothingDue
    /// The instant is not before the order's latest event.
    case inTime
    /// The action is accepted.
    case accepted
    /// The action is refused.
    case refused(RefusalCode)
    /// An action of this name was refused.
    case actionRefused(ActionName, RefusalCode)
    /// One of several, depending on what is not recorded.
    case oneOf([AuditStatement])
    /// Data that makes no sense whatever the history is: the field, and what is said of it.
    case input(field: String, String)
}

extension AuditStatement: CustomStringConvertible {
    /// The statement in codes, for programs.
    public var description: String {
        switch self {
        case .value(let json): json ?? "nothing"
        case .event(let kind): kind.name
        case .furtherEvent(let kind): "\(kind.name) with it"
        case .noSuchEvent: "no such event"
        case .repeated: "nothing: it was recorded before"
        case .keyUsed: "nothing: the key was used before"
        case .keyUnused: "no key_conflict: the key was not used before"
        case .nothingDue: "nothing: nothing was due or changed"
        case .inTime: "no time_goes_back: it is no earlier than the order's events"
        case .accepted: "accepted"
        case .refused(let code): "refused: \(code.name)"
        case .actionRefused(let action, let code): "\(action.name) refused: \(code.name)"
        case .oneOf(let statements): statements.map(\.description).joined(separator: ", or ")
        case .input(let field, let text): "\(field): \(text)"
        }
    }
}
