import EventLog
import EventLogSQLite
import Foundation
import RefundDomain
import RefundLedger
import Units
import Vault

/// Actions as JSON lines, parsed a round at a time, so that parsing can stay out of a measurement.
struct ActionFile {
    private let content: Data
    private var start = 0

    /// Opens a file such as `refund-ledger shop` prints.
    init(_ path: String) throws {
        content = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    }

    /// The next actions; empty at the end of the file.
    mutating func next(atMost count: Int) throws -> [Action] {
        var actions: [Action] = []
        actions.reserveCapacity(count)
        while actions.count < count, start < content.count {
            let line = content[start...].withUnsafeBytes { rest in
                // `memchr` looks at no more bytes than the file has left.
                guard let first = rest.baseAddress,
                    let end = memchr(first, Int32(UInt8(ascii: "\n")), rest.count)
                else { return [UInt8](rest) }
                return [UInt8](rest.prefix(UnsafeRawPointer(end) - first))
            }
            actions.append(try ActionCodec.parse(line[...]))
            start += line.count + 1
        }
        return actions
    }
}

/// A ledger that was made to be measured, with keys as every ledger has.
struct NewLedger {
    let store: SQLiteEventStore
    let ledger: Ledger

    /// Makes a ledger and records the built-in policy and calendar.
    init(_ directory: String) async throws {
        let origin = "bench"
        store = try SQLiteEventStore.create(
            directory, origin: origin, created: Instant(milliseconds: 0))
        let vault = try Vault.create(
            in: directory, origin: origin, source: wrappingKey(in: directory))
        ledger = Ledger(store: store, vault: vault, now: presentMoment)
        try await ledger.initialize()
    }
}

/// Where the wrapping key of a ledger is, unless a setting names another place.
func wrappingKey(in directory: String) -> WrappingKeySource {
    .file("\(directory)/wrapping.key")
}

/// The present moment, by this machine's clock.
func presentMoment() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
}
