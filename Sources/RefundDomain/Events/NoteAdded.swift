public import Records
public import Units

/// Somebody attached a note that is kept elsewhere.
///
/// Rules: R58. Occurred at: the business instant of the action, in UTC milliseconds.
public struct NoteAdded: EventBody {
    public static let kind = EventKind.noteAdded
    public static let rules: [RuleID] = ["R58"]

    /// The case, when the order has one.
    public var caseID: CaseID?

    /// Where the note is kept.
    public var textRef = TextReference.placeholder

    public init() {}

    public var event: LedgerEvent { .noteAdded(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case_id", &caseID)
        try visitor.field(2, "text_ref", &textRef)
    }
}
