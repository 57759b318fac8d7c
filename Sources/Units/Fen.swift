/// An amount of Chinese money in fen, the smallest coin: 100 fen are one yuan (CNY).
///
/// There is no floating point anywhere on a money path; products are formed in 128 bits.
public struct Fen: Hashable, Comparable, Sendable {
    /// The number of fen.
    public var amount: Int64

    /// Creates an amount from a count of fen.
    public init(_ amount: Int64) { self.amount = amount }

    /// Nothing.
    public static let zero = Fen(0)

    public static func < (left: Fen, right: Fen) -> Bool { left.amount < right.amount }

    /// The sum; the ledger keeps every amount of an order within what was paid for it.
    public static func + (left: Fen, right: Fen) -> Fen { Fen(left.amount + right.amount) }

    /// The difference; may be negative.
    public static func - (left: Fen, right: Fen) -> Fen { Fen(left.amount - right.amount) }

    /// Adds to the amount in place.
    public static func += (left: inout Fen, right: Fen) { left.amount += right.amount }

    /// Takes from the amount in place.
    public static func -= (left: inout Fen, right: Fen) { left.amount -= right.amount }

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

extension Sequence<Fen> {
    /// The sum of all amounts.
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
