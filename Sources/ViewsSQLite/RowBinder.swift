import GRDB
import GRDBSQLite
import RefundProjections

/// Writes the rows of a change, many with each run of a prepared statement.
///
/// It speaks to SQLite's C interface: this is where rebuilding spends its time. A statement that
/// writes 32 rows at once takes two thirds of the time of 32 that write one each, because it
/// starts, opens its tables and ends only once. Texts and blobs are bound where they lie and not
/// copied (sqlite.org/c3ref/bind_blob.html: without a destructor they must stay until the
/// statement is reset); they are lent until all rows were read, and the last of them runs the
/// statement.
struct RowBinder: RowReader {
    /// The most rows that one statement writes; with as many columns as tables here have it stays
    /// far below the 32,766 parameters of a statement.
    private static let rowsPerStatement = 32

    private let table: ViewTable
    private let db: Database
    private var statement: Statement
    private var handle: OpaquePointer
    /// How many rows the statement writes, and how many of them are bound.
    private var (rows, bound) = (1, 0)
    private var parameter: Int32 = 0
    /// How many rows are left, the bound ones among them.
    private var left: Int

    init(_ change: TableChange, _ db: Database) throws {
        table = change.table
        self.db = db
        left = change.count
        rows = left < Self.rowsPerStatement ? 1 : Self.rowsPerStatement
        statement = try db.cachedStatement(sql: table.writeSQL(rows: rows))
        handle = statement.sqliteStatement
    }

    /// Whether all rows were written.
    var isComplete: Bool { left == 0 && bound == 0 }

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
        bound += 1
        guard bound == rows else { return }
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))),
                sql: statement.sql)
        }
        (bound, parameter) = (0, 0)
        left -= rows
        if left < rows { try useStatementForOne() }
    }

    /// The last rows, fewer than a statement writes, are written one by one.
    private mutating func useStatementForOne() throws {
        guard rows > 1, left > 0 else { return }
        finish()
        rows = 1
        statement = try db.cachedStatement(sql: table.writeSQL(rows: rows))
        handle = statement.sqliteStatement
    }

    /// Lets go of the last rows; the memory they were lent may vanish.
    func finish() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}
