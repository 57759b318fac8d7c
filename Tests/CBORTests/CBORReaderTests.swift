import CBOR
import Testing

@Suite struct CBORReaderTests {
    @Test func `items are read one after the other`() throws {
        var writer = CBORWriter()
        writer.arrayHeader(7)
        writer.integer(-500)
        writer.text("退款")
        writer.bytes([1, 2])
        writer.bool(true)
        writer.null()
        writer.mapHeader(1)
        writer.integer(1)
        writer.null()
        writer.bool(false)
        var reader = CBORReader(writer.bytes[...])
        #expect(try reader.peekMajorType() == .array)
        #expect(try reader.arrayHeader() == 7)
        #expect(try reader.nullIfPresent() == false)
        #expect(try reader.integer() == -500)
        #expect(try reader.text() == "退款")
        #expect(try reader.bytes() == [1, 2])
        #expect(try reader.bool())
        #expect(try reader.nullIfPresent())
        #expect(try reader.skipItem() == [0xA1, 0x01, 0xF6])
        #expect(!reader.isAtEnd)
        #expect(try reader.bool() == false)
        #expect(reader.isAtEnd)
        try reader.finish()
    }

    @Test func `another type than expected is named`() {
        func read(_ hex: String, _ body: (inout CBORReader) throws -> Void) throws {
            var reader = CBORReader(bytes(hex)[...])
            try body(&reader)
        }
        let wrong = CBORError.unexpectedType
        #expect(throws: wrong(.integer, .text, 0)) { try read("6161") { _ = try $0.integer() } }
        #expect(throws: wrong(.text, .bytes, 0)) { try read("4161") { _ = try $0.text() } }
        #expect(throws: wrong(.bytes, .text, 0)) { try read("6161") { _ = try $0.bytes() } }
        #expect(throws: wrong(.bool, .simple, 0)) { try read("f6") { _ = try $0.bool() } }
        #expect(throws: wrong(.array, .map, 0)) { try read("a0") { _ = try $0.arrayHeader() } }
        #expect(throws: wrong(.map, .array, 0)) { try read("80") { _ = try $0.mapHeader() } }
        #expect(throws: CBORError.unsupported(.float, offset: 0)) {
            try read("f93c00") { _ = try $0.integer() }
        }
    }

    @Test func `a map's header vouches for the order of keys, here and inside`() {
        for hex in ["a2 02 00 01 00", "a1 01 a2 02 00 01 00", "a1 01 82 00 a2 02 00 02 00"] {
            var reader = CBORReader(bytes(hex)[...])
            #expect(throws: CBORError.self) { try reader.mapHeader() }
        }
    }

    @Test func `maps inside a map are read after its header checked them`() throws {
        var reader = CBORReader(bytes("a2 01 a1 05 06 02 a1 07 08 a1 02 00")[...])
        #expect(try reader.mapHeader() == 2)
        #expect(try reader.integer() == 1)
        #expect(try reader.mapHeader() == 1)
        #expect(try reader.integer() == 5)
        #expect(try reader.integer() == 6)
        #expect(try reader.integer() == 2)
        #expect(try reader.skipItem() == bytes("a1 07 08")[...])
        // A second map behind the first is checked by its own header.
        #expect(try reader.mapHeader() == 1)
    }

    @Test func `text that is not UTF-8 is refused by every way of reading it`() {
        var direct = CBORReader(bytes("62c328")[...])
        #expect(throws: CBORError.invalidText(offset: 0)) { try direct.text() }
        var skipped = CBORReader(bytes("62c328")[...])
        #expect(throws: CBORError.invalidText(offset: 0)) { try skipped.skipItem() }
    }

    @Test func `reading at the end says that input is missing`() {
        var reader = CBORReader([])
        #expect(reader.isAtEnd)
        #expect(throws: CBORError.truncated(offset: 0)) { try reader.integer() }
        #expect(throws: CBORError.truncated(offset: 0)) { try reader.nullIfPresent() }
        #expect(throws: CBORError.truncated(offset: 0)) { try reader.peekMajorType() }
        #expect(throws: CBORError.truncated(offset: 0)) { try reader.skipItem() }
    }
}
