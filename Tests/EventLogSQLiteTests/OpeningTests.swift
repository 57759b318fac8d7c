import EventLog
import Foundation
import GRDB
import LedgerTesting
import Testing

@testable import EventLogSQLite

@Suite struct OpeningTests {
    @Test func `a ledger reopens as it was left`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(1_000, batch: 300)
        let head = try await store.head()
        try store.close()
        let reopened = try directory.open()
        #expect(try await reopened.head() == head)
        #expect(try await reopened.statistics().origin == "ledger.example/test")
        #expect(
            try await reopened.append(.sample(), to: "order-1", expecting: 12)
                == .appended(first: 1_001, count: 1))
    }

    @Test(arguments: [1, 256, 300, 17_000])
    func `what a killed writer had committed is there`(count: Int) async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(count, batch: 1_000)
        let head = try await store.head()

        let left = try directory.copyAsIs()
        let reader = try left.open(.readOnly)
        #expect(try await reader.head() == head)
        #expect(try await reader.verify() == head)
        let writer = try left.open()
        try await writer.fill(500, batch: 100)
        #expect(try await writer.verify().size == head.size + 500)
        #expect(try await reader.head().size == head.size + 500)
    }

    @Test func `a write-ahead log cut short loses only the last appends`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        for _ in 0..<20 { try await store.fill(10, batch: 10) }
        for (number, cut) in stride(from: 1, through: 40_000, by: 1_999).enumerated() {
            let left = try directory.copyAsIs()
            let log = left.database + "-wal"
            let bytes = try Data(contentsOf: URL(filePath: log))
            // The file has its full size by now; behind the last frame stand zeros.
            let end = try #require(bytes.lastIndex { $0 != 0 }) + 1
            #expect(bytes.count == 2_048 * (2_048 + 24) && end < bytes.count / 4)
            let kept = bytes[..<(end - cut)]
            let zeros = Data(count: number.isMultiple(of: 2) ? bytes.count - kept.count : 0)
            try (kept + zeros).write(to: URL(filePath: log))
            let reopened = try left.open()
            let size = try await reopened.head().size
            #expect(size % 10 == 0 && size < 200)
            #expect(try await reopened.verify().size == size)
        }
    }

    @Test func `readers work beside a writer and after it`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        let reader = try directory.open(.readOnly)
        for size in [10, 300, 600] {
            try await store.fill(size, batch: 100)
            #expect(try await reader.head() == store.head())
        }
        try store.close()
        #expect(try await reader.verify().size == 910)
        #expect(try await directory.open(.readOnly).head().size == 910)
        await #expect(throws: EventStoreError.readOnly) {
            try await reader.append(.sample(), to: "a-1", expecting: 0)
        }
    }

    @Test func `a second writer is refused and told who writes`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        #expect(throws: EventStoreError.locked(by: "process \(getpid())")) {
            try directory.open()
        }
        try store.close()
        try directory.open().close()
        await #expect(throws: EventStoreError.self) { try await store.head() }
    }

    @Test func `the lock file of a dead process is no obstacle`() async throws {
        let directory = try TemporaryDirectory()
        try directory.create().close()
        try Data("process 1\n".utf8).write(to: URL(filePath: directory.path + "/writer.lock"))
        try directory.open().close()
    }

    @Test func `what is no ledger is refused in one sentence`() async throws {
        let directory = try TemporaryDirectory()
        #expect(throws: EventStoreError.missing(path: directory.database)) {
            try directory.open()
        }
        for content in ["", "hello", String(repeating: "no database ", count: 1_000)] {
            try Data(content.utf8).write(to: URL(filePath: directory.database))
            for mode in [SQLiteEventStore.Mode.readOnly, .readWrite] {
                let error = #expect(throws: EventStoreError.self) { try directory.open(mode) }
                #expect(isNotALedger(error), "\(String(describing: error))")
            }
        }
        try FileManager.default.removeItem(atPath: directory.database)
        try directory.tamper("CREATE TABLE other (a)")
        #expect(isNotALedger(#expect(throws: EventStoreError.self) { try directory.open() }))
        #expect(throws: EventStoreError.exists(path: directory.database)) {
            try directory.create()
        }
    }

    @Test func `a newer format is refused`() async throws {
        let directory = try TemporaryDirectory()
        try directory.create().close()
        try directory.tamper("PRAGMA user_version = 9")
        for mode in [SQLiteEventStore.Mode.readOnly, .readWrite] {
            #expect(throws: EventStoreError.newerFormat(found: 9, supported: 1)) {
                try directory.open(mode)
            }
        }
    }

    @Test func `a failed write stops the store until it is opened again`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(300, batch: 300)
        let head = try await store.head()
        try await store.writer?.run("limit the file") { db, _ in
            try db.execute(sql: "PRAGMA max_page_count = 1")
        }
        for _ in 0..<2 {
            let error = await #expect(throws: EventStoreError.self) {
                try await store.fill(5_000, batch: 5_000)
            }
            guard case .writesStopped = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(try await store.head() == head)
        try store.close()
        let reopened = try directory.open()
        try await reopened.fill(5_000, batch: 5_000)
        #expect(try await reopened.verify().size == 5_300)
    }
}

private func isNotALedger(_ error: EventStoreError?) -> Bool {
    if case .notALedger = error { true } else { false }
}
