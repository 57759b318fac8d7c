import LedgerTesting
import Zstd

/// Something that looks like a small event: fixed words, a few numbers.
func record(_ number: Int) -> [UInt8] {
    var random = SplitMix64(seed: UInt64(number))
    let amount = Int.random(in: 1...99_999, using: &random)
    let kind = ["requested", "approved", "paid", "denied"].randomElement(using: &random) ?? ""
    let text =
        "{\"type\":\"refund-\(kind).v1\",\"order\":\"KM-\(number)\",\"amount_fen\":\(amount),"
        + "\"channel\":\"original-payment\",\"actor\":\"clerk-\(amount % 17)\"}"
    return Array(text.utf8)
}

/// Samples to learn from, other ones for another start.
func samples(from start: Int = 0) -> [ArraySlice<UInt8>] {
    (start..<start + 2000).map { record($0)[...] }
}

/// A small trained dictionary, the same each time.
func trained() throws -> ZstdDictionary {
    try ZstdDictionary.train(samples: samples(), capacity: 8192)
}
