import GRDB
import GRDBSQLite
import RefundProjections

/// Runs a prepared statement for one row of values after the other.
///
/// It speaks to SQLite's C interface: this is where rebuilding spends its time. Texts and blobs
/// are bound where they lie and not copied (sqlite.org/c3ref/bind_blob.html: without a destructor
/// they must stay until the statement is reset); they are lent until `endOfRow` returns, which
/// resets it.
struct RowBinder: RowReader {
    private let statement: Statement
    private let handle: OpaquePointer
    private var parameter: Int32 = 0

    init(_ statement: Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    mutating func null() {
        parameter += 1
        sqlite3_bind_null(handle, parameter)
    }

    mutating func integer(_ value: Int64) {
        parameter += 1
        sqlite3_bind_int64(handle, parameter, value)
    }

    mutating func text(_ value: UnsafeRawBufferPointer) {
        parameter += 1
        let bytes = value.assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text(handle, parameter, bytes.baseAddress, Int32(bytes.count), nil)
    }

    mutating func blob(_ value: UnsafeRawBufferPointer) {
        parameter += 1
        sqlite3_bind_blob(handle, parameter, value.baseAddress, Int32(value.count), nil)
    }

    mutating func endOfRow() throws {
        parameter = 0
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))),
                sql: statement.sql)
        }
    }

    /// Lets go of the last row; the memory it was lent may vanish.
    func finish() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}
