public import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import RefundDomain
import RefundLedger
public import Units

/// Where the ledger is; shared by every command.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The ledger's directory; REFUND_LEDGER when left out, else ./refund-ledger.",
        completion: .directory)
    var ledger: String?

    @OptionGroup var terminal: TerminalOptions

    /// The directory.
    var directory: String { ledger ?? Settings.value(.ledger).text }

    /// Opens the log for questions.
    func openForReading() throws -> SQLiteEventStore {
        try SQLiteEventStore.open(directory, mode: .readOnly)
    }
}

/// The present moment, by this machine's clock.
func presentMoment() -> Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
}

/// As of when a question is answered; shared by every question.
struct AsOfOptions: ParsableArguments {
    @Option(
        name: [.customLong("as-of"), .customLong("at")],
        help: "Only what had happened by this time, such as 2026-03-10T14:00:00+08:00.")
    var time: Instant?

    @Option(name: .customLong("at-position"), help: "Only the log up to this position.")
    var position: Int64?

    @Option(
        name: .customLong("known-at"),
        help: "Only what the ledger had recorded by this time, by its own clock.")
    var knownAt: Instant?

    /// Whether no other moment than now was asked for.
    var isNow: Bool { time == nil && position == nil && knownAt == nil }

    /// The moment.
    var moment: AsOf {
        if let knownAt { return .known(by: knownAt, happenedBy: time) }
        if let time { return .instant(time) }
        if let position { return .position(position) }
        return .now(presentMoment())
    }

    func validate() throws {
        guard time == nil || position == nil else {
            throw ValidationError("Give either --as-of or --at-position, not both.")
        }
        guard knownAt == nil || position == nil else {
            throw ValidationError("Give either --known-at or --at-position, not both.")
        }
        guard position ?? 0 >= 0 else {
            throw ValidationError("--at-position counts from 0, the empty log.")
        }
    }
}

extension Instant: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension LocalDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
