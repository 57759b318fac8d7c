import GRDB
import RefundProjections
import Testing
import ViewTesting
import ViewsSQLite

/// What a person with an SQL tool finds in the file.
@Suite struct SchemaTests {
    @Test func `every column says in the file what it means`() throws {
        let store = try ViewStore.inMemory()
        try store.read { db in
            for table in Views.tables {
                let text = try String.fetchOne(
                    db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?",
                    arguments: [table.name])
                let views =
                    try String.fetchOne(
                        db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?",
                        arguments: [table.name + "_iso"]) ?? ""
                let lines = try #require(text).split(separator: "\n").map(String.init)
                #expect(lines.contains("  -- \(table.doc)"))
                #expect(lines.last?.contains("STRICT") == true)
                for column in table.columns {
                    if case .shanghaiTime = column.derivation {
                        #expect(views.contains("AS \(column.name)"), "\(column.name)")
                        #expect(views.contains("-- \(column.doc)"), "\(column.name)")
                        continue
                    }
                    let line = lines.first { $0.hasPrefix("  \(column.name) ") }
                    #expect(line?.hasSuffix("-- \(column.doc)") == true, "\(column.name)")
                }
            }
        }
    }

    @Test func `amounts, instants and counts name their unit`() {
        for table in Views.tables {
            for column in table.columns where column.type == .integer {
                let unit = column.doc.split(separator: ";").last.map { String($0.dropFirst()) }
                let units = [
                    "fen", "ms since 1970, UTC", "count", "0 or 1", "position", "bytes",
                    "basis points", "working days", "hours",
                ]
                #expect(
                    column.doc.contains(";")
                        && units.contains { unit?.hasPrefix($0) == true || unit == $0 }
                        || column.doc.contains("position in the log"),
                    "\(table.name).\(column.name): \(column.doc)")
            }
        }
    }

    @Test func `names are plain and keys come first`() {
        for table in Views.tables {
            let names = table.columns.map(\.name)
            #expect(Set(names).count == names.count, "\(table.name)")
            #expect(table.keyPlaces == Array(0..<table.key.count), "\(table.name)")
            for name in names + [table.name] {
                #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
            }
        }
        #expect(Set(Views.tables.map(\.name)).count == Views.tables.count)
    }

    @Test func `searches use an index`() throws {
        let store = try ViewStore.inMemory()
        try store.read { db in
            for query in [
                "SELECT * FROM order_status WHERE buyer_ref = 'b'",
                "SELECT * FROM order_status WHERE paid_at >= 1 ORDER BY paid_at DESC",
                "SELECT * FROM case_timeline WHERE order_no = 'o' ORDER BY global_position",
                "SELECT * FROM complaint_timeline WHERE order_no = 'o' ORDER BY position",
                "SELECT * FROM sla_clock WHERE order_no = 'o'",
                "SELECT * FROM evidence_index WHERE order_no = 'o'",
            ] {
                let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query)
                    .map { $0["detail"] as String }
                #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") }, "\(query): \(plan)")
                #expect(!plan.contains { $0.hasPrefix("USE TEMP B-TREE FOR ORDER") }, "\(query)")
            }
        }
    }
}
