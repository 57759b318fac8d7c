import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import RefundLedger
import RefundProjections
import ViewsSQLite
import Wording

/// `refund-ledger rebuild`: the views, made anew from the log, or compared with it.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the views anew from the log, or check them against it.",
        discussion: """
            The views are built beside those in use and put in their place when they are ready, so \
            that questions are answered all the time. Interrupted, those in use stay, and the next \
            rebuild goes on where this one stopped, unless it is told to start --from-beginning. \
            --check changes nothing: it makes new views, compares every row and exits with 1 if \
            any differs. --projection makes one table anew and leaves the others alone.

            Example: refund-ledger rebuild --check
            Example: refund-ledger rebuild --projection sla_clock
            """
    )

    @Flag(help: "Compare the views in use with new ones, row by row; exit code 1 if any differs.")
    var check = false

    @Flag(help: "Do not go on with a rebuild that was stopped.")
    var fromBeginning = false

    @Option(help: "The one table to make anew; --list names them.")
    var projection: String?

    @Flag(help: "Name the tables.")
    var list = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard [check, list, projection != nil, fromBeginning].count(where: { $0 }) <= 1 else {
            throw ValidationError(
                "Give one of --check, --projection, --list and --from-beginning.")
        }
        guard let projection else { return }
        guard table(projection) != nil else {
            throw ValidationError("There is no table '\(projection)'; --list names them.")
        }
    }

    func run() async throws {
        if list { return try listTables() }
        let store = try options.openForReading()
        if check { return try await check(store) }
        let started = ContinuousClock.now
        let views: ViewStore
        if let table = projection.flatMap(table) {
            views = try await CurrentViews.refill(table, options.directory, store)
        } else {
            views = try await CurrentViews.rebuild(
                options.directory, store, because: ViewState.ready(position: 0).reason,
                fromBeginning: fromBeginning)
        }
        let position = try views.position
        try views.close()
        let milliseconds = max(1, Int((ContinuousClock.now - started) / .milliseconds(1)))
        guard !output.json else {
            return try Self.printJSON { writer in
                writer.member("position", position)
                writer.member("milliseconds", Int64(milliseconds))
                writer.name("tables")
                writer.beginArray()
                for name in projection.map({ [$0] }) ?? Views.tables.map(\.name) {
                    writer.string(name)
                }
                writer.endArray()
            }
        }
        let rate = Int(position) * 1_000 / milliseconds
        Terminal.note(
            Wording(
                "Rebuilt from \(position) events in \(milliseconds) ms, \(rate) events/s.",
                zh: "已由 \(position) 个事件重建，用时 \(milliseconds) 毫秒，每秒 \(rate) 个事件。"))
    }

    private func table(_ name: String) -> ViewTable? { Views.tables.first { $0.name == name } }

    private func listTables() throws {
        guard !output.json else {
            var writer = JSONWriter()
            writer.beginArray()
            for table in Views.tables {
                writer.beginObject()
                writer.member("name", table.name)
                writer.member("description", table.doc)
                writer.endObject()
            }
            writer.endArray()
            writer.newline()
            return try Terminal.write(writer.bytes)
        }
        var table = TextTable(
            [Wording("table", zh: "表"), Wording("what a row is", zh: "每行的含义")], output.language)
        for projection in Views.tables {
            table.add([projection.name, ViewTexts.text(projection.doc, in: output.language)])
        }
        try Terminal.line(table.text)
    }

    private func check(_ store: SQLiteEventStore) async throws {
        var differences = ViewDifferences()
        let state: String
        do {
            let (position, rows) = try await CurrentViews.compare(options.directory, store) {
                differences.add($0)
            }
            differences.position = position
            differences.rows = rows
            state = differences.count == 0 ? "same" : "different"
        } catch ViewStoreError.unusable(let found) {
            differences.reason = found.reason
            state = "unusable"
        }
        if output.json {
            try Self.printJSON { differences.write(to: &$0, state: state) }
        } else {
            try Terminal.line(differences.forPeople(output.language))
        }
        guard state == "same" else { throw ExitCode(1) }
    }

    private static func printJSON(_ body: (inout JSONWriter) -> Void) throws {
        var writer = JSONWriter()
        writer.beginObject()
        body(&writer)
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }
}
