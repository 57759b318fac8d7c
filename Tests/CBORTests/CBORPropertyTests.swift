import LedgerTesting
import Testing

@testable import CBOR

/// What holds for every value and for any bytes; seeds make failures repeatable.
@Suite struct CBORPropertyTests {
    @Test(arguments: 1...200)
    func `a value comes back as it went`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<20 {
            let value = anyValue(depth: 0, &random)
            let encoded = try value.encode()
            let decoded = try CBORValue.decode(encoded[...])
            #expect(decoded == sorted(value))
            #expect(try decoded.encode() == encoded)
        }
    }

    @Test(arguments: 1...100)
    func `a value cut short anywhere is refused`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let encoded = try anyValue(depth: 3, &random).encode()
        let accepted = encoded.indices.filter { (try? CBORValue.decode(encoded[..<$0])) != nil }
        #expect(accepted.isEmpty)
    }

    /// The point of a deterministic encoding: what is accepted at all has no other bytes.
    @Test(arguments: 1...200)
    func `damaged bytes are refused or encode back to themselves`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            var encoded = try anyValue(depth: 0, &random).encode()
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                let place = Int.random(in: encoded.indices, using: &random)
                encoded[place] = UInt8.random(in: 0...255, using: &random)
            }
            guard let value = try? CBORValue.decode(encoded[...]) else { continue }
            #expect(try value.encode() == encoded)
        }
    }

    /// The quick walk must refuse what the scanner refuses, and never needs it for anything else.
    @Test(arguments: 1...200)
    func `the quick walk and the scanner end at the same place`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<100 {
            var bytes = try anyValue(depth: 0, &random).encode()
            for _ in 0..<round % 4 {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            if round % 5 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            var end = 0
            let isAccepted = (try? CBORScanner.skip(bytes.span, at: &end, depth: 0)) != nil
            let walked = bytes.withUnsafeBufferPointer { CBORWalk.end(ofItemAt: 0, in: $0) }
            #expect(walked == (isAccepted ? end : nil))
        }
    }

    @Test func `nesting has the same end for the walk and the scanner`() {
        for depth in 30...35 {
            let bytes = Array(repeating: UInt8(0x81), count: depth) + [0x00]
            let walked = bytes.withUnsafeBufferPointer { CBORWalk.end(ofItemAt: 0, in: $0) }
            #expect((walked != nil) == (depth <= CBORReader.nestingMax))
        }
    }

    private func anyValue(depth: Int, _ random: inout SplitMix64) -> CBORValue {
        switch Int.random(in: 0..<(depth < 4 ? 7 : 5), using: &random) {
        case 0: return .integer(anyInteger(&random))
        case 1: return .bytes(anyBytes(&random))
        case 2: return .text(anyText(&random))
        case 3: return .bool(Bool.random(using: &random))
        case 4: return .null
        case 5:
            let count = Int.random(in: 0...6, using: &random)
            return .array((0..<count).map { _ in anyValue(depth: depth + 1, &random) })
        case _:
            var pairs: [CBORValue: CBORValue] = [:]
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                pairs[anyValue(depth: 4, &random)] = anyValue(depth: depth + 2, &random)
            }
            return .map(pairs.map { .init($0.key, $0.value) })
        }
    }

    /// Integers at the edges of each width of head, and anywhere between.
    private func anyInteger(_ random: inout SplitMix64) -> Int64 {
        let edges: [Int64] = [0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, .max]
        let edge = edges.randomElement(using: &random) ?? 0
        let near = edge &- Int64.random(in: 0...2, using: &random)
        return Bool.random(using: &random) ? near : ~near
    }

    private func anyBytes(_ random: inout SplitMix64) -> [UInt8] {
        let count = [0, 1, 23, 24, 255, 256].randomElement(using: &random) ?? 0
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private func anyText(_ random: inout SplitMix64) -> String {
        let letters = ["a", "Z", "\0", "\"", "é", "水", "𐅑", "👩‍👧", "\u{10FFFF}"]
        let count = [0, 1, 7, 23, 24, 90].randomElement(using: &random) ?? 0
        return (0..<count).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
    }

    /// The same value with its pairs in the order of their encoded keys, all the way down.
    private func sorted(_ value: CBORValue) -> CBORValue {
        switch value {
        case .array(let items): .array(items.map(sorted))
        case .map(let pairs):
            .map(
                pairs.map { (key: (try? $0.key.encode()) ?? [], pair: $0) }
                    .sorted { $0.key.lexicographicallyPrecedes($1.key) }
                    .map { .init($0.pair.key, sorted($0.pair.value)) })
        case .integer, .bytes, .text, .bool, .null: value
        }
    }
}
