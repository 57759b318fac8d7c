import CBOR
import LedgerTesting
import Testing

@testable import EventLog

/// The quick way to read an entry and the strict one are one reader to everybody else.
@Suite struct EntryItemsTests {
    @Test(arguments: 1...200)
    func `both ways read the same entries, and refuse the same`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var read = 0
        for round in 0..<200 {
            var bytes = anyEntry(&random)
            for _ in 0..<round % 3 {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            if round % 7 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
            let slice = ([0xFF] + bytes + [0xFF])[1..<bytes.count + 1]
            let quick = EntryItems(quickly: slice)
            #expect(quick == (try? EntryItems(strictly: slice)))
            read += quick == nil ? 0 : 1
        }
        #expect(read > 50 && read < 200)
    }

    @Test func `what is written in more bytes than it needs is refused by both`() {
        var random = SplitMix64(seed: 1)
        let entry = anyEntry(&random)
        // The head of the array, and the format: both as one byte more.
        for padded in [[0x98, 0x0A] + entry.dropFirst(), [0x8A, 0x18, 0x01] + entry.dropFirst(2)] {
            #expect(EntryItems(quickly: padded[...]) == nil)
            #expect(throws: CBORError.self) { try EntryItems(strictly: padded[...]) }
        }
    }

    private func anyEntry(_ random: inout SplitMix64) -> [UInt8] {
        var writer = CBORWriter()
        writer.arrayHeader(10)
        writer.integer(1)
        if Bool.random(using: &random) {
            writer.text("order-水\(random.next() % 1_000)")
        } else {
            writer.integer(Int64(random.next() % 100_000))
        }
        for _ in 0..<5 { writer.integer(Int64(random.next() % 5_000_000_000_000)) }
        writer.mapHeader(2)
        writer.integer(1)
        writer.text("reviewer-1")
        writer.integer(2)
        writer.integer(5)
        if Bool.random(using: &random) {
            writer.arrayHeader(2)
            writer.text("key")
            writer.bytes([UInt8](repeating: 7, count: 16))
        } else {
            writer.null()
        }
        writer.mapHeader(1)
        writer.integer(1)
        writer.text("C1")
        return writer.bytes
    }
}
