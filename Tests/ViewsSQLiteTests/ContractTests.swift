import Foundation
import GRDB
import Records
import RefundDomain
import RefundProjections
import Testing
import Units
import ViewTesting

@testable import ViewsSQLite

/// What users of the views may rely on; see the page Reports of the documentation.
@Suite struct ContractTests {
    @Test func `all that this version promises is there, and all that is there is promised`() throws
    {
        let store = try ViewStore.inMemory()
        let (columns, version) = try store.read { db in
            let names = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') \
                    AND name NOT LIKE 'sqlite_%' ORDER BY name
                    """)
            let columns = try names.flatMap { name in
                try Row.fetchAll(
                    db, sql: "SELECT * FROM pragma_table_xinfo(?) ORDER BY name", arguments: [name]
                ).map { Self.line(name, $0) }
            }
            let version = try Int64.fetchOne(db, sql: "SELECT version FROM views_position")
            return (columns, version)
        }
        #expect(version == Views.version)
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/views/\(Views.version).txt").standardized
        if ProcessInfo.processInfo.environment["SNAP_UPDATE"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try (columns.joined(separator: "\n") + "\n")
                .write(to: file, atomically: true, encoding: .utf8)
        }
        let promised = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n").map(String.init)
        for line in promised {
            #expect(columns.contains(line), "promised by version \(Views.version); raise it")
        }
        for line in columns {
            #expect(promised.contains(line), "new: run with SNAP_UPDATE=1 to promise it")
        }
    }

    @Test func `a published calendar replaces the days of its years`() throws {
        var history = History()
        let holiday = LocalDate(of: History.start).adding(days: 1)
        func publish(_ version: CalendarVersion, last: Int64, _ date: LocalDate) {
            history.play(
                History.start, "com-1", .compliance, nil,
                PublishCalendar {
                    $0.version = version
                    $0.firstYear = 2026
                    $0.lastYear = last
                    $0.days = [
                        CalendarDay {
                            $0.date = date
                            $0.kind = .holiday
                            $0.name = "test"
                        }
                    ]
                })
        }
        publish("first", last: 2026, holiday)
        publish("second", last: 2027, holiday.adding(days: 1))
        let store = try ViewStore.inMemory()
        try store.follow(history, batchesOf: 1)
        let atOnce = try ViewStore.inMemory()
        try atOnce.follow(history, batchesOf: 2)
        for views in [store, atOnce] {
            let (days, names) = try views.read { db in
                (
                    try Row.fetchAll(
                        db,
                        sql: """
                            SELECT substr(date, 1, 4), count(*), sum(is_working), \
                            min(calendar_version) FROM calendar_day GROUP BY 1 ORDER BY 1
                            """),
                    try String.fetchAll(
                        db, sql: "SELECT date FROM calendar_day WHERE name = 'test'")
                )
            }
            // Both years have 261 Mondays to Fridays; one of 2026 is the holiday.
            #expect(days.map { $0[0] as String } == ["2026", "2027"])
            #expect(days.map { $0[1] as Int64 } == [365, 365])
            #expect(days.map { $0[2] as Int64 } == [260, 261])
            #expect(days.allSatisfy { $0[3] == "second" })
            #expect(names == [holiday.adding(days: 1).text])
        }
    }

    private static func line(_ table: String, _ column: Row) -> String {
        let type: String = column["type"]
        let isRequired: Int64 = column["notnull"]
        let key: Int64 = column["pk"]
        return "\(table).\(column["name"] as String)" + (type.isEmpty ? "" : " \(type)")
            + (isRequired == 1 ? " NOT NULL" : "") + (key > 0 ? " KEY \(key)" : "")
    }
}
