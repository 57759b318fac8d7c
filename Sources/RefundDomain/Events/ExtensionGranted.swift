public import Records
public import Units

/// A supervisor moved the deadline for applying.
///
/// Rules: R43, G16. Occurred at: the business instant of the action, in UTC milliseconds.
public struct ExtensionGranted: EventBody {
    public static let kind = EventKind.extensionGranted
    public static let rules: [RuleID] = ["R43", "G16"]

    /// The request.
    public var requestID = ExtensionID.placeholder

    /// The new last instant for applying, inclusive, in UTC milliseconds.
    public var newDeadlineAt = Instant.placeholder

    public init() {}

    public var event: LedgerEvent { .extensionGranted(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "request_id", &requestID)
        try visitor.field(2, "new_deadline_at", &newDeadlineAt)
    }
}
