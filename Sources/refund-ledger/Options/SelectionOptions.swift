import ArgumentParser
import EventLogSQLite
import Records
import RefundDomain
import RefundLedger
import Units

/// Which events are asked for; shared by commands that go through the log.
struct SelectionOptions: ParsableArguments {
    @Option(help: "Only what happened from this time or Shanghai day on.")
    var from: TimeOrDay?

    @Option(help: "Only what happened up to this time, or to the end of this Shanghai day.")
    var to: TimeOrDay?

    @Option(help: "Only events of this order.")
    var order: String?

    @Option(help: "Only events of this type, such as payout_succeeded; may be given several times.")
    var type: [String] = []

    @Option(help: "Only events of actions by this person.")
    var actor: String?

    /// The selection.
    var selection: EventSelection {
        var selection = EventSelection()
        selection.from = from?.first
        selection.to = to?.last
        selection.order = order.map { OrderID($0) }
        selection.kinds = Set(type.compactMap { EventKind(name: $0) })
        selection.actor = actor.map { PersonID($0) }
        return selection
    }

    /// Makes sure that the ledger knows the order that is asked for.
    func checkOrder(in store: SQLiteEventStore) async throws {
        guard let order, try await store.streamHead(Streams.order(OrderID(order))) == nil else {
            return
        }
        throw Failure(
            code: .noInput,
            sentence: "Nothing is recorded about order '\(order)'. Check the number.")
    }

    func validate() throws {
        if let unknown = type.first(where: { EventKind(name: $0) == nil }) {
            throw ValidationError("--type \(unknown) is no type of event; schema lists them.")
        }
        if let from, let to, to.last < from.first {
            throw ValidationError("--from comes after --to.")
        }
    }
}

/// A time with an offset, or a whole day in Shanghai.
enum TimeOrDay: ExpressibleByArgument {
    case time(Instant)
    case day(LocalDate)

    init?(argument: String) {
        if let day = LocalDate(argument) {
            self = .day(day)
        } else if let time = Instant(argument) {
            self = .time(time)
        } else {
            return nil
        }
    }

    /// The first instant that counts, in UTC milliseconds.
    var first: Instant {
        switch self {
        case .time(let time): time
        case .day(let day): day.start
        }
    }

    /// The last instant that counts, in UTC milliseconds.
    var last: Instant {
        switch self {
        case .time(let time): time
        case .day(let day): LocalDate(dayNumber: day.dayNumber + 1).start.adding(milliseconds: -1)
        }
    }
}
