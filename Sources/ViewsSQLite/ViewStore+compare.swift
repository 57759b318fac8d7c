import GRDB
public import RefundProjections

/// A row that differs between two views of the same events.
public struct DifferingRow: Equatable, Sendable {
    /// A column and what stands there.
    public struct Cell: Equatable, Sendable {
        /// The column.
        public let column: String
        /// What stands there.
        public let value: ViewValue
    }

    /// A column that differs.
    public struct Change: Equatable, Sendable {
        /// The column.
        public let column: String
        /// What the views in use say.
        public let live: ViewValue
        /// What the log says.
        public let fresh: ViewValue
    }

    /// What is wrong with a row of the views in use.
    public enum Fault: Equatable, Sendable {
        /// It is not there.
        case missing
        /// There is no such row by the log.
        case surplus
        /// Some columns differ.
        case changed([Change])
    }

    /// The table.
    public let table: String
    /// The values that name the row.
    public let key: [Cell]
    /// What is wrong with it.
    public let fault: Fault
}

/// A value of a row, as SQLite holds it.
public enum ViewValue: Equatable, Sendable {
    /// None.
    case null
    /// A whole number.
    case integer(Int64)
    /// A text.
    case text(String)
    /// Bytes.
    case bytes([UInt8])
    /// A number that is not whole; no table of ours has any.
    case real(Double)
}

/// The views in use as they are at one moment, whatever is written to them meanwhile.
public struct ViewSnapshot: Sendable {
    private let snapshot: DatabaseSnapshot

    /// The position of the log they are current to.
    public let position: Int64

    init(_ snapshot: DatabaseSnapshot) throws {
        self.snapshot = snapshot
        position = try snapshot.read { try ViewStore.position($0) }
    }

    /// Compares every stored column of every row with views made anew, in order of key.
    ///
    /// Both are walked side by side, so that memory does not grow with them.
    ///
    /// - Parameters:
    ///   - fresh: Views made anew from the log up to the same position.
    ///   - tables: Which tables.
    ///   - found: Is shown each row that differs.
    /// - Returns: How many rows were compared; those on one side only count, too.
    /// - Throws: ``ViewStoreError``; what `found` throws of its own is passed on as it is.
    public func compare(
        with fresh: ViewStore, tables: [ViewTable] = Views.tables,
        found: (DifferingRow) throws -> Void
    ) throws -> Int {
        do {
            return try snapshot.read { live in
                try fresh.read { fresh in
                    try tables.reduce(0) { count, table in
                        try count + Self.compare(table, live, fresh, found)
                    }
                }
            }
        } catch let error as DatabaseError {
            throw ViewStoreError(error)
        }
    }

    private static func compare(
        _ table: ViewTable, _ live: Database, _ fresh: Database,
        _ found: (DifferingRow) throws -> Void
    ) throws -> Int {
        let columns = table.stored.map(\.name)
        let sql = """
            SELECT \(columns.joined(separator: ", ")) FROM \(table.name) \
            ORDER BY \(table.key.joined(separator: ", "))
            """
        var (ours, theirs) = (try RowWalk(live, sql), try RowWalk(fresh, sql))
        defer {
            ours.finish()
            theirs.finish()
        }
        func key(_ walk: RowWalk) -> [DifferingRow.Cell] {
            table.keyPlaces.map { .init(column: columns[$0], value: walk.value($0)) }
        }
        var count = 0
        try ours.step()
        try theirs.step()
        while ours.hasRow || theirs.hasRow {
            count += 1
            let order = ours.order(to: theirs, byFirst: table.key.count)
            guard order == 0 else {
                let isSurplus = order < 0
                try found(
                    DifferingRow(
                        table: table.name, key: key(isSurplus ? ours : theirs),
                        fault: isSurplus ? .surplus : .missing))
                if isSurplus { try ours.step() } else { try theirs.step() }
                continue
            }
            let changes = columns.indices.filter { ours.order(to: theirs, $0) != 0 }
            if !changes.isEmpty {
                let fault = DifferingRow.Fault.changed(
                    changes.map {
                        .init(column: columns[$0], live: ours.value($0), fresh: theirs.value($0))
                    })
                try found(DifferingRow(table: table.name, key: key(ours), fault: fault))
            }
            try ours.step()
            try theirs.step()
        }
        return count
    }
}

extension ViewStore {
    /// The views as they are now; they can be compared in peace while others write.
    ///
    /// - Throws: ``ViewStoreError``.
    public func snapshot() throws(ViewStoreError) -> ViewSnapshot {
        try translating {
            guard let reader else {
                throw ViewStoreError.unavailable("views in memory or half made have no snapshot")
            }
            return try ViewSnapshot(reader.makeSnapshot())
        }
    }
}
