import GRDB
import GRDBSQLite
import RefundProjections

/// Runs a prepared statement for one row of values after the other.
///
/// It speaks to SQLite's C interface: this is where rebuilding spends its time. All texts and
/// blobs of a row are laid into one buffer, so that SQLite need not copy them (sqlite.org/c3ref/
/// bind_blob.html: with `SQLITE_STATIC` they must stay until the statement is reset).
final class RowBinder {
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = 65_536

    init() { buffer = .allocate(capacity: capacity) }

    deinit { buffer.deallocate() }

    /// Runs a statement once for each `width` values.
    func run(_ statement: Statement, _ values: [SQLValue], width: Int) throws {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: width) {
                bind(UnsafeBufferPointer(rebasing: values[start..<start + width]), to: handle)
                let code = sqlite3_step(handle)
                sqlite3_reset(handle)
                guard code == SQLITE_DONE else {
                    throw DatabaseError(
                        resultCode: ResultCode(rawValue: code),
                        message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))),
                        sql: statement.sql)
                }
            }
        }
    }

    private func bind(_ row: UnsafeBufferPointer<SQLValue>, to handle: OpaquePointer) {
        reserve(row)
        var end = buffer
        for place in row.indices {
            let parameter = Int32(truncatingIfNeeded: place + 1)
            switch row[place] {
            case .null: sqlite3_bind_null(handle, parameter)
            case .integer(let number): sqlite3_bind_int64(handle, parameter, number)
            case .text(var text):
                let count = text.withUTF8 { bytes in
                    if let base = bytes.baseAddress {
                        end.update(from: base, count: bytes.count)
                    }
                    return bytes.count
                }
                sqlite3_bind_text(handle, parameter, end, Int32(count), nil)
                end += count
            case .blob(let bytes):
                bytes.withUnsafeBufferPointer { bytes in
                    if let base = bytes.baseAddress {
                        end.update(from: base, count: bytes.count)
                    }
                }
                sqlite3_bind_blob(handle, parameter, end, Int32(bytes.count), nil)
                end += bytes.count
            }
        }
    }

    private func reserve(_ row: UnsafeBufferPointer<SQLValue>) {
        var needed = 0
        for value in row {
            switch value {
            case .null, .integer: break
            case .text(let text): needed += text.utf8.count
            case .blob(let bytes): needed += bytes.count
            }
        }
        guard needed > capacity else { return }
        buffer.deallocate()
        capacity = 2 * needed
        buffer = .allocate(capacity: capacity)
    }
}
