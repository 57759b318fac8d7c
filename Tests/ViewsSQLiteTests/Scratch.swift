import Foundation
import GRDB
import RefundProjections
import ViewTesting
import ViewsSQLite

/// A directory of its own for a test, removed afterwards.
func withDirectory<T>(_ body: (String) throws -> T) throws -> T {
    let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("views-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
}

extension ViewStore {
    /// Takes a whole history in batches of so many events.
    func follow(_ history: History, batchesOf size: Int) throws {
        for batch in history.batches(of: size) { try write(batch) }
    }

    /// Takes the beginning of a history, up to a position.
    func follow(_ history: History, through position: Int) throws {
        var batch = ViewBatch(after: 0)
        batch.add(history.steps.prefix(position))
        try write(batch)
    }

    /// Every row of every table as text, derived columns included.
    func dump() throws -> String {
        try read { db in
            var lines: [String] = []
            // The days of a calendar are many and alike; they have tests of their own.
            let tables = Views.tables.filter { $0.name != "calendar_day" }
            let names = try tables.map { table in
                let iso = try db.viewExists(table.name + "_iso")
                return iso ? table.name + "_iso" : table.name
            }
            for name in names + ["evidence_index", "reviewer_averages"] {
                lines.append("== \(name)")
                for row in try Row.fetchAll(db, sql: "SELECT * FROM \(name)") {
                    lines.append(row.map { "\($0.0)=\(Self.text($0.1))" }.joined(separator: " "))
                }
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "-"
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        case .blob(let bytes): bytes.prefix(4).map { String($0, radix: 16) }.joined() + "…"
        }
    }
}
