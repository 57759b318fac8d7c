public import Records

/// The evidence that an approval needs, by reason, for one category (R25).
public struct EvidenceByReason: NestedRecord, Hashable {
    /// Kinds needed when the reason is `item_unusable`.
    public var itemUnusable: [EvidenceKind]?

    /// Kinds needed when the reason is `not_as_described`.
    public var notAsDescribed: [EvidenceKind]?

    /// Kinds needed when the reason is `not_delivered`.
    public var notDelivered: [EvidenceKind]?

    /// Kinds needed when the reason is `topup_not_credited`.
    public var topupNotCredited: [EvidenceKind]?

    /// Kinds needed when the reason is `not_effective`.
    public var notEffective: [EvidenceKind]?

    /// Kinds needed when the reason is `activation_failed`.
    public var activationFailed: [EvidenceKind]?

    /// Kinds needed when the reason is `mistaken_purchase`.
    public var mistakenPurchase: [EvidenceKind]?

    /// Kinds needed when the reason is `demand_changed`.
    public var demandChanged: [EvidenceKind]?

    /// Kinds needed when the reason is `other`.
    public var other: [EvidenceKind]?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "item_unusable", &itemUnusable)
        try visitor.field(2, "not_as_described", &notAsDescribed)
        try visitor.field(3, "not_delivered", &notDelivered)
        try visitor.field(4, "topup_not_credited", &topupNotCredited)
        try visitor.field(5, "not_effective", &notEffective)
        try visitor.field(6, "activation_failed", &activationFailed)
        try visitor.field(7, "mistaken_purchase", &mistakenPurchase)
        try visitor.field(8, "demand_changed", &demandChanged)
        try visitor.field(9, "other", &other)
    }

    /// The kinds needed for a reason; empty when none are.
    public func kinds(for reason: Reason) -> [EvidenceKind] {
        switch reason {
        case .itemUnusable: itemUnusable ?? []
        case .notAsDescribed: notAsDescribed ?? []
        case .notDelivered: notDelivered ?? []
        case .topupNotCredited: topupNotCredited ?? []
        case .notEffective: notEffective ?? []
        case .activationFailed: activationFailed ?? []
        case .mistakenPurchase: mistakenPurchase ?? []
        case .demandChanged: demandChanged ?? []
        case .other: other ?? []
        }
    }
}

/// The evidence that an approval needs, by category and reason (R25).
public struct RequiredEvidence: NestedRecord, Hashable {
    /// What is needed for the category `game_card`.
    public var gameCard: EvidenceByReason?

    /// What is needed for the category `membership`.
    public var membership: EvidenceByReason?

    /// What is needed for the category `software`.
    public var software: EvidenceByReason?

    /// What is needed for the category `other`.
    public var other: EvidenceByReason?

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "game_card", &gameCard)
        try visitor.field(2, "membership", &membership)
        try visitor.field(3, "software", &software)
        try visitor.field(4, "other", &other)
    }

    /// The kinds needed for a category and a reason; pairs that are not listed need none.
    public func kinds(for category: ProductCategory, _ reason: Reason) -> [EvidenceKind] {
        switch category {
        case .gameCard: gameCard?.kinds(for: reason) ?? []
        case .membership: membership?.kinds(for: reason) ?? []
        case .software: software?.kinds(for: reason) ?? []
        case .other: other?.kinds(for: reason) ?? []
        }
    }

    /// The table of `default-v1`.
    ///
    /// Source: ACTIONS.md, section 10.1.
    public static let standard = RequiredEvidence {
        $0.gameCard = EvidenceByReason {
            $0.notAsDescribed = [.orderDetail]
            $0.itemUnusable = [.voucherScreenshot]
            $0.topupNotCredited = [.topupFailureScreenshot]
        }
        $0.membership = EvidenceByReason {
            $0.notAsDescribed = [.orderDetail]
            $0.itemUnusable = [.membershipStatus]
            $0.notEffective = [.membershipStatus]
        }
        $0.software = EvidenceByReason {
            $0.notAsDescribed = [.orderDetail]
            $0.itemUnusable = [.activationFailurePrompt]
            $0.activationFailed = [.activationFailurePrompt]
        }
        $0.other = EvidenceByReason { $0.notAsDescribed = [.orderDetail] }
    }
}
