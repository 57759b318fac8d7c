public import Records
public import Units

/// Lets the system decide a clear case.
///
/// Rules: R32. Fields and guards: ACTIONS.md, section 5.
public struct AutoReview: ActionBody {
    public static let name = ActionName.autoReview
    public static let roles: [Role] = [.system]

    /// The case.
    public var caseID: CaseID?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
    }
}

extension AutoReview {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .underReview)
        let policy = situation.policy(of: refundCase)
        let order = situation.order
        let items = order.claimedItems(of: refundCase)
        let decider = situation.actor.id
        try require(
            policy.reviewMode == .realtime && refundCase.route == .auto, .needsManualReview, "R32")
        if items.contains(where: { $0.line.pirated }) {
            return situation.verdict(
                rejecting: refundCase, for: [.piratedIneligible], explanation: Self.pirated,
                decider: decider)
        }
        guard let fault = policy.faultByReason.fault(for: refundCase.reason),
            order.riskSignalCount == 0,
            order.state == .undelivered || items.allSatisfy(\.isClean)
        else { throw Refusal(.needsManualReview, "R32") }
        let request = ApprovalRequest(
            refundCase: refundCase, basis: fault == .platform ? .full : .lessFee, fault: fault)
        guard let approval = try? situation.approval(request),
            approval.calculation.amount < policy.fourEyesMinimum
        else { throw Refusal(.needsManualReview, "R32") }
        return [try situation.verdict(approval, in: refundCase, decider: decider, note: nil)]
    }

    /// What a buyer is told when the system refuses; no person words it.
    private static let pirated = FreeText("盗版商品不具备退款资格")
}

extension Item {
    /// Whether checks show the item to be as good as new (section 10.3).
    fileprivate var isClean: Bool {
        let state = checked
        let isKnownClean =
            switch line.category {
            case .membership, .software: state.activation == .notActivated
            case .gameCard, .other: state.usage == .unused
            }
        let usageIsFine = [nil, .unused, .unknown].contains(state.usage)
        let activationIsFine = [nil, .notActivated, .unknown].contains(state.activation)
        return isKnownClean && usageIsFine && activationIsFine && state.secret != .leaked
            && state.binding != .bound && state.validity != .expired
    }
}
