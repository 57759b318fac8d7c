public import Records

/// Somebody was asked to settle outside the platform.
///
/// Rules: R57. Occurred at: the business instant of the action, in UTC milliseconds.
public struct OffPlatformContactReported: EventBody {
    public static let kind = EventKind.offPlatformContactReported
    public static let rules: [RuleID] = ["R57"]

    /// By which way.
    public var medium = OffPlatformMedium.placeholder

    /// Who proposed it.
    public var proposedBy = ProposedBy.placeholder

    /// What was written.
    public var note: FreeText?

    public init() {}

    public var event: LedgerEvent { .offPlatformContactReported(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "medium", &medium)
        try visitor.field(2, "proposed_by", &proposedBy)
        try visitor.field(3, "note", &note)
    }
}
