import GRDB
public import RefundProjections
import Units

extension ViewStore {
    /// Takes a batch into the views, in one transaction.
    ///
    /// - Throws: ``ViewStoreError/outOfOrder(position:after:)`` when the batch does not follow
    ///   what the views hold; nothing is changed then.
    public func write(_ batch: ViewBatch) throws(ViewStoreError) { try write(batch.changes()) }

    /// Takes changes into the views, in one transaction.
    ///
    /// Working out the changes of the next batch may go on meanwhile.
    ///
    /// - Throws: As ``write(_:)-(ViewBatch)``.
    public func write(_ changes: ViewChanges) throws(ViewStoreError) {
        guard changes.through > changes.after || !changes.tables.isEmpty else { return }
        try translating {
            try changing { db in
                let position = try Self.position(db)
                guard position == changes.after else {
                    throw ViewStoreError.outOfOrder(position: position, after: changes.after)
                }
                for change in changes.tables { try write(change, db) }
                try db.cachedStatement(sql: "UPDATE views_position SET position = ?")
                    .execute(arguments: [changes.through])
                // Views as of a time pass over events, maybe over all of a batch.
                guard changes.count > 0 else { return }
                try db.cachedStatement(sql: "UPDATE views_position SET recorded_at = ?")
                    .execute(arguments: [changes.recordedAt.milliseconds])
            }
        }
    }

    /// Runs a closure in a transaction of its own, or in the one of views under construction.
    private func changing(_ body: (Database) throws -> Void) throws {
        guard isUnderConstruction else { return try writer.write(body) }
        try writer.writeWithoutTransaction { db in
            if !db.isInsideTransaction { try db.beginTransaction() }
            try body(db)
        }
    }

    private func write(_ change: TableChange, _ db: Database) throws {
        var binder = try RowBinder(change, db)
        defer { binder.finish() }
        try change.read(&binder)
        precondition(binder.isComplete, "\(change.table.name): not as many rows as were counted")
    }
}
