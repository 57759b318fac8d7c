public import Records
public import Units

/// A fact that deserves attention; never a verdict.
///
/// Rules: R51, R52, R54, R55. Occurred at: the business instant of the action, in UTC milliseconds.
public struct RiskSignalRaised: EventBody {
    public static let kind = EventKind.riskSignalRaised
    public static let rules: [RuleID] = ["R51", "R52", "R54", "R55"]

    /// The kind of signal.
    public var signal = Name.placeholder

    /// What it was computed from.
    public var inputs = JSONObject.placeholder

    public init() {}

    public var event: LedgerEvent { .riskSignalRaised(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "signal", &signal)
        try visitor.field(2, "inputs", &inputs)
    }
}
