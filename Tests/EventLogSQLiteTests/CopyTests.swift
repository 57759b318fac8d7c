import EventLog
import Foundation
import LedgerTesting
import Testing

@testable import EventLogSQLite

/// Copies of a log: of one moment, verified, and never over anything.
@Suite struct CopyTests {
    @Test func `a copy made while somebody writes is one moment of the log`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(2_000, batch: 500)
        let reader = try directory.open(.readOnly)
        let place = directory.path + "/copies/first"
        async let filling: Void = store.fill(3_000, batch: 10)
        let head = try await reader.copy(to: place) { _, _ in }
        try await filling
        #expect(head.size >= 2_000 && head.size % 10 == 0)
        let copy = try SQLiteEventStore.open(place, mode: .readOnly)
        #expect(try await copy.verify() == head)
        #expect(try await copy.statistics().writeAheadBytes == 0)
        let (before, after) = (
            try await store.readAll(after: 0, limit: 5_000),
            try await copy.readAll(after: 0, limit: 5_000)
        )
        #expect(before.prefix(Int(head.size)).map(\.bytes) == after.map(\.bytes))
    }

    @Test func `a copy can be written to like any ledger`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(300, batch: 300)
        let place = directory.path + "/copy"
        let head = try await store.copy(to: place) { _, _ in }
        let copy = try SQLiteEventStore.open(place, mode: .readWrite)
        try await copy.fill(300, batch: 300)
        #expect(try await copy.verify().size == head.size + 300)
        #expect(try await store.head() == head)
    }

    @Test(arguments: ["log.sqlite", "log.sqlite-wal", "log.sqlite-journal", "views.sqlite-wal"])
    func `what is left of a ledger is never joined with a copy`(name: String) async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        let place = directory.path + "/copy"
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        try Data("old".utf8).write(to: URL(filePath: "\(place)/\(name)"))
        await #expect(throws: EventStoreError.exists(path: "\(place)/\(name)")) {
            try await store.copy(to: place) { _, _ in }
        }
        #expect(try Data(contentsOf: URL(filePath: "\(place)/\(name)")) == Data("old".utf8))
    }

    @Test func `a damaged log or a stop leaves nothing in place`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(600, batch: 300)
        let place = directory.path + "/copy"
        await #expect(throws: Stop.self) {
            try await store.copy(to: place) { _, _ in throw Stop() }
        }
        #expect(!FileManager.default.fileExists(atPath: place))
        try directory.tamper(
            "DROP TRIGGER segment_update; UPDATE segment SET entries = zeroblob(99) WHERE number = 1"
        )
        await #expect(throws: EventStoreError.self) {
            try await store.copy(to: place) { _, _ in }
        }
        #expect(!FileManager.default.fileExists(atPath: place))
    }

    private struct Stop: Error {}
}

/// What `doctor` and `stats` ask of the log.
@Suite struct EnvironmentTests {
    @Test(arguments: [
        (3_006_023, false), (3_007_000, true), (3_040_001, true), (3_051_002, true),
        (3_051_003, false), (4_000_000, false),
    ])
    func `the WAL-reset fault is in 3.7.0 to 3.51.2`(version: Int, has: Bool) {
        #expect(LogEnvironment.hasWALResetFault(version) == has)
    }

    @Test func `who writes is known as long as somebody does`() throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        #expect(LogEnvironment.writer(of: directory.path) == "process \(getpid())")
        try store.close()
        #expect(LogEnvironment.writer(of: directory.path) == nil)
    }

    @Test func `readers never checkpoint`() async throws {
        let directory = try TemporaryDirectory()
        _ = try directory.create()
        let pragmas = try await directory.open(.readOnly).environment().pragmas
        #expect(pragmas.contains(.init(name: "wal_autocheckpoint", value: "0")))
    }

    @Test func `what dictionaries save is measured on segments that have one`() async throws {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.fill(300, batch: 300)
        #expect(try await store.dictionaryGain(sampling: 8) == nil)
        try await store.fill(18_000, batch: 6_000)
        let gain = try #require(try await store.dictionaryGain(sampling: 3))
        #expect((1...3).contains(gain.segments))
        #expect(
            gain.storedBytes != gain.plainBytes
                && max(gain.storedBytes, gain.plainBytes) < gain.contentBytes)
    }
}
