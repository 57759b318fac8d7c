public import Records
public import Units

/// Allows nothing but storage of what is held about a person, until an instant.
///
/// Rules: R56.
public struct RestrictSubject: ActionBody {
    public static let name = ActionName.restrictSubject
    public static let roles: [Role] = [.compliance, .system]

    /// The buyer.
    public var subject = PersonID.placeholder

    /// On which ground.
    public var ground = RestrictionGround.placeholder

    /// From when it no longer counts, in UTC milliseconds; that of the action lifts a restriction.
    public var until = Instant.placeholder

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "subject", &subject)
        try visitor.field(2, "ground", &ground)
        try visitor.field(3, "until", &until)
    }
}

extension RestrictSubject {
    public static var scope: ActionScope { .subjects }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        try require(until >= situation.at, .deadlineInPast, "R56")
        let restricted = SubjectRestricted {
            $0.subject = subject
            $0.ground = ground
            $0.until = until
        }
        guard situation.facts.subjects.restriction(of: subject) != restricted else { return [] }
        return [restricted.event]
    }
}
