import Foundation
import GRDB
import GRDBSQLite

/// Walks the rows of a query and compares values where SQLite holds them.
///
/// It speaks to SQLite's C interface: a check of all views compares tens of millions of values.
struct RowWalk {
    private let statement: Statement
    private let handle: OpaquePointer

    /// Whether there is a row to look at.
    private(set) var hasRow = false

    init(_ db: Database, _ sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    /// Goes to the next row.
    mutating func step() throws {
        let code = sqlite3_step(handle)
        hasRow = code == SQLITE_ROW
        guard hasRow || code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))),
                sql: statement.sql)
        }
    }

    /// Gives the query's lock back.
    func finish() { sqlite3_reset(handle) }

    /// Which row comes first by some columns, as SQLite sorts them.
    ///
    /// - Returns: Below 0 for this one, 0 for neither; behind the last row comes nothing.
    func order(to other: RowWalk, byFirst count: Int) -> Int {
        guard hasRow, other.hasRow else { return (hasRow ? 0 : 1) - (other.hasRow ? 0 : 1) }
        for place in 0..<count {
            let order = order(to: other, place)
            if order != 0 { return order }
        }
        return 0
    }

    /// How a value compares with another row's: by kind, then numbers by size and texts and bytes
    /// byte by byte (sqlite.org/datatype3.html, section 4.1).
    func order(to other: RowWalk, _ place: Int) -> Int {
        let (kind, otherKind) = (kind(place), other.kind(place))
        guard kind == otherKind else { return Self.rank(kind) - Self.rank(otherKind) }
        switch kind {
        case SQLITE_NULL: return 0
        case SQLITE_INTEGER:
            let (a, b) = (
                sqlite3_column_int64(handle, Int32(place)),
                sqlite3_column_int64(other.handle, Int32(place))
            )
            return a < b ? -1 : a > b ? 1 : 0
        case SQLITE_FLOAT:
            let (a, b) = (
                sqlite3_column_double(handle, Int32(place)),
                sqlite3_column_double(other.handle, Int32(place))
            )
            return a < b ? -1 : a > b ? 1 : 0
        case _:
            let (a, b) = (bytes(place), other.bytes(place))
            let common = min(a.count, b.count)
            // Bounded by `common`, the shorter of both.
            let order =
                a.baseAddress.flatMap { first in
                    b.baseAddress.map { Int(memcmp(first, $0, common)) }
                } ?? 0
            return order != 0 ? order : a.count - b.count
        }
    }

    /// A value of the row.
    func value(_ place: Int) -> ViewValue {
        switch kind(place) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, Int32(place)))
        case SQLITE_FLOAT: .real(sqlite3_column_double(handle, Int32(place)))
        case SQLITE_BLOB: .bytes(Array(bytes(place)))
        case _: .text(String(decoding: bytes(place), as: UTF8.self))
        }
    }

    private func kind(_ place: Int) -> Int32 { sqlite3_column_type(handle, Int32(place)) }

    /// A text's or blob's bytes; they are SQLite's until the next step.
    private func bytes(_ place: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, Int32(place))
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(handle, Int32(place))))
    }

    private static func rank(_ kind: Int32) -> Int {
        switch kind {
        case SQLITE_NULL: 0
        case SQLITE_INTEGER, SQLITE_FLOAT: 1
        case SQLITE_TEXT: 2
        case _: 3
        }
    }
}
