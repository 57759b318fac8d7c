import Units

/// Divides an amount by what is left in several places (G23).
///
/// Floor shares first, then one fen each by largest remainder, ties to the lowest index.
/// Source: ACTIONS.md, section 10.2.
func split(_ amount: Fen, over left: [Fen]) -> [Fen] {
    let total = Int128(left.sum().amount)
    guard total > 0 else { return left.map { _ in .zero } }
    let products = left.map { Int128(amount.amount) * Int128($0.amount) }
    var shares = products.map { Fen(Int64(clamping: $0 / total)) }
    let order = products.indices.sorted {
        let (first, second) = (products[$0] % total, products[$1] % total)
        return first == second ? $0 < $1 : first > second
    }
    var rest = amount - shares.sum()
    for index in order where rest > .zero {
        shares[index] += 1
        rest -= 1
    }
    return shares
}
