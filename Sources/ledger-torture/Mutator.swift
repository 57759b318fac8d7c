import LedgerTesting

/// Changes bytes as damage and ill will do.
struct Mutator {
    private var random: SplitMix64

    private static let bytesMax = 65_536

    /// Heads of CBOR items with large lengths, ends of 64 bits, and characters of JSON.
    private static let tokens: [[UInt8]] = [
        [0x1B, 0x7F] + [UInt8](repeating: 0xFF, count: 7), [0x3B, 0x7F, 0xFF, 0xFF, 0xFF],
        [0x5B, 0, 0, 0, 1, 0, 0, 0, 0], [0x9A, 0xFF, 0xFF, 0xFF, 0xFF], [0xBF], [0x9F], [0xFF],
        [0xF6], [0x28, 0xB5, 0x2F, 0xFD], [0xE2, 0x94], [0xED, 0xA0, 0x80], [0xC0, 0x80],
        Array("9223372036854775807".utf8), Array("-9223372036854775808".utf8),
        Array("1e400".utf8), Array("\\ud800".utf8), Array("\"".utf8), Array("{}".utf8),
        Array("[[[[[[[[".utf8), Array("null".utf8), Array("\n".utf8), Array("— ".utf8),
        Array("0000-01-01T00:00:00+23:59".utf8),
    ]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// One of some inputs with up to eight changes.
    mutating func change(_ inputs: [[UInt8]]) -> [UInt8] {
        var input = inputs[below(inputs.count)]
        for _ in 0...below(8) { change(&input, inputs) }
        return Array(input.prefix(Self.bytesMax))
    }

    private mutating func change(_ input: inout [UInt8], _ inputs: [[UInt8]]) {
        guard !input.isEmpty else { return input = inputs[below(inputs.count)] }
        let place = below(input.count)
        let length = min(input.count - place, 1 + below(1 + below(64)))
        switch below(8) {
        case 0: input[place] ^= 1 << UInt8(below(8))
        case 1: input[place] = UInt8(truncatingIfNeeded: below(256))
        case 2: input.removeSubrange(place..<(place + length))
        case 3: input.insert(contentsOf: input[place..<(place + length)], at: place)
        case 4: input.insert(contentsOf: Self.tokens[below(Self.tokens.count)], at: place)
        case 5:
            let token = Self.tokens[below(Self.tokens.count)]
            input.replaceSubrange(place..<min(input.count, place + token.count), with: token)
        case 6: input.removeSubrange(place...)
        case _:
            let other = inputs[below(inputs.count)]
            guard !other.isEmpty else { return }
            let start = below(other.count)
            input.replaceSubrange(
                place..<(place + length), with: other[start...].prefix(1 + below(256)))
        }
    }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
}
