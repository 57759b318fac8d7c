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

    /// The last position to read.
    var through: Position? {
        switch self {
        case .now, .instant: nil
        case .position(let position): position
        }
    }

    /// Whether an event that happened at an instant counts.
    func includes(_ instant: Instant) -> Bool {
        switch self {
        case .now, .position: true
        case .instant(let limit): instant <= limit
        }
    }
}
