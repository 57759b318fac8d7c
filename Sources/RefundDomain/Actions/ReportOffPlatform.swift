public import Records

/// Reports an attempt to settle outside the platform.
///
/// Rules: R57. Fields and guards: ACTIONS.md, section 5.
public struct ReportOffPlatform: ActionBody {
    public static let name = ActionName.reportOffPlatform
    public static let roles: [Role] = [.buyer, .agent, .system]
    public static let ownership = Ownership.buyer

    /// By which way.
    public var medium = OffPlatformMedium.placeholder

    /// Who proposed it.
    public var proposedBy = ProposedBy.placeholder

    /// In the reporter's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "medium", &medium)
        try visitor.field(2, "proposed_by", &proposedBy)
        try visitor.field(3, "note", &note)
    }
}

extension ReportOffPlatform {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        [
            OffPlatformContactReported {
                $0.medium = medium
                $0.proposedBy = proposedBy
                $0.note = note
            }.event
        ]
    }
}
