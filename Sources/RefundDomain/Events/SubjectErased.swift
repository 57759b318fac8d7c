public import Records
public import Units

/// What is held about a person was erased: every key for it was destroyed.
///
/// The events themselves stay, with texts that nobody can open any more, so every proof about them
/// stays valid too. What was recorded before this event is erased; what comes later has new keys.
///
/// Rules: R56. Occurred at: the business instant of the action, in UTC milliseconds.
public struct SubjectErased: EventBody {
    public static let kind = EventKind.subjectErased
    public static let rules: [RuleID] = ["R56"]

    /// The buyer.
    public var subject = PersonID.placeholder

    /// On which ground.
    public var ground = ErasureBasis.placeholder

    public init() {}

    public var event: LedgerEvent { .subjectErased(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "subject", &subject)
        try visitor.field(2, "ground", &ground)
    }
}
