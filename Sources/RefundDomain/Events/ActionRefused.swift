public import Records
public import Units

/// The rules forbade an action; nothing else came of it.
///
/// Rules: R1. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ActionRefused: EventBody {
    public static let kind = EventKind.actionRefused
    public static let rules: [RuleID] = ["R1"]

    /// What was asked for.
    public var action = ActionName.placeholder

    /// Why it was refused.
    public var code = RefusalCode.placeholder

    /// The rule that forbade it.
    public var rule: RuleID?

    /// Codes that say more, such as kinds of personal data; never the text itself.
    public var details = [Name].placeholder

    /// The idempotency key of the action.
    public var key: Name?

    /// The case it spoke of, when it named one.
    public var caseID: CaseID?

    public init() {}

    public var event: LedgerEvent { .actionRefused(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "action", &action)
        try visitor.field(2, "code", &code)
        try visitor.field(3, "rule", &rule)
        try visitor.field(4, "details", &details)
        try visitor.field(5, "key", &key)
        try visitor.field(6, "case_id", &caseID)
    }
}
