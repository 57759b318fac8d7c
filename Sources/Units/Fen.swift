/// An amount of Chinese money in fen, the smallest coin: 100 fen are one yuan (CNY).
///
/// There is no floating point anywhere on a money path; products are formed in 128 bits. Sums and
/// differences stop at the ends of 64 bits: a forged amount must never end the program. No ledger
/// that `verify` calls sound comes near, because an order costs at most 10^12 fen.
public struct Fen: Hashable, Comparable, Sendable {
    /// The number of fen.
    public var amount: Int64

    /// Creates an amount from a count of fen.
    public init(_ amount: Int64) { self.amount = amount }

    /// Nothing.
    public static let zero = Fen(0)

    public static func < (left: Fen, right: Fen) -> Bool { left.amount < right.amount }

    /// The sum; the ledger keeps every amount of an order within what was paid for it.
    public static func + (left: Fen, right: Fen) -> Fen {
        Fen(left.amount.addingWithinBounds(right.amount))
    }

    /// The difference; may be negative.
    public static func - (left: Fen, right: Fen) -> Fen {
        let (difference, overflows) = left.amount.subtractingReportingOverflow(right.amount)
        return Fen(overflows ? (left.amount < 0 ? .min : .max) : difference)
    }

    /// Adds to the amount in place.
    public static func += (left: inout Fen, right: Fen) { left = left + right }

    /// Takes from the amount in place.
    public static func -= (left: inout Fen, right: Fen) { left = left - right }

    /// `half_up(amount x numerator / denominator)`, that is `floor((2a + b) / 2b)`.
    ///
    /// Source: ACTIONS.md, section 10.2. The denominator must be positive.
    public func scaledHalfUp(by numerator: Int64, over denominator: Int64) -> Fen {
        precondition(denominator > 0, "scaling by \(numerator)/\(denominator)")
        let twice = 2 * Int128(amount) * Int128(numerator) + Int128(denominator)
        let divisor = 2 * Int128(denominator)
        var quotient = twice / divisor
        if twice % divisor < 0 { quotient -= 1 }
        return Fen(Int64(clamping: quotient))
    }
}

extension Int64 {
    /// The sum, or the end of 64 bits that it lies beyond.
    @inlinable
    public func addingWithinBounds(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (self < 0 ? .min : .max) : sum
    }
}

extension Sequence<Fen> {
    /// The sum of all amounts.
    @inlinable
    public func sum() -> Fen { reduce(.zero, +) }
}

extension Fen: CustomStringConvertible {
    /// Yuan and fen for people, for example `128.00`.
    public var description: String {
        let size = amount.magnitude
        return "\(amount < 0 ? "-" : "")\(size / 100).\(padded(Int(size % 100), 2))"
    }
}

extension Fen: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(value) }
}
