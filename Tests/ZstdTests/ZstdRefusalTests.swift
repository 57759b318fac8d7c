import LedgerTesting
import Testing
import Zstd

/// Bytes from outside: whatever they claim, the answer is the content or a typed error.
@Suite struct ZstdRefusalTests {
    let content = (0..<20).flatMap(record)
    let frame: [UInt8]
    let decompressor: ZstdDecompressor

    init() throws {
        let dictionary = try trained()
        frame = try ZstdCompressor(level: 9, dictionary: dictionary).compress(content)
        decompressor = try ZstdDecompressor(dictionary: dictionary)
    }

    @Test func `a frame cut short anywhere is refused`() {
        for length in frame.indices {
            #expect(throws: ZstdError.self) {
                try decompressor.decompress(frame[..<length], limit: content.count)
            }
        }
    }

    @Test(arguments: 1...4)
    func `a damaged frame never gives other content`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var refused = 0
        for index in frame.indices {
            var damaged = frame
            damaged[index] ^= UInt8.random(in: 1...255, using: &random)
            do {
                let result = try decompressor.decompress(damaged, limit: content.count)
                #expect(result == content, "byte \(index)")
            } catch {
                refused += 1
            }
        }
        #expect(refused > frame.count * 9 / 10)
        #expect(try decompressor.decompress(frame, limit: content.count) == content)
    }

    @Test func `a bomb is refused by what its header says`() throws {
        let plain = try ZstdDecompressor(dictionary: nil)
        let zeros = [UInt8](repeating: 0, count: 50_000_000)
        let bomb = try ZstdCompressor(level: 3, dictionary: nil).compress(zeros)
        #expect(bomb.count < 10_000)
        #expect(throws: ZstdError.contentOverLimit(size: 50_000_000, limit: 1_000_000)) {
            try plain.decompress(bomb, limit: 1_000_000)
        }
        #expect(throws: ZstdError.contentOverLimit(size: 50_000_000, limit: 49_999_999)) {
            try plain.decompress(bomb, limit: 49_999_999)
        }
        #expect(throws: ZstdError.self) { try plain.decompress(bomb, limit: -1) }
    }

    @Test(arguments: [UInt64(5), 7, 200])
    func `a frame that lies about its size is refused`(stated: UInt64) throws {
        // One raw block of six bytes; the header states another size (RFC 8878, 3.1.1).
        let lie: [UInt8] =
            magic + [0x20, UInt8(stated)] + [0x31, 0x00, 0x00] + Array("refund".utf8)
        let plain = try ZstdDecompressor(dictionary: nil)
        #expect(throws: ZstdError.self) { try plain.decompress(lie, limit: 1000) }
        var truth = lie
        truth[5] = 6
        #expect(try plain.decompress(truth, limit: 1000) == Array("refund".utf8))
    }

    @Test func `a frame that claims more than a machine has is refused`() throws {
        let claim = magic + [0xE0] + [UInt8](repeating: 0xFD, count: 8) + [0x01, 0x00, 0x00]
        #expect(throws: ZstdError.self) {
            try ZstdDecompressor(dictionary: nil).decompress(claim, limit: 1 << 30)
        }
    }

    @Test func `a frame without its content's size is refused`() throws {
        let silent = magic + [0x00, 0x00] + [0x09, 0x00, 0x00] + Array("a".utf8)
        #expect(throws: ZstdError.contentSizeMissing) {
            try ZstdDecompressor(dictionary: nil).decompress(silent, limit: 1000)
        }
    }

    @Test func `what follows a frame is refused, be it another frame`() {
        #expect(throws: ZstdError.trailingBytes(count: 1)) {
            try decompressor.decompress(frame + [0], limit: content.count)
        }
        #expect(throws: ZstdError.trailingBytes(count: frame.count)) {
            try decompressor.decompress(frame + frame, limit: 2 * content.count)
        }
    }

    @Test(arguments: [
        [], [0x28], [0x28, 0xB5, 0x2F], Array("not a frame".utf8),
        // A skippable frame of no bytes, which libzstd would take for empty content.
        [0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0],
    ])
    func `bytes that are no frame are refused`(bytes: [UInt8]) {
        #expect(throws: ZstdError.notAFrame) { try decompressor.decompress(bytes, limit: 1000) }
    }

    @Test func `a refusal quotes libzstd`() {
        let error = #expect(throws: ZstdError.self) {
            try decompressor.decompress(frame.dropLast(), limit: content.count)
        }
        #expect(
            error?.description
                == "libzstd could not find the frame's end: Src size is incorrect. "
                + "Check where the bytes came from.")
    }
}

private let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
