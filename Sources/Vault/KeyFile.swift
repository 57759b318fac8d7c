internal import Foundation
internal import GRDB
internal import Units

/// `keys.sqlite`: every key, wrapped.
///
/// A rollback journal that is cut to nothing after each commit, and never a write-ahead log, which
/// whoever has the file open could leave to another one of its name. Erasing writes a new file in its place, which has no free pages.
final class KeyFile: Sendable {
    /// The name of the file in the ledger's directory.
    static let name = "keys.sqlite"

    /// SQLite's `application_id`: the letters `RLks`.
    private static let applicationID: Int64 = 0x524C_6B73

    private static let format: Int64 = 1

    let path: String
    private let queue: DatabaseQueue

    /// Opens the file.
    ///
    /// - Throws: ``VaultError/keysMissing(path:)`` and ``VaultError/keysDamaged(path:detail:)``.
    init(_ path: String, isReadOnly: Bool) throws {
        guard access(path, F_OK) == 0 else { throw VaultError.keysMissing(path: path) }
        self.path = path
        do {
            do { queue = try Self.connect(path, isReadOnly: isReadOnly) } catch let error
                as DatabaseError
                where isReadOnly && error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
            {
                // Who was killed while changing keys left a journal, which only a connection that
                // may write puts back.
                try Self.connect(path, isReadOnly: false).close()
                queue = try Self.connect(path, isReadOnly: true)
            }
        } catch let error as DatabaseError { throw Self.failure(error, path) }
    }

    private static func connect(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
        var configuration = configuration
        configuration.readonly = isReadOnly
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            let application = try Int64.fetchOne(db, sql: "PRAGMA application_id")
            let format = try Int64.fetchOne(db, sql: "PRAGMA user_version")
            guard application == applicationID, format == Self.format else {
                throw VaultError.keysDamaged(path: path, detail: "it is no file of keys")
            }
            if !isReadOnly { try demandJournal("truncate", db, path) }
        }
        return queue
    }

    /// Makes a file with a ledger's identity, next to where it is to be.
    init(creating path: String, _ identity: Identity) throws {
        self.path = path
        for name in [path, path + "-journal"] { unlink(name) }
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            guard chmod(path, 0o600) == 0 else { throw SecretFile.failure("protect", path) }
            try queue.writeWithoutTransaction { db in
                try Self.demandJournal("truncate", db, path)
                try db.inTransaction(.immediate) {
                    try db.execute(sql: Self.schema)
                    try Self.put(identity, db)
                    return .commit
                }
            }
        } catch let error as DatabaseError { throw Self.failure(error, path) }
    }

    func close() throws { try queue.close() }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "Vault"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
                    PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
                    PRAGMA synchronous = EXTRA;
                    """)
        }
        return configuration
    }

    private static func demandJournal(_ mode: String, _ db: Database, _ path: String) throws {
        let found = try String.fetchOne(db, sql: "PRAGMA journal_mode = \(mode)") ?? "nothing"
        guard found == mode else {
            throw VaultError.keysDamaged(path: path, detail: "its journal is \(found)")
        }
    }

    private static let schema = """
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(format);
        CREATE TABLE vault (               -- one row: whose keys these are
            id             INTEGER PRIMARY KEY CHECK (id = 1),
            vault          BLOB NOT NULL CHECK (length(vault) = 8),
            origin         TEXT NOT NULL,  -- of the ledger
            wrapping       TEXT NOT NULL,  -- the name of the key that all others are wrapped with
            fingerprint    BLOB NOT NULL CHECK (length(fingerprint) = 16),  -- of that key
            retired        TEXT,           -- the one before, while it is still to be destroyed
            erased_through INTEGER NOT NULL -- position of the latest erasure carried out
        ) STRICT;
        CREATE TABLE key (                 -- every key, wrapped
            id      INTEGER PRIMARY KEY,   -- 64 random bits
            subject TEXT NOT NULL,         -- the buyer; empty for the ledger as a whole
            purpose INTEGER NOT NULL,      -- 1 texts, 2 a file of evidence, 3 lookups
            born    INTEGER NOT NULL,      -- the end of the log when it was made
            wrapped BLOB NOT NULL CHECK (length(wrapped) = 60)  -- nonce, AES-256-GCM, tag
        ) STRICT;
        CREATE INDEX key_of_subject ON key (subject, purpose, born);
        CREATE TABLE erased (              -- keys that were destroyed
            id       INTEGER PRIMARY KEY,  -- the key's number
            position INTEGER NOT NULL      -- of the event that says so
        ) STRICT;
        """
}

extension KeyFile {
    func identity() throws -> Identity {
        try reading { db in
            guard let row = try GRDB.Row.fetchOne(db, sql: "SELECT * FROM vault") else {
                throw VaultError.keysDamaged(path: path, detail: "it says nothing of itself")
            }
            return Identity(
                vault: Array(row["vault"] as Data), origin: row["origin"],
                wrapping: row["wrapping"], fingerprint: Array(row["fingerprint"] as Data),
                retired: row["retired"], erasedThrough: row["erased_through"])
        }
    }

    func update(_ identity: Identity) throws {
        try writing { db in
            try db.execute(sql: "DELETE FROM vault")
            try Self.put(identity, db)
        }
    }

    /// The newest key of a subject for a purpose.
    func newest(_ subject: Subject, _ purpose: KeyPurpose) throws -> KeyFile.Row? {
        try rows(
            "WHERE subject = CAST(? AS TEXT) AND purpose = ? ORDER BY born DESC LIMIT 1",
            [Data(subject.text.utf8), purpose.rawValue]
        ).first
    }

    /// The keys of some subjects for a purpose; the newest of a subject comes last.
    func newest(of subjects: Set<Subject>, for purpose: KeyPurpose) throws -> [KeyFile.Row] {
        let list = String(
            decoding: try JSONEncoder().encode(subjects.map(\.text).sorted()), as: UTF8.self)
        return try rows(
            "WHERE purpose = ? AND subject IN (SELECT value FROM json_each(?)) ORDER BY born",
            [purpose.rawValue, list])
    }

    func row(_ id: KeyID) throws -> KeyFile.Row? {
        try rows("WHERE id = ?", [Int64(bitPattern: id.bits)]).first
    }

    /// The keys whose numbers follow on one, up to so many numbers on; they were made after it.
    func rows(behind id: KeyID, through count: Int64) throws -> [KeyFile.Row] {
        let number = Int64(bitPattern: id.bits)
        return try rows("WHERE id > ? AND id <= ?", [number, number &+ count])
    }

    /// Every key of a subject.
    func rows(of subject: Subject) throws -> [KeyFile.Row] {
        try rows("WHERE subject = CAST(? AS TEXT)", [Data(subject.text.utf8)])
    }

    /// The number of keys, with some that may be in the file or not.
    func count(with others: [KeyFile.Row]) throws -> Int64 {
        let numbers = others.map { "\(Int64(bitPattern: $0.id.bits))" }.joined(separator: ",")
        // One statement, which sees one moment.
        let sql = "SELECT count(*) - (SELECT count(*) FROM key WHERE id IN (\(numbers))) FROM key"
        return try reading { try Int64.fetchOne($0, sql: sql) ?? 0 } + Int64(others.count)
    }

    func erasedCount() throws -> Int64 {
        try reading { try Int64.fetchOne($0, sql: "SELECT count(*) FROM erased") ?? 0 }
    }

    /// The position of the erasure of a key; `nil` for one that was not erased.
    func erasure(of id: KeyID) throws -> Int64? {
        try reading { db in
            try Int64.fetchOne(
                try db.cachedStatement(sql: "SELECT position FROM erased WHERE id = ?"),
                arguments: [Int64(bitPattern: id.bits)])
        }
    }

    /// Adds keys, durably.
    ///
    /// - Parameters:
    ///   - rows: The keys.
    ///   - again: Whether some may be there already.
    /// - Throws: ``VaultError`` when they cannot be written.
    func insert(_ rows: [KeyFile.Row], again: Bool = false) throws {
        try writing { db in
            let verb = again ? "INSERT OR IGNORE" : "INSERT"
            let statement = try db.cachedStatement(
                sql: verb
                    + " INTO key (id, subject, purpose, born, wrapped) VALUES (?, CAST(? AS TEXT), ?, ?, ?)"
            )
            for row in rows {
                try statement.execute(arguments: [
                    Int64(bitPattern: row.id.bits), Data(row.subject.text.utf8),
                    row.purpose.rawValue,
                    row.born,
                    Data(row.wrapped),
                ])
            }
        }
    }

    /// Notes keys as erased.
    func insertErased(_ keys: [(id: KeyID, position: Int64)]) throws {
        try writing { db in
            for key in keys {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO erased (id, position) VALUES (?, ?)",
                    arguments: [Int64(bitPattern: key.id.bits), key.position])
            }
        }
    }

    /// Every key, a page at a time, in order of number.
    func eachPage(_ body: ([KeyFile.Row]) throws -> Void) throws {
        var last: Int64?
        while true {
            let page = try rows(
                last == nil ? "ORDER BY id LIMIT 4096" : "WHERE id > ? ORDER BY id LIMIT 4096",
                last.map { [$0] } ?? [])
            guard let end = page.last else { return }
            let number = Int64(bitPattern: end.id.bits)
            // A damaged file may give the same page for ever.
            guard last.map({ number > $0 }) != false else {
                throw VaultError.keysDamaged(path: path, detail: "its rows are out of order")
            }
            last = number
            try body(page)
        }
    }

    /// Every erased key.
    func erased() throws -> [(id: KeyID, position: Int64)] {
        try reading { db in
            try GRDB.Row.fetchAll(db, sql: "SELECT id, position FROM erased").map {
                (KeyID(bits: UInt64(bitPattern: $0["id"])), $0["position"])
            }
        }
    }

    /// Copies the file as of one moment, with some keys that may be in it or not.
    func copy(to target: String, with others: [KeyFile.Row]) throws {
        // Made first, so that nobody else can read it while it is filled.
        let made = open(target, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard made >= 0, fchmod(made, 0o600) == 0, Foundation.close(made) == 0 else {
            throw SecretFile.failure("protect", target)
        }
        do {
            let copy = try DatabaseQueue(path: target, configuration: Self.configuration)
            try queue.backup(to: copy)
            try copy.close()
        } catch let error as DatabaseError { throw Self.failure(error, target) }
        if !others.isEmpty {
            let copy = try KeyFile(target, isReadOnly: false)
            try copy.insert(others, again: true)
            try copy.close()
            unlink(target + "-journal")
        }
    }

    /// Subjects go as bytes: GRDB ends a text at its first zero byte.
    private func rows(_ condition: String, _ arguments: StatementArguments) throws -> [KeyFile.Row]
    {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, CAST(subject AS BLOB) AS subject, purpose, born, wrapped FROM key \
                    \(condition)
                    """)
            let found = try GRDB.Row.fetchCursor(statement, arguments: arguments)
            var rows: [KeyFile.Row] = []
            // By place and without a copy of the row: whoever goes through the log reads all keys.
            while let row = try found.next() {
                guard let purpose = KeyPurpose(rawValue: row[2]) else {
                    throw VaultError.keysDamaged(path: path, detail: "a key has no known purpose")
                }
                let subject = try row.withUnsafeData(atIndex: 1) {
                    String(decoding: $0 ?? Data(), as: UTF8.self)
                }
                let wrapped = try row.withUnsafeData(atIndex: 4) { $0.map(Array.init) ?? [] }
                rows.append(
                    Row(
                        id: KeyID(bits: UInt64(bitPattern: row[0])), subject: Subject(subject),
                        purpose: purpose, born: row[3], wrapped: wrapped))
            }
            return rows
        }
    }

    private static func put(_ identity: Identity, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO vault
                    (id, vault, origin, wrapping, fingerprint, retired, erased_through)
                VALUES (1, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(identity.vault), identity.origin, identity.wrapping,
                Data(identity.fingerprint), identity.retired, identity.erasedThrough,
            ])
    }

    /// Runs a closure that reads with one statement, which sees one moment by itself; a
    /// transaction around it would cost many times as much.
    private func reading<T>(_ body: (Database) throws -> T) throws -> T {
        do { return try queue.unsafeRead(body) } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    private func writing(_ body: (Database) throws -> Void) throws {
        do { try queue.write(body) } catch let error as DatabaseError {
            throw Self.failure(error, path)
        }
    }

    private static func failure(_ error: DatabaseError, _ path: String) -> VaultError {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            .keysDamaged(path: path, detail: error.message ?? "SQLite cannot read it")
        case _:
            .unavailable(operation: "use \(path)", detail: error.message ?? "\(error.resultCode)")
        }
    }
}
