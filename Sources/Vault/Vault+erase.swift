internal import Foundation
internal import Synchronization
internal import Units

/// Destroying keys.
extension Vault {
    /// The position of the latest erasure that was carried out.
    public var erasedThrough: Int64 { state.withLock { $0.identity.erasedThrough } }

    /// Forgets where erasures stand in a log that went on behind the end of this one: an older log
    /// was put back, and will use these positions anew.
    ///
    /// - Parameter end: The position at which the log ends.
    /// - Throws: ``VaultError`` when that cannot be written.
    public func forgetErasures(behind end: Int64) throws {
        try state.withLock { state in
            guard state.identity.erasedThrough > end else { return }
            var identity = state.identity
            identity.erasedThrough = 0
            try state.file.update(identity)
            state.identity = identity
        }
    }

    /// Destroys every key of subjects that was made before the event that says so.
    ///
    /// A key that was made behind the end of the log is of a log that was longer, before an older
    /// one was put back: it is destroyed, too. A new file of keys is written without them, all others wrapped with a new wrapping key; it
    /// takes the old one's place, and the old wrapping key is destroyed. So no older copy of the
    /// file can be opened. Broken off, it can be done again; what was done stays done.
    ///
    /// - Parameters:
    ///   - erasures: The subjects, each with the position of the event.
    ///   - end: The position at which the log ends.
    /// - Throws: ``VaultError``; done again it goes on.
    public func erase(
        _ erasures: [(subject: String, position: Int64)], end: Int64 = .max
    ) throws {
        try state.withLock { state in
            try state.moveRecent()
            var doomed: [KeyID: Int64] = [:]
            for (subject, position) in erasures {
                for row in try state.file.rows(of: Subject(subject))
                where row.born < position || row.born > end { doomed[row.id] = position }
            }
            let through = erasures.map(\.position).max() ?? 0
            try replace(&state, without: doomed, erasedThrough: through)
        }
    }

    /// Destroys the keys of single files of evidence.
    ///
    /// - Parameter keys: Their names, each with the position of the event that says so.
    /// - Throws: ``VaultError``; done again it goes on.
    public func eraseEvidence(_ keys: [(name: String, position: Int64)]) throws {
        try state.withLock { state in
            try state.moveRecent()
            var doomed: [KeyID: Int64] = [:]
            for key in keys {
                guard let id = EvidenceStore.key(named: key.name),
                    try state.file.row(id)?.purpose == .evidence
                else { continue }
                doomed[id] = key.position
            }
            try replace(&state, without: doomed, erasedThrough: 0)
        }
    }

    /// Wraps all keys with a new wrapping key and destroys the old one.
    public func rotate() throws {
        try state.withLock { state in
            try state.moveRecent()
            try replace(&state, without: [:], erasedThrough: 0, always: true)
        }
    }

    private func replace(
        _ state: inout State, without doomed: [KeyID: Int64], erasedThrough: Int64,
        always: Bool = false
    ) throws {
        var identity = state.identity
        identity.erasedThrough = max(identity.erasedThrough, erasedThrough)
        guard always || !doomed.isEmpty else {
            guard identity != state.identity else { return }
            try state.file.update(identity)
            state.identity = identity
            return
        }
        let wrapping = try source.create()
        identity.retired = identity.wrapping
        identity.wrapping = wrapping.name
        identity.fingerprint = wrapping.fingerprint
        let next = path + Self.nextSuffix
        try write(next, identity, wrapping, state, without: doomed)
        // From here on the new file counts, and with it the new wrapping key.
        try SecretFile.move(next, to: path)
        try state.file.close()
        for journal in [path, next] { unlink(journal + "-journal") }
        state = State(
            file: try KeyFile(path, isReadOnly: false), identity: identity, wrapping: wrapping,
            unwritten: state.unwritten, recent: RecentKeys(beside: path, identity),
            inode: Self.inode(of: path))
        try source.settle(wrapping, retired: identity.retired)
        identity.retired = nil
        try state.file.update(identity)
        state.identity = identity
    }

    private func write(
        _ next: String, _ identity: KeyFile.Identity, _ wrapping: WrappingKey, _ state: State,
        without doomed: [KeyID: Int64]
    ) throws {
        let file = try KeyFile(creating: next, identity)
        try state.file.eachPage { page in
            let kept = try page.filter { doomed[$0.id] == nil }.map { row in
                var row = row
                row.wrapped = try wrapping.wrap(try state.unwrap(row), vault: identity.vault)
                return row
            }
            try file.insert(kept)
        }
        try file.insertErased(try state.file.erased() + doomed.map { ($0.key, $0.value) })
        try file.close()
    }
}
