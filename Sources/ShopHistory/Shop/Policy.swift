/// The parameters of the policy in force that decide amounts and windows, and the formulas.
///
/// Three policies are in force in the simulated shop: the built-in default, a stricter one for one
/// platform, and one for a platform that reviews in real time.
struct Policy: Sendable {
    var windowHours: Int64 = 72
    var feeBasisPoints: Int64 = 500
    var feeMin: Int64 = 0
    var fixedCostBasisPoints: Int64 = 60
    var isRealtime = false

    static let strictPlatform = "plat-3"
    static let realtimePlatform = "plat-rt"
    static let hardLimitHours: Int64 = 168
    static let fourEyesMin: Int64 = 100_000

    static func inForce(on platform: String?) -> Policy {
        switch platform {
        case strictPlatform:
            Policy(windowHours: 48, feeBasisPoints: 300, feeMin: 50, fixedCostBasisPoints: 100)
        case realtimePlatform: Policy(isRealtime: true)
        case _: Policy()
        }
    }

    /// What the buyer's fault leaves of an amount.
    func lessFee(_ requested: Int64) -> Int64 {
        requested - min(requested, max(feeMin, halfUp(requested * feeBasisPoints, 10_000)))
    }

    /// What is paid back of a part of a price, after the fixed cost of the whole price.
    func lessFixedCost(paid: Int64, part: Int64, of whole: Int64) -> Int64 {
        max(0, halfUp(paid * part, whole) - halfUp(paid * fixedCostBasisPoints, 10_000))
    }
}

/// The quotient rounded to the nearest integer, a half up; for numbers that are not negative.
func halfUp(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    (2 * dividend + divisor) / (2 * divisor)
}

/// Divides an amount in proportion to what is left: floors, then a fen each by largest remainder.
func split(_ amount: Int64, over left: [Int64]) -> [Int64] {
    let total = left.reduce(0, +)
    guard total > 0 else { return left.map { _ in 0 } }
    var shares = left.map { amount * $0 / total }
    let missing = Int(amount - shares.reduce(0, +))
    let remainders = left.map { amount * $0 % total }
    let order = left.indices.sorted {
        (remainders[$1], $0) < (remainders[$0], $1)
    }
    for index in order.prefix(missing) { shares[index] += 1 }
    return shares
}
