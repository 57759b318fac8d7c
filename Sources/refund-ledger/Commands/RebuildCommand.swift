import ArgumentParser
import EventLog
import RefundLedger
import ViewsSQLite

/// `refund-ledger rebuild`: the views, made anew from the log.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the views anew from the log.",
        discussion: """
            The views are built beside those in use and put in their place when they are ready, so \
            that questions are answered all the time.

            Example: refund-ledger rebuild
            """
    )

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let started = ContinuousClock.now
        let views = try await CurrentViews.rebuild(
            options.directory, store, because: "that was asked for")
        let position = try views.position
        try views.close()
        let milliseconds = max(1, Int((ContinuousClock.now - started) / .milliseconds(1)))
        Terminal.error(
            "Rebuilt from \(position) events in \(milliseconds) ms, "
                + "\(Int(position) * 1_000 / milliseconds) events/s.")
    }
}
