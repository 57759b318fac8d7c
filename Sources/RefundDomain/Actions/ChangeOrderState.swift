public import Records

/// Reports another state of the order.
///
/// Rules: R21. Fields and guards: ACTIONS.md, section 5.
public struct ChangeOrderState: ActionBody {
    public static let name = ActionName.changeOrderState
    public static let roles: [Role] = [.system]

    /// The new state.
    public var to = OrderState.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "to", &to)
    }
}

extension ChangeOrderState {
    public func isRepeat(in order: Order) -> Bool { order.state == to }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        [
            OrderStateChanged {
                $0.from = situation.order.state
                $0.to = to
            }.event
        ]
    }
}
