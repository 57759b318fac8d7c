internal import EventLog
internal import GRDB
internal import GRDBSQLite

/// A prepared statement of a connection's cache, bound and stepped without boxing its values.
///
/// GRDB's own rows and arguments cost about a microsecond a row; tails and segments are read and
/// written by the hundred thousand.
struct Prepared {
    private let statement: Statement

    init(_ db: Database, _ sql: String) throws {
        statement = try db.cachedStatement(sql: sql)
    }

    /// Runs a statement that returns no rows.
    func run(_ values: SQLValue...) throws {
        try step(values) { _ in false }
    }

    /// Gives each row to a closure, which answers whether to go on.
    func rows(_ values: SQLValue..., body: (SQLRow) throws -> Bool) throws {
        try step(values, body)
    }

    /// What a closure makes of the first row; nil without one.
    func first<Value>(_ values: SQLValue..., body: (SQLRow) throws -> Value) throws -> Value? {
        var value: Value?
        try step(values) {
            value = try body($0)
            return false
        }
        return value
    }

    private func step(_ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
        let handle = statement.sqliteStatement
        // Returns the code of the last step, which has been thrown already.
        defer { sqlite3_reset(handle) }
        for (index, value) in values.enumerated() {
            try check(value.bind(to: handle, at: Int32(index) + 1), SQLITE_OK)
        }
        while true {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else { return try check(code, SQLITE_DONE) }
            guard try body(SQLRow(statement: handle)) else { return }
        }
    }

    private func check(_ code: Int32, _ expected: Int32) throws {
        guard code != expected else { return }
        let connection = sqlite3_db_handle(statement.sqliteStatement)
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
    }
}

/// A value to bind.
enum SQLValue {
    case integer(Int64)
    case text(String)
    case blob(ArraySlice<UInt8>)
    case null

    static func blob(_ bytes: [UInt8]) -> SQLValue { .blob(bytes[...]) }

    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .integer(let value):
            sqlite3_bind_int64(statement, index, value)
        case .text(var value):
            // With its length: a name may hold a zero byte.
            value.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(
                        statement, index, $0.baseAddress, Int32($0.count), transient)
                }
            }
        case .blob(let bytes):
            bytes.withUnsafeBytes {
                sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
            }
        case .null:
            sqlite3_bind_null(statement, index)
        }
    }
}

/// `SQLITE_TRANSIENT`: SQLite copies the bytes before the call returns.
///
/// The macro is a cast that is
/// not imported.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// The current row; valid only while the closure it was given to runs.
struct SQLRow {
    fileprivate let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// A count of events, or a place among them.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` for a number that is none, which
    ///   nothing may be computed with.
    func position(_ column: Int32) throws(EventStoreError) -> Position {
        let number = integer(column)
        guard (0...EventLogLimits.positionMax).contains(number) else {
            throw .corrupted(position: 0, detail: "\(number) is no position")
        }
        return number
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    func blob(_ column: Int32) -> [UInt8] {
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func text(_ column: Int32) -> String {
        let start = sqlite3_column_text(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(
            decoding: UnsafeBufferPointer(start: start, count: start == nil ? 0 : count),
            as: UTF8.self)
    }
}
