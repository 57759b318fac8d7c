internal import Crypto
internal import Foundation
internal import Units

/// Finding, making and keeping keys.
extension Vault.State {
    /// What digests about a subject are made with.
    mutating func digestKey(of subject: Subject) throws -> SymmetricKey {
        let key = try currentKey(of: subject)
        if let known = digesting[key.id] { return known }
        if digesting.count >= Vault.keysInMemoryMax { digesting.removeAll() }
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key.key, info: Data("refund-ledger digest".utf8),
            outputByteCount: 32)
        digesting[key.id] = derived
        return derived
    }

    /// The newest key for a subject's texts.
    mutating func currentKey(of subject: Subject) throws -> SubjectKey {
        if let key = current[subject] { return key }
        if current.count >= Vault.keysInMemoryMax { current.removeAll() }
        let purpose: KeyPurpose = subject.text.isEmpty ? .lookup : .texts
        let key: SubjectKey
        if let pending = unwritten.newest(of: subject, for: purpose) {
            key = pending
        } else if keyless.remove(subject) == nil,
            let row = try recent.newest(of: subject, for: purpose)
                ?? file.newest(subject, purpose)
        {
            key = try unwrap(row)
        } else {
            key = SubjectKey(
                id: numbers.draw(), subject: subject, purpose: purpose,
                key: SymmetricKey(size: .bits256))
            unwritten.append(key)
        }
        current[subject] = key
        return key
    }

    /// Reads the keys of subjects for their texts, and takes note of those that have none; one that
    /// is damaged is left to whoever asks for it.
    ///
    /// Only whoever may write seals anything, and nobody else gives a subject a key meanwhile.
    /// Names with other characters than ASCII's are few, and are left to be looked up one by one.
    mutating func lookUpKeys(of subjects: Set<Subject>) throws {
        var unknown = subjects.filter {
            $0.text.utf8.allSatisfy { (1..<0x80).contains($0) }
                && current[$0] == nil && unwritten.newest(of: $0, for: .texts) == nil
        }
        guard unknown.count > 1 else { return }
        for row in recent.rows { unknown.remove(row.subject) }
        if current.count + unknown.count > Vault.keysInMemoryMax { current.removeAll() }
        keyless = unknown
        for row in try file.newest(of: unknown, for: .texts) {
            current[row.subject] = try? unwrap(row)
            keyless.remove(row.subject)
        }
    }

    func unwrap(_ row: KeyFile.Row) throws -> SubjectKey {
        guard
            let key = wrapping.unwrap(
                row.wrapped, id: row.id, subject: row.subject, purpose: row.purpose,
                vault: identity.vault)
        else { throw VaultError.keyDamaged(id: "\(row.id)") }
        return key
    }

    /// Reads keys before they are asked for; one that is damaged is left to whoever asks for it.
    mutating func openKeys(behind id: KeyID, through count: Int64) throws {
        for row in try file.rows(behind: id, through: count) where opened[row.id] == nil {
            opened[row.id] = try? unwrap(row)
        }
    }

    /// A key as it stands in one of the files.
    func row(_ id: KeyID) throws -> KeyFile.Row? {
        if let row = try file.row(id) { return row }
        // Among the new ones, unless they were moved between the two looks.
        return try recent.stored().first { $0.id == id } ?? file.row(id)
    }

    /// Makes keys durable.
    mutating func store(_ rows: [KeyFile.Row]) throws {
        if try recent.append(rows) { return }
        try moveRecent()
        if try recent.append(rows) { return }
        try file.insert(rows)
    }

    /// Moves the new keys into `keys.sqlite`, so that they are there alone.
    mutating func moveRecent() throws {
        try recent.move(recent.rows, into: file)
    }

    func row(for key: SubjectKey, born: Int64) throws -> KeyFile.Row {
        KeyFile.Row(
            id: key.id, subject: key.subject, purpose: key.purpose, born: born,
            wrapped: try wrapping.wrap(key, vault: identity.vault))
    }
}
