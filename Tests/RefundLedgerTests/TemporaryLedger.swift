import EventLog
import EventLogSQLite
import Foundation
import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import Units

/// A directory for a ledger, which exists as long as the value is kept.
final class TemporaryLedger: Sendable {
    /// The directory.
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory
            .appending(path: "RefundLedgerTests-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A copy of a ledger of `Fixtures/ledgers`.
    convenience init(copying name: String) throws {
        try self.init()
        let fixture = Fixture.repository.appending(path: "Fixtures/ledgers/\(name)/log.sqlite")
        try FileManager.default.copyItem(atPath: fixture.path(), toPath: "\(path)/log.sqlite")
    }

    /// A new log here, without the built-in policy and calendar.
    func create() throws -> SQLiteEventStore {
        try SQLiteEventStore.create(path, origin: "ledger.example/test", created: Sample.paidAt)
    }

    /// The log here.
    func open(_ mode: SQLiteEventStore.Mode = .readWrite) throws -> SQLiteEventStore {
        try SQLiteEventStore.open(path, mode: mode)
    }
}

/// The two homes that a log can have.
enum Backend: CaseIterable, Sendable {
    case memory
    case sqlite

    /// A fresh log with the built-in policy and calendar, and the directory it needs meanwhile.
    func store() async throws -> (store: any EventStore, keep: TemporaryLedger?) {
        let (store, keep): (any EventStore, TemporaryLedger?)
        switch self {
        case .memory: (store, keep) = (MemoryEventStore(), nil)
        case .sqlite:
            let directory = try TemporaryLedger()
            (store, keep) = (try directory.create(), directory)
        }
        try await Ledger(store: store).initialize()
        return (store, keep)
    }
}

extension Ledger {
    /// A ledger whose own clock stands still.
    init(store: any EventStore, ordersInMemoryMax: Int = 20_000) {
        self.init(store: store, ordersInMemoryMax: ordersInMemoryMax) { .sample }
    }
}

extension EventStore {
    /// The kinds of all events after the two that every ledger starts with.
    func kinds() async throws -> [String] {
        try await readAll(after: 2, limit: 65_536).map {
            try EventCodec.decode($0).event.kind.name
        }
    }
}
