/// A small random generator that gives the same numbers for the same seed on every machine.
///
/// Integers only. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, the bound; the bias of the multiplication (at most
    /// bound / 2^64) does not matter here.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(Int(range.upperBound - range.lowerBound + 1)))
    }

    /// True in so many of a hundred.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// True in so many of a thousand.
    mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    /// One of the choices, each as likely as its weight says.
    mutating func pick<Element>(weighted choices: [(weight: Int, choice: Element)]) -> Element {
        var left = below(choices.reduce(0) { $0 + $1.weight })
        for (weight, choice) in choices {
            if left < weight { return choice }
            left -= weight
        }
        return choices[choices.count - 1].choice
    }

    /// So many lower-case hexadecimal digits, sixteen at a time.
    mutating func hexadecimal(words: Int) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: words * 16) { buffer in
            for word in 0..<words {
                let bits = next()
                for place in 0..<16 {
                    // Both indices are bounded by the loops: 16 digits, words * 16 bytes.
                    buffer[word * 16 + place] =
                        digits.utf8Start[Int(bits >> UInt64(60 - place * 4) & 15)]
                }
            }
            return words * 16
        }
    }
}
