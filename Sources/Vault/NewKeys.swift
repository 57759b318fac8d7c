/// Keys that are in use and not in the file of keys yet, oldest first.
struct NewKeys: RandomAccessCollection, Sendable {
    private struct Owner: Hashable {
        let subject: Subject
        let purpose: KeyPurpose
    }

    private var keys: [SubjectKey] = []
    /// Where each owner's newest key stands: a group may make thousands.
    private var newest: [Owner: Int] = [:]

    var startIndex: Int { 0 }
    var endIndex: Int { keys.count }
    subscript(place: Int) -> SubjectKey { keys[place] }

    /// The newest key of a subject for a purpose.
    func newest(of subject: Subject, for purpose: KeyPurpose) -> SubjectKey? {
        newest[Owner(subject: subject, purpose: purpose)].map { keys[$0] }
    }

    mutating func append(_ key: SubjectKey) {
        newest[Owner(subject: key.subject, purpose: key.purpose)] = keys.count
        keys.append(key)
    }

    /// Forgets all, because they are in the file.
    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        newest.removeAll(keepingCapacity: true)
    }
}
