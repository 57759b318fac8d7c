/// A moment, as whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The ledger reads no clock of its own here: an instant is what an action or an event says.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the start of 1970, in UTC.
    public var milliseconds: Int64

    /// Creates an instant from a count of milliseconds since the start of 1970, in UTC.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Before everything that can be written down.
    public static let distantPast = Instant(milliseconds: Int64.min / 4)

    /// After everything that can be written down.
    public static let distantFuture = Instant(milliseconds: Int64.max / 4)

    /// The instants that may be recorded, so that every span between two of them fits.
    public static let recordable = distantPast...distantFuture

    /// The nearest instant that may be recorded.
    var clamped: Instant { min(max(self, .distantPast), .distantFuture) }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The instant a number of whole hours later.
    public func adding(hours: Int64) -> Instant { adding(hours, of: 3_600_000) }

    /// The instant a number of whole minutes later.
    public func adding(minutes: Int64) -> Instant { adding(minutes, of: 60_000) }

    /// The instant a number of whole seconds later.
    public func adding(seconds: Int64) -> Instant { adding(seconds, of: 1_000) }

    /// The instant a number of milliseconds later; negative counts lead back.
    public func adding(milliseconds count: Int64) -> Instant { adding(count, of: 1) }

    /// Stops at ``distantPast`` and ``distantFuture``: whatever number was recorded as a limit,
    /// what follows from it is an instant.
    private func adding(_ count: Int64, of unit: Int64) -> Instant {
        let sum = Int128(milliseconds) + Int128(count) * Int128(unit)
        return min(max(Instant(milliseconds: Int64(clamping: sum)), .distantPast), .distantFuture)
    }
}
