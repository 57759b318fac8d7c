import RefundProjections

/// The text that creates a table and writes its rows.
extension ViewTable {
    /// The statement that creates the table; its comments stay in `sqlite_schema` for users.
    var createSQL: String {
        var lines = columns.filter { !$0.isTimeText }.map { column -> (String, String) in
            ("  \(column.name) \(column.definition)", column.doc)
        }
        lines.append(("  PRIMARY KEY (\(key.joined(separator: ", ")))", ""))
        let body = lines.enumerated().map { place, line in
            let comma = place < lines.count - 1 ? "," : ""
            return line.0 + comma + (line.1.isEmpty ? "" : " -- \(line.1)")
        }
        let options = isRowIDTable ? "STRICT" : "STRICT, WITHOUT ROWID"
        return """
            CREATE TABLE \(name) (
              -- \(doc)
            \(body.joined(separator: "\n"))
            ) \(options)
            """
    }

    /// The statement that creates a view of the table with its instants as text as well.
    ///
    /// The texts are not columns of the table, because SQLite would compute them for every row
    /// that is written, which doubles the time of a rebuild. SQLite knows no time zones by name;
    /// Shanghai is eight hours, 28,800 s, ahead of UTC.
    var isoViewSQL: String? {
        let texts = columns.compactMap { column -> String? in
            guard case .shanghaiTime(let instant) = column.derivation else { return nil }
            let text = "strftime('%Y-%m-%dT%H:%M:%S+08:00', \(instant) / 1000 + 28800, 'unixepoch')"
            return "    \(text)\n      AS \(column.name) -- \(column.doc)"
        }
        guard !texts.isEmpty else { return nil }
        let separated = texts.enumerated().map { place, text in
            place == texts.count - 1 ? text : text.replacing(" -- ", with: ", -- ")
        }
        return """
            CREATE VIEW \(name)_iso AS
              -- The table \(name), with its instants also as text: Shanghai, ISO 8601.
              SELECT \(name).*,
            \(separated.joined(separator: "\n"))
              FROM \(name)
            """
    }

    /// The statements that create the further indexes.
    var indexSQL: [String] {
        indexes.map {
            "CREATE INDEX \(name)_by_\($0.joined(separator: "_")) ON \(name) "
                + "(\($0.joined(separator: ", ")))"
        }
    }

    /// The statement that writes so many rows, with a parameter for each of their stored columns.
    func writeSQL(rows: Int) -> String {
        let names = stored.map(\.name).joined(separator: ", ")
        let row = "(" + stored.map { _ in "?" }.joined(separator: ", ") + ")"
        let values = repeatElement(row, count: rows).joined(separator: ", ")
        let insert = "INSERT INTO \(name) (\(names)) VALUES \(values)"
        switch growth {
        case .perOrder, .replaced:
            // What an order is searched by never changes, so its indexes need not be touched.
            let kept = Set(key + indexes.flatMap { $0 })
            let changes = stored.filter { !kept.contains($0.name) }.map(\.name)
                .map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
            return insert + onConflict(changes)
        case .appended: return insert
        case .summed:
            let sums = stored.filter { !key.contains($0.name) }.map(\.name)
                .map { "\($0) = \(Self.sum(of: $0))" }.joined(separator: ", ")
            return insert + onConflict(sums)
        }
    }

    /// A sum that stops at the ends of 64 bits, as in memory: SQLite would go on with fractions.
    private static func sum(of column: String) -> String {
        """
        CASE WHEN \(column) > 0 AND excluded.\(column) > \(Int64.max) - \(column) \
        THEN \(Int64.max) \
        WHEN \(column) < 0 AND excluded.\(column) < -\(Int64.max) - 1 - \(column) \
        THEN -\(Int64.max) - 1 ELSE \(column) + excluded.\(column) END
        """
    }

    private func onConflict(_ changes: String) -> String {
        " ON CONFLICT (\(key.joined(separator: ", "))) DO "
            + (changes.isEmpty ? "NOTHING" : "UPDATE SET \(changes)")
    }

    /// A single whole number as key is the row's own number: rows lie in order of position.
    private var isRowIDTable: Bool {
        key.count == 1 && columns.contains { $0.name == key[0] && $0.type == .integer }
    }
}

extension ViewColumn {
    fileprivate var isTimeText: Bool {
        if case .shanghaiTime = derivation { true } else { false }
    }

    fileprivate var definition: String {
        guard let derivation else { return type.rawValue + (isNullable ? "" : " NOT NULL") }
        return "\(type.rawValue) GENERATED ALWAYS AS (\(derivation.sql)) VIRTUAL"
    }
}

extension ViewColumn.Derivation {
    fileprivate var sql: String {
        switch self {
        case .shanghaiTime: preconditionFailure("texts of instants are not columns of a table")
        case .difference(let first, let second): "\(first) - \(second)"
        case .basisPoints(let part, let whole):
            "CASE WHEN \(whole) > 0 THEN \(part) * 10000 / \(whole) END"
        case .member(let member, let object):
            "CASE WHEN json_valid(\(object)) THEN json_extract(\(object), '$.\(member)') END"
        }
    }
}
