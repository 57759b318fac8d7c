import CBOR
import Testing

@Suite struct CBORWriterTests {
    @Test(arguments: [0, 1, 22, 23, 24, 25, 255, 256, 300, 65_535, 65_536])
    func `a map may learn its count at the end`(pairs: Int) throws {
        var late = CBORWriter(reserving: 0)
        var early = CBORWriter()
        for isLate in [true, false] {
            var writer = isLate ? late : early
            writer.arrayHeader(2)
            let mark = isLate ? writer.openMap() : 0
            if !isLate { writer.mapHeader(pairs) }
            for key in 0..<pairs {
                writer.integer(Int64(key))
                writer.bool(key.isMultiple(of: 2))
            }
            if isLate { writer.closeMap(mark, pairs: pairs) }
            writer.text("after")
            if isLate { late = writer } else { early = writer }
        }
        #expect(late.bytes == early.bytes)
        _ = try CBORValue.decode(late.bytes[...])
    }

    @Test func `open maps may be inside one another`() throws {
        var writer = CBORWriter()
        let outer = writer.openMap()
        for key in 0..<30 {
            writer.integer(Int64(key))
            let inner = writer.openMap()
            for innerKey in 0..<key {
                writer.integer(Int64(innerKey))
                writer.null()
            }
            writer.closeMap(inner, pairs: key)
        }
        writer.closeMap(outer, pairs: 30)
        guard case .map(let pairs) = try CBORValue.decode(writer.bytes[...]) else {
            Issue.record("not a map")
            return
        }
        #expect(pairs.count == 30)
        #expect(
            pairs.last?.value
                == .map((0..<29).map { .init(.integer($0), .null) }))
    }

    @Test func `an encoded item is taken over as it is, from an array or a slice`() {
        var writer = CBORWriter()
        let item: [UInt8] = [0x82, 0x01, 0x02]
        writer.arrayHeader(2)
        writer.raw(item)
        writer.raw(item[1...1])
        #expect(writer.bytes == [0x82, 0x82, 0x01, 0x02, 0x01])
        #expect(writer.count == 5)
    }

    @Test func `a writer is used again`() {
        var writer = CBORWriter()
        writer.integer(1)
        writer.removeAll(keepingCapacity: true)
        writer.bytes([7][...])
        #expect(writer.bytes == [0x41, 0x07])
    }
}
