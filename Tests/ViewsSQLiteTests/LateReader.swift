import GRDBSQLite

/// A connection as a program may have it that opens a database and then does something else first.
final class LateReader {
    private var handle: OpaquePointer?

    struct Failed: Error { let code: Int32 }

    init(_ path: String) throws {
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil)
        guard code == SQLITE_OK else { throw Failed(code: code) }
    }

    func position() throws -> Int64 { try number("SELECT position FROM views_position") }
    func events() throws -> Int64 { try number("SELECT sum(count) FROM event_count") }

    func close() {
        sqlite3_close(handle)
        handle = nil
    }

    private func number(_ sql: String) throws -> Int64 {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK else { throw Failed(code: code) }
        code = sqlite3_step(statement)
        guard code == SQLITE_ROW else { throw Failed(code: code) }
        return sqlite3_column_int64(statement, 0)
    }
}
