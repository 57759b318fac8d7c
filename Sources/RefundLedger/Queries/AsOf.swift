public import EventLog
import RefundDomain
public import Units

/// As of when a question is answered (ACTIONS.md, section 13.2).
public enum AsOf: Equatable, Sendable {
    /// From all events; clocks are judged at this instant, the present moment.
    case now(Instant)
    /// From events that had happened by then; clocks are judged then.
    case instant(Instant)
    /// From events up to this position; clocks are judged at the latest of the order's.
    case position(Position)
    /// From events that the ledger had recorded by then, by its own clock: the answer that the
    /// question would have got at that time. Of those, only events that had happened by another
    /// instant, if one is given; clocks are judged at that instant, else at the former.
    case known(by: Instant, happenedBy: Instant?)

    /// The last position to read.
    var through: Position? {
        switch self {
        case .now, .instant, .known: nil
        case .position(let position): position
        }
    }

    /// The instant at which clocks are judged; `nil` for the latest event of an order.
    public var judgedAt: Instant? {
        switch self {
        case .now(let instant), .instant(let instant): instant
        case .position: nil
        case .known(let known, let happened): happened ?? known
        }
    }

    /// Whether an entry counts.
    func includes(_ entry: Entry) -> Bool {
        includes(entry.position, recordedAt: entry.recordedAt, occurredAt: entry.occurredAt)
    }

    /// Whether an event counts.
    func includes(_ header: EventHeader) -> Bool {
        includes(header.position, recordedAt: header.recordedAt, occurredAt: header.occurredAt)
    }

    private func includes(
        _ position: Position, recordedAt: Instant, occurredAt: Instant
    ) -> Bool {
        switch self {
        case .now: true
        case .position(let last): position <= last
        case .instant(let limit): occurredAt <= limit
        case .known(let known, let happened):
            recordedAt <= known && occurredAt <= happened ?? .distantFuture
        }
    }
}
