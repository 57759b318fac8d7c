public import Records

/// Records everything that has come due.
///
/// Rules: G18. Fields and guards: ACTIONS.md, section 5.
public struct Sweep: ActionBody {
    public static let name = ActionName.sweep
    public static let roles: [Role] = [.system]

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {}
}

extension Sweep {
    public static var scope: ActionScope { .orderOrAll }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        var situation = situation
        var events: [LedgerEvent] = []
        while let due = situation.nextDue() {
            let event = situation.event(of: due)
            events.append(event)
            situation.order.evolve(event, situation.header)
        }
        return events
    }
}
