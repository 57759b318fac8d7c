public import Records
public import Units

/// States that an earlier event was wrong.
///
/// Rules: R58. Fields and guards: ACTIONS.md, section 5.
public struct RecordCorrection: ActionBody {
    public static let name = ActionName.recordCorrection
    public static let roles: [Role] = [.supervisor, .compliance]

    /// The position of the event.
    public var correctsPosition = Int64.placeholder

    /// The field that was wrong.
    public var field = Name.placeholder

    /// What it should have been.
    public var value = FreeText.placeholder

    /// Why.
    public var reason = FreeText.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "corrects_position", &correctsPosition)
        try visitor.field(2, "field", &field)
        try visitor.field(3, "value", &value)
        try visitor.field(4, "reason", &reason)
    }
}

extension RecordCorrection {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        try require(
            situation.order.positions.contains(correctsPosition), .unknownReference)
        return [
            CorrectionRecorded {
                $0.correctsPosition = correctsPosition
                $0.field = field
                $0.value = value
                $0.reason = reason
            }.event
        ]
    }
}
