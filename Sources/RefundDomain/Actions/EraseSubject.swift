public import Records
public import Units

/// Erases what is held about a person: destroys every key for it.
///
/// Rules: R56.
public struct EraseSubject: ActionBody {
    public static let name = ActionName.eraseSubject
    public static let roles: [Role] = [.compliance, .system]

    /// The buyer.
    public var subject = PersonID.placeholder

    /// On which ground.
    public var ground = ErasureBasis.placeholder

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "subject", &subject)
        try visitor.field(2, "ground", &ground)
    }
}

extension EraseSubject {
    public static var scope: ActionScope { .subjects }

    public func questions(about order: Order) -> [Question] { [.isSubjectHeld(subject)] }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let facts = situation.facts
        try require(
            !facts.subjects.isRestricted(subject, at: situation.at), .subjectRestricted, "R56")
        guard facts.answeredYes.contains(.isSubjectHeld(subject)) else {
            // Erased before, and nothing since: a repeat. Never held: a name that is wrong.
            try require(facts.subjects.erasure(of: subject) != nil, .nothingHeld, "R56")
            return []
        }
        return [
            SubjectErased {
                $0.subject = subject
                $0.ground = ground
            }.event
        ]
    }
}
