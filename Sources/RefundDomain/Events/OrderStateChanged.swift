public import Records

/// The shop reported another state of the order.
///
/// Rules: R21. Occurred at: the business instant of the action, in UTC milliseconds.
public struct OrderStateChanged: EventBody {
    public static let kind = EventKind.orderStateChanged
    public static let rules: [RuleID] = ["R21"]

    /// The state before.
    public var from = OrderState.placeholder

    /// The state after.
    public var to = OrderState.placeholder

    public init() {}

    public var event: LedgerEvent { .orderStateChanged(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "from", &from)
        try visitor.field(2, "to", &to)
    }
}
