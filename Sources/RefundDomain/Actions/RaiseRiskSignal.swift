public import Records
public import Units

/// Raises a risk signal.
///
/// Rules: R54, R55. Fields and guards: ACTIONS.md, section 5.
public struct RaiseRiskSignal: ActionBody {
    public static let name = ActionName.raiseRiskSignal
    public static let roles: [Role] = [.system, .compliance]

    /// The kind of signal.
    public var signal = Name.placeholder

    /// What it was computed from.
    public var inputs: JSONObject?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "signal", &signal)
        try visitor.field(2, "inputs", &inputs)
    }
}

extension RaiseRiskSignal {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        [
            RiskSignalRaised {
                $0.signal = signal
                $0.inputs = inputs ?? .placeholder
            }.event
        ]
    }
}
