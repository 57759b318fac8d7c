import GRDB
public import RefundProjections

extension ViewStore {
    /// Puts the rows that other views hold of a table in place of its own, in one transaction.
    ///
    /// Readers see the old rows or the new ones; other tables are not touched.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - other: Views made by ``createBeside(_:)``, current to the same position.
    /// - Throws: ``ViewStoreError/outOfOrder(position:after:)`` when one of both has moved on;
    ///   nothing is changed then.
    public func replaceRows(
        of table: ViewTable, from other: ViewStore
    ) throws(ViewStoreError) {
        try translating {
            // They were locked for their own connection alone; the next read gives the lock back.
            try other.writer.writeWithoutTransaction { db in
                if db.isInsideTransaction { try db.commit() }
                try db.execute(sql: "PRAGMA locking_mode = NORMAL")
                _ = try Self.position(db)
            }
            try writer.writeWithoutTransaction { db in
                try db.execute(sql: "ATTACH ? AS fresh", arguments: [other.path])
                defer { try? db.execute(sql: "DETACH fresh") }
                try db.inTransaction(.immediate) {
                    try Self.replaceRows(of: table, db)
                    return .commit
                }
            }
        }
    }

    private static func replaceRows(of table: ViewTable, _ db: Database) throws {
        let position = try position(db)
        let after = try Int64.fetchOne(db, sql: "SELECT position FROM fresh.views_position")
        guard position == after else {
            throw ViewStoreError.outOfOrder(position: position, after: after ?? 0)
        }
        let columns = table.stored.map(\.name).joined(separator: ", ")
        try db.execute(sql: "DELETE FROM main.\(table.name)")
        try db.execute(
            sql: """
                INSERT INTO main.\(table.name) (\(columns)) SELECT \(columns) \
                FROM fresh.\(table.name) ORDER BY \(table.key.joined(separator: ", "))
                """)
    }
}
