import EventLog
import Foundation
import LedgerTesting
import Testing
import Units

@testable import EventLogSQLite

/// Reading where SQLite may not keep its index: in a directory that this process may not write.
///
/// Permissions do not bind the superuser, so sessions of the command line try those.
@Suite struct RestingLogTests {
    private func ledger() async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let store = try directory.create()
        try await store.append(.sample(1), to: "a-1", expecting: 0)
        try store.close()
        return directory
    }

    private func readers(_ resting: RestingLog, _ directory: TemporaryDirectory) throws
        -> SQLiteReaders
    {
        try SQLiteReaders(path: directory.database, cache: SegmentCache(), atRest: resting)
    }

    @Test func `a log at rest is read without anything being made beside it`() async throws {
        let directory = try await ledger()
        let resting = try #require(RestingLog(path: directory.database))
        let readers = try readers(resting, directory)
        #expect(try readers.lookUp("read") { try $0.head() }.size == 1)
        #expect(try await readers.read("read") { try $0.page(after: 0, limit: 9) }.count == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(!names.contains { $0.hasSuffix("-shm") || $0.hasSuffix("-wal") })
        try readers.close()
    }

    @Test func `every way to read notices a writer, while it writes and afterwards`() async throws {
        let directory = try await ledger()
        let resting = try #require(RestingLog(path: directory.database))
        let readers = try readers(resting, directory)
        let expected = EventStoreError.changedWhileRead(path: directory.database)
        func allNotice() async {
            #expect(throws: expected) { try readers.lookUp("read") { try $0.head() } }
            #expect(throws: expected) { try readers.readBriefly("read") { try $0.head() } }
            await #expect(throws: expected) { try await readers.read("read") { try $0.head() } }
        }
        let writer = try directory.open()
        try await writer.append(.sample(2), to: "a-1", expecting: 1)
        #expect(RestingLog(path: directory.database) == nil, "there is a write-ahead log")
        await allNotice()
        try writer.close()
        await allNotice()
        let again = try #require(RestingLog(path: directory.database))
        #expect(throws: Never.self) { try again.check() }
        try readers.close()
    }

    @Test func `a path with signs that mean something in names of SQLite is a path`() async throws {
        let directory = try await ledger()
        let odd = directory.path + "/a #1%20?mode=x;日志"
        try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: false)
        try FileManager.default.copyItem(
            atPath: directory.database, toPath: odd + "/log.sqlite")
        let resting = try #require(RestingLog(path: odd + "/log.sqlite"))
        let readers = try SQLiteReaders(
            path: odd + "/log.sqlite", cache: SegmentCache(), atRest: resting)
        #expect(try readers.lookUp("read") { try $0.head() }.size == 1)
        try readers.close()
    }
}
