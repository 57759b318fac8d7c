public import Records

/// Whose fault a reason means, unless a reviewer says otherwise (R5, R6).
public struct FaultByReason: NestedRecord, Hashable {
    /// Whose fault `item_unusable` means; absent when it means nobody's.
    public var itemUnusable: Fault?

    /// Whose fault `not_as_described` means; absent when it means nobody's.
    public var notAsDescribed: Fault?

    /// Whose fault `not_delivered` means; absent when it means nobody's.
    public var notDelivered: Fault?

    /// Whose fault `topup_not_credited` means; absent when it means nobody's.
    public var topupNotCredited: Fault?

    /// Whose fault `not_effective` means; absent when it means nobody's.
    public var notEffective: Fault?

    /// Whose fault `activation_failed` means; absent when it means nobody's.
    public var activationFailed: Fault?

    /// Whose fault `mistaken_purchase` means; absent when it means nobody's.
    public var mistakenPurchase: Fault?

    /// Whose fault `demand_changed` means; absent when it means nobody's.
    public var demandChanged: Fault?

    /// Whose fault `other` means; absent when it means nobody's.
    public var other: Fault?

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

    /// The fault that a reason means.
    public func fault(for reason: Reason) -> Fault? {
        switch reason {
        case .itemUnusable: itemUnusable
        case .notAsDescribed: notAsDescribed
        case .notDelivered: notDelivered
        case .topupNotCredited: topupNotCredited
        case .notEffective: notEffective
        case .activationFailed: activationFailed
        case .mistakenPurchase: mistakenPurchase
        case .demandChanged: demandChanged
        case .other: other
        }
    }

    /// The table of `default-v1`.
    ///
    /// Source: ACTIONS.md, section 4.
    public static let standard = FaultByReason {
        $0.itemUnusable = .platform
        $0.notAsDescribed = .platform
        $0.notDelivered = .platform
        $0.topupNotCredited = .platform
        $0.notEffective = .platform
        $0.activationFailed = .platform
        $0.mistakenPurchase = .buyer
        $0.demandChanged = .buyer
    }
}
