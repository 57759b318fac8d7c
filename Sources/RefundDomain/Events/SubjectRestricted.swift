public import Records
public import Units

/// What is held about a person may only be stored, neither shown nor erased, until an instant.
///
/// The latest restriction of a person counts; one until its own instant lifts an earlier one.
///
/// Rules: R56. Occurred at: the business instant of the action, in UTC milliseconds.
public struct SubjectRestricted: EventBody {
    public static let kind = EventKind.subjectRestricted
    public static let rules: [RuleID] = ["R56"]

    /// The buyer.
    public var subject = PersonID.placeholder

    /// On which ground.
    public var ground = RestrictionGround.placeholder

    /// From when it no longer counts, in UTC milliseconds.
    public var until = Instant.placeholder

    public init() {}

    public var event: LedgerEvent { .subjectRestricted(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "subject", &subject)
        try visitor.field(2, "ground", &ground)
        try visitor.field(3, "until", &until)
    }
}
