public import Records
public import Units

/// A request to apply late was denied.
///
/// Rules: R43, R44. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ExtensionDenied: EventBody {
    public static let kind = EventKind.extensionDenied
    public static let rules: [RuleID] = ["R43", "R44"]

    /// The request.
    public var requestID = ExtensionID.placeholder

    /// Why it was denied.
    public var reason = ExtensionDenialReason.placeholder

    public init() {}

    public var event: LedgerEvent { .extensionDenied(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "request_id", &requestID)
        try visitor.field(2, "reason_code", &reason)
    }
}
