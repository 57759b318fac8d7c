import Foundation
import GRDB
import RefundProjections
import Testing
import ViewTesting

@testable import ViewsSQLite

/// New views in place of old ones: who reads the old ones, who writes them, and who dies halfway.
@Suite struct ViewReplacementTests {
    @Test func `a reader keeps the old picture across the swap, inside a transaction and after it`()
        throws
    {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), through: 20)
            let reader = try DatabaseQueue(path: old.path)
            let placed = try reader.read { db in
                #expect(try ViewStore.position(db) == 20)
                let placed = try Self.replace(directory)
                #expect(try ViewStore.position(db) == 20)
                #expect(try Int64.fetchOne(db, sql: "SELECT sum(count) FROM event_count") == 20)
                return placed
            }
            // The old file stays, and this one reads again.
            #expect(try reader.read { try ViewStore.position($0) } == 20)
            #expect(
                try reader.read { try String.fetchAll($0, sql: "PRAGMA quick_check") } == ["ok"])
            #expect(placed.check() == .ready(position: 53))
            try reader.close()
            try old.close()
            try placed.close()
            try ViewStore.open(directory).close()
            #expect(try Self.files(directory).contains("views-1.sqlite"))
            try ViewFiles(directory: directory).removeLeftovers(grace: 0, keepingPaused: true)
            #expect(try Self.files(directory) == ["views-2.sqlite", "views.lock", "views.sqlite"])
            #expect(ViewStore.examine(directory, thorough: true) == .ready(position: 53))
        }
    }

    @Test func `a program that opened the old views and reads them only later sees no mixture`()
        throws
    {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), through: 20)
            // GRDB reads when it opens; SQLite alone opens the file and nothing else.
            let late = try LateReader(ViewStore.filePath(directory))
            let tooLate = try LateReader(ViewStore.filePath(directory))
            try old.close()
            let placed = try Self.replace(directory)
            #expect(try late.position() == 20)
            #expect(try late.events() == 20)
            late.close()
            try ViewFiles(directory: directory).removeLeftovers(grace: 0, keepingPaused: true)
            #expect(throws: LateReader.Failed.self) { try tooLate.position() }
            tooLate.close()
            #expect(placed.check() == .ready(position: 53))
            try placed.close()
        }
    }

    @Test func `what is still written to the old views never reaches the new ones`() throws {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), through: 20)
            let placed = try Self.replace(directory)
            let dump = try placed.dump()
            for batch in History.rich().batches(of: 20).dropFirst() { try old.write(batch) }
            try old.close()
            #expect(try placed.dump() == dump)
            #expect(placed.check() == .ready(position: 53))
            try placed.close()
            #expect(ViewStore.examine(directory, thorough: true) == .ready(position: 53))
        }
    }

    @Test func `what a dead process left half made is removed and never taken for the views`()
        throws
    {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), batchesOf: 20)
            let dump = try old.dump()
            try old.close()
            let leftovers = ["views-7.sqlite.building", "views-7.sqlite.building-journal"]
            for name in leftovers + ["views-8.sqlite", "views.sqlite.link", "views-6.sqlite-wal"] {
                try Data(repeating: 0x55, count: 9_000)
                    .write(to: URL(fileURLWithPath: directory + "/" + name))
            }
            #expect(ViewStore.examine(directory) == .ready(position: 53))
            let again = try ViewStore.open(directory)
            #expect(try again.dump() == dump)
            try again.close()
            #expect(try !Self.files(directory).contains { $0.hasPrefix("views-7") })
            try ViewStore.createBeside(directory).abandon()
            let wanted = ["views-1.sqlite", "views.lock", "views.sqlite"]
            #expect(try Self.files(directory) == wanted)
            #expect(ViewStore.examine(directory) == .ready(position: 53))
        }
    }

    @Test func `old views go with the next rebuild, but not while somebody reads them`() throws {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), through: 20)
            let reader = try DatabaseQueue(path: old.path)
            try old.close()
            try reader.read { db in
                #expect(try ViewStore.position(db) == 20)
                try Self.replace(directory).close()
                try Self.replace(directory).close()
                #expect(try Self.files(directory).contains("views-1.sqlite"))
                #expect(try Int64.fetchOne(db, sql: "SELECT sum(count) FROM event_count") == 20)
            }
            try reader.close()
            try Self.replace(directory).close()
            #expect(
                try Self.files(directory) == [
                    "views-3.sqlite", "views-4.sqlite", "views.lock", "views.sqlite",
                ])
        }
    }

    @Test func `a rebuild that is given up leaves the views in use alone`() throws {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), batchesOf: 20)
            let dump = try old.dump()
            let new = try ViewStore.createBeside(directory)
            try new.follow(.rich(), through: 20)
            #expect(throws: ViewStoreError.rebuilding(by: "process \(getpid())")) {
                try ViewStore.createBeside(directory)
            }
            // Opening views in use removes leftovers, but not what somebody still makes.
            try ViewStore.open(directory).close()
            #expect(try Self.files(directory).contains("views-2.sqlite.building"))
            new.abandon()
            #expect(try old.dump() == dump)
            try old.close()
            let wanted = ["views-1.sqlite", "views.lock", "views.sqlite"]
            #expect(try Self.files(directory) == wanted)
            try ViewStore.createBeside(directory).takePlace().close()
        }
    }

    @Test func `views that were paused are gone on with, by whoever may`() throws {
        try withDirectory { directory in
            let old = try ViewStore.create(directory)
            try old.follow(.rich(), batchesOf: 20)
            let dump = try old.dump()
            try old.close()
            let batches = History.rich().batches(of: 20)
            let new = try ViewStore.createBeside(directory, paused: .continued)
            try new.write(batches[0])
            #expect(try new.pause() == directory + "/views-2.sqlite.paused")
            // Whoever asks, or makes views for other reasons, leaves them alone.
            try ViewStore.open(directory).close()
            let other = try ViewStore.createBeside(directory)
            #expect(try other.position == 0)
            other.abandon()
            let again = try ViewStore.createBeside(directory, paused: .continued)
            #expect(try again.position == 20)
            // Half made once more: a crash now would leave nothing to go on with.
            #expect(try !Self.files(directory).contains { $0.hasSuffix(".paused") })
            for batch in batches.dropFirst() { try again.write(batch) }
            let placed = try again.takePlace()
            #expect(try placed.dump() == dump)
            #expect(placed.check() == .ready(position: 53))
            try placed.close()
        }
    }

    @Test func `paused views that are of no use, or not wanted, are removed`() throws {
        try withDirectory { directory in
            let batch = History.rich().batches(of: 20)[0]
            let new = try ViewStore.createBeside(directory)
            try new.write(batch)
            let paused = try new.pause()
            let queue = try DatabaseQueue(path: paused)
            try queue.write {
                try $0.execute(sql: "UPDATE views_position SET schema_digest = 'x'")
            }
            try queue.close()
            let again = try ViewStore.createBeside(directory, paused: .continued)
            #expect(try again.position == 0)
            #expect(!FileManager.default.fileExists(atPath: paused))
            try again.write(batch)
            _ = try again.pause()
            let wanted = try ViewStore.createBeside(directory, paused: .removed)
            #expect(try wanted.position == 0)
            wanted.abandon()
            #expect(try Self.files(directory) == ["views.lock"])
        }
    }

    @Test func `a plain file in the link's place is replaced like any other`() throws {
        try withDirectory { directory in
            let path = ViewStore.filePath(directory)
            for suffix in ["", "-wal", "-shm"] {
                try Data("no database".utf8).write(to: URL(fileURLWithPath: path + suffix))
            }
            let placed = try Self.replace(directory)
            #expect(placed.check() == .ready(position: 53))
            try placed.close()
            #expect(try Self.files(directory) == ["views-1.sqlite", "views.lock", "views.sqlite"])
        }
    }

    @Test func `a comparison finds every row that differs and names its columns`() throws {
        try withDirectory { directory in
            let live = try ViewStore.create(directory)
            try live.follow(.rich(), batchesOf: 20)
            let fresh = try ViewStore.createBeside(directory)
            try fresh.follow(.rich(), batchesOf: 7)
            func differences() throws -> [DifferingRow] {
                var found: [DifferingRow] = []
                let rows = try live.snapshot().compare(with: fresh) { found.append($0) }
                #expect(rows > 100)
                return found
            }
            #expect(try differences().isEmpty)
            try live.writer.write { db in
                try db.execute(
                    sql: """
                        UPDATE payout SET amount_fen = amount_fen + 1, failed_code = 'X' \
                        WHERE order_no = 'O-1' AND payout_id = 'P1';
                        DELETE FROM refund_case WHERE order_no = 'O-1';
                        INSERT INTO event_count (type, count) VALUES ('zzz', 1)
                        """)
            }
            let found = try differences()
            #expect(found.map(\.table) == ["refund_case", "payout", "event_count"])
            #expect(found.first?.fault == .missing && found.last?.fault == .surplus)
            #expect(found.last?.key == [.init(column: "type", value: .text("zzz"))])
            guard case .changed(let changes) = found[1].fault else {
                Issue.record("\(found[1])")
                return
            }
            #expect(changes.map(\.column) == ["amount_fen", "failed_code"])
            #expect(changes.last?.live == .text("X") && changes.last?.fresh == .null)
            fresh.abandon()
            try live.close()
        }
    }

    @Test func `one table is filled anew and the others are left alone`() throws {
        try withDirectory { directory in
            let live = try ViewStore.create(directory)
            try live.follow(.rich(), batchesOf: 20)
            let dump = try live.dump()
            try live.writer.write { db in
                try db.execute(sql: "DELETE FROM payout; UPDATE appeal SET case_id = 'wrong'")
            }
            let fresh = try ViewStore.createBeside(directory)
            for batch in History.rich().batches(of: 20) {
                try fresh.write(batch.changes().only("payout"))
            }
            let table = Payouts.description
            try live.replaceRows(of: table, from: fresh)
            #expect(try live.dump() != dump)
            let wrong = try live.read { try String.fetchAll($0, sql: "SELECT case_id FROM appeal") }
            #expect(wrong == ["wrong"])
            try live.writer.write { try $0.execute(sql: "UPDATE appeal SET case_id = 'C1'") }
            #expect(try live.dump() == dump)
            try live.writer.write { try $0.execute(sql: "UPDATE views_position SET position = 9") }
            #expect(throws: ViewStoreError.outOfOrder(position: 9, after: 53)) {
                try live.replaceRows(of: table, from: fresh)
            }
            fresh.abandon()
            try live.close()
        }
    }

    /// Complete views of the rich story in place of whatever there is.
    private static func replace(_ directory: String) throws -> ViewStore {
        let new = try ViewStore.createBeside(directory)
        #expect(try new.position == 0)
        try new.follow(.rich(), batchesOf: 9)
        return try new.takePlace()
    }

    private static func files(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }
}
