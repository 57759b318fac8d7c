public import Records
public import Units

/// A buyer asked to be allowed to apply after the window.
///
/// Rules: R43. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ExtensionRequested: EventBody {
    public static let kind = EventKind.extensionRequested
    public static let rules: [RuleID] = ["R43"]

    /// The request.
    public var requestID = ExtensionID.placeholder

    /// Why the buyer is late.
    public var reason = ExtensionReason.placeholder

    /// What the buyer wrote.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .extensionRequested(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "request_id", &requestID)
        try visitor.field(2, "reason_code", &reason)
        try visitor.field(3, "note", &note)
    }
}
