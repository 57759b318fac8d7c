public import Units

/// What was decided about the personal data of buyers.
public struct SubjectBook: Equatable, Sendable {
    private var erasures: [PersonID: Int64] = [:]
    private var restrictions: [PersonID: SubjectRestricted] = [:]

    /// A book in which nothing was decided.
    public init() {}

    /// Takes note of an event; of most there is nothing to note.
    public mutating func evolve(_ recorded: RecordedEvent) {
        if case .subjectErased(let body) = recorded.event {
            erasures[body.subject] = recorded.header.position
        }
        if case .subjectRestricted(let body) = recorded.event {
            restrictions[body.subject] = body
        }
    }

    /// The position of the latest erasure of what is held about a person.
    public func erasure(of subject: PersonID) -> Int64? { erasures[subject] }

    /// Every erasure, the latest of each person.
    public var allErasures: [(subject: PersonID, position: Int64)] {
        erasures.map { ($0.key, $0.value) }
    }

    /// The latest restriction of a person.
    public func restriction(of subject: PersonID) -> SubjectRestricted? { restrictions[subject] }

    /// Whether nothing but storage is allowed at an instant.
    public func isRestricted(_ subject: PersonID, at instant: Instant) -> Bool {
        restrictions[subject].map { instant < $0.until } ?? false
    }
}
