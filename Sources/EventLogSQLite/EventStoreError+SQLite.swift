internal import EventLog
internal import GRDB

extension EventStoreError {
    /// What an error from below means for a caller.
    init(_ error: any Error, while operation: String, path: String) {
        if let error = error as? EventStoreError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(sqlite: error, while: operation, path: path)
        } else {
            self = .unavailable(operation: operation, detail: "\(error)")
        }
    }

    private init(sqlite error: DatabaseError, while operation: String, path: String) {
        let words =
            "\(error.message ?? "no reason given") (SQLite \(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_NOTADB:
            self = .notALedger(path: path, detail: words)
        case .SQLITE_CORRUPT:
            self = .corrupted(position: 0, detail: words)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            // Even a reader needs this when the last writer ended abruptly (sqlite.org/wal.html).
            self =
                LedgerDirectory.refusalToWrite(beside: path)
                ?? .unavailable(
                    operation: operation,
                    detail: words)
        case _:
            self = .unavailable(operation: operation, detail: words)
        }
    }
}
