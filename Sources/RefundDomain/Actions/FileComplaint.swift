public import Records
public import Units

/// Complains.
///
/// Rules: R48, G19. Fields and guards: ACTIONS.md, section 5.
public struct FileComplaint: ActionBody {
    public static let name = ActionName.fileComplaint
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The case; the latest, or none.
    public var caseID: CaseID?

    /// The complaint's name.
    public var complaintID: ComplaintID?

    /// Where it is made.
    public var channel = ComplaintChannel.placeholder

    /// The number it has there.
    public var externalRef: Name?

    /// What it is about.
    public var subject = ComplaintSubject.placeholder

    /// What is demanded.
    public var demand = ComplaintDemand.placeholder

    /// The chase that came before.
    public var priorChaseID: ChaseID?

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "complaint", &complaintID)
        try visitor.field(3, "channel", &channel)
        try visitor.field(4, "external_ref", &externalRef)
        try visitor.field(5, "subject", &subject)
        try visitor.field(6, "demand", &demand)
        try visitor.field(7, "prior_chase", &priorChaseID)
        try visitor.field(8, "note", &note)
    }
}

extension FileComplaint {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let order = situation.order
        if let caseID { try require(order.refundCase(caseID) != nil, .unknownReference) }
        let refundCase = caseID.flatMap { order.refundCase($0) } ?? order.cases.last
        if let priorChaseID {
            try require(order.chases.contains { $0.id == priorChaseID }, .unknownReference)
        }
        let chase =
            priorChaseID ?? order.chases.last { $0.caseID == refundCase?.id }?.id
        let complaint = try situation.newName(complaintID, "K", order.complaints.map(\.id))
        let policy = refundCase.map { situation.policy(of: $0) } ?? situation.policyNow
        let due =
            channel.isPlatforms
            ? situation.calendar.due(
                policy.complaintResponseWorkingDays, workingDaysAfter: situation.at) : nil
        return [
            ComplaintFiled {
                $0.complaintID = complaint
                $0.caseID = refundCase?.id
                $0.channel = channel
                $0.externalRef = externalRef
                $0.subject = subject
                $0.demand = demand
                $0.priorChaseID = chase
                $0.flags = chase == nil ? [.noPriorChase] : []
                $0.respondDueAt = due?.at
                $0.provisional = due?.isProvisional
                $0.note = note
            }.event
        ]
    }
}
