import ArgumentParser
import EventLogSQLite
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
import ViewsSQLite
import Wording

/// `refund-ledger clocks`: what is waited for, and what is late.
struct ClocksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clocks",
        abstract: "List what is waited for, and what is late.",
        discussion: """
            Clocks that still run, by due date, judged now or at another moment, with the working \
            days by which they are late. --overdue and --due-within together list both. As of \
            another moment the log is folded again up to it, which takes time in proportion to its \
            length.

            Example: refund-ledger clocks --overdue --due-within 2d
            """
    )

    @Flag(help: "Those whose due date has passed.")
    var overdue = false

    @Option(help: "Those due within a time, such as 2d, 36h or 90m.")
    var dueWithin: Span?

    @Option(help: "Only clocks of this name, such as review or payout.")
    var clock: ClockName?

    @Option(help: "How many clocks to show at most; all are counted.")
    var limit = 100

    @OptionGroup var output: OutputOptions
    @OptionGroup var moment: AsOfOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard (1...ClockSearch.limitMax).contains(limit) else {
            throw ValidationError("--limit counts from 1 to \(ClockSearch.limitMax).")
        }
    }

    func run() async throws {
        let store = try options.openForReading()
        var search = ClockSearch()
        search.overdue = overdue
        search.dueWithin = dueWithin?.milliseconds
        search.name = clock?.name
        search.limit = limit
        let moment = moment.moment
        search.judgedAt = moment.judgedAt
        let views = try await self.views(of: moment, store)
        let found = try views.clocks(search)
        let calendars = try await Ledger.calendars(in: store, asOf: moment)
        let judged = found.clocks.map { JudgedClock($0, calendars) }
        guard output.json else {
            return try Terminal.line(found.text(judged, in: output.language))
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("count", found.count)
        writer.name("clocks")
        writer.beginArray()
        for clock in judged { clock.write(to: &writer) }
        writer.endArray()
        writer.member("position", found.position)
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }

    private func views(of moment: AsOf, _ store: SQLiteEventStore) async throws -> ViewStore {
        if case .now = moment { return try await CurrentViews.open(options.directory, store) }
        return try await CurrentViews.asOf(moment, store)
    }
}

/// A clock with how it stands when it is judged.
private struct JudgedClock {
    let clock: RunningClock
    let name: ClockName?
    let isLate: Bool
    let lateWorkingDays: Int
    let standing: ClockStanding

    init(_ clock: RunningClock, _ calendars: CalendarBook) {
        let calendar = calendars.inForce(at: clock.judgedAt)
        self.clock = clock
        name = ClockName(name: clock.name)
        isLate = clock.dueAt <= clock.judgedAt && name != .arrival
        lateWorkingDays =
            isLate ? calendar.workingDays(late: clock.dueAt, at: clock.judgedAt) : 0
        standing = ClockStanding(name, due: clock.dueAt, at: clock.judgedAt, calendar)
    }

    var outcome: ClockOutcome { isLate ? .breached : .running }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("order", clock.order)
        writer.member("case", orNull: clock.caseID)
        writer.member("clock", clock.name)
        writer.member("cycle", clock.cycle)
        writer.member("subject", orNull: clock.subject)
        writer.member("started_at", clock.startedAt.shanghaiText)
        writer.member("due_at", clock.dueAt.shanghaiText)
        writer.member("judged_at", clock.judgedAt.shanghaiText)
        writer.member("outcome", outcome.name)
        writer.member("overdue_working_days", Int64(lateWorkingDays))
        writer.member("calendar", clock.calendar)
        writer.member("provisional", clock.isProvisional)
        writer.endObject()
    }
}

extension RunningClocks {
    fileprivate func text(_ judged: [JudgedClock], in language: Language) -> String {
        guard !judged.isEmpty else {
            return Wording("No such clock runs.", zh: "没有这样的计时。").in(language)
        }
        var table = TextTable(
            [
                Wording("due", zh: "期限"), Wording("order", zh: "订单"),
                Wording("case", zh: "退款申请"), Wording("clock", zh: "计时"),
                Wording("started", zh: "开始"), Wording("late (working days)", zh: "逾期（工作日）"),
                Wording("standing", zh: "状态"),
            ], language)
        for one in judged {
            let clock = one.clock
            let name = (one.name?.text(in: language) ?? clock.name) + "#\(clock.cycle)"
            table.add([
                clock.dueAt.shanghaiMinute, clock.order, clock.caseID ?? "", name,
                clock.startedAt.shanghaiMinute, one.isLate ? "\(one.lateWorkingDays)" : "",
                one.standing.text(in: language),
            ])
        }
        let more = count - Int64(judged.count)
        let rest = Wording("And \(more) more.", zh: "另有 \(more) 个。")
        return table.text + (more > 0 ? "\n" + rest.in(language) : "")
    }
}
