public import Records
public import Units

/// Somebody stated that an earlier event was wrong; nothing else changes.
///
/// Rules: R58. Occurred at: the business instant of the action, in UTC milliseconds.
public struct CorrectionRecorded: EventBody {
    public static let kind = EventKind.correctionRecorded
    public static let rules: [RuleID] = ["R58"]

    /// The position of the event in the log.
    public var correctsPosition = Int64.placeholder

    /// The field that was wrong.
    public var field = Name.placeholder

    /// What it should have been.
    public var value = FreeText.placeholder

    /// Why.
    public var reason = FreeText.placeholder

    public init() {}

    public var event: LedgerEvent { .correctionRecorded(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "corrects_position", &correctsPosition)
        try visitor.field(2, "field", &field)
        try visitor.field(3, "value", &value)
        try visitor.field(4, "reason", &reason)
    }
}
