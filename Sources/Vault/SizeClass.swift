internal import Zstd

/// What is sealed instead of a text: compressed when that is shorter, and as long as others.
///
/// One byte says how the content is written (0 as it is, 1 as a zstd frame), three say how many
/// bytes it has, and zeros fill it up to a size class: 32, 48, 64, 96, 128, 192 … bytes. So a
/// sealed text shows its length to within a half, and short ones nothing at all.
struct SizeClass: Sendable {
    /// The longest text that is opened, in bytes; far more than a line of input may have.
    static let textBytesMax = 4_194_304

    private static let headBytes = 4
    private static let smallest = 32

    /// Below this, a zstd frame's own head costs more than it saves.
    private static let compressedFrom = 96

    private let compressor: ZstdCompressor
    private let decompressor: ZstdDecompressor

    init() throws(ZstdError) {
        compressor = try ZstdCompressor(level: 3, dictionary: nil)
        decompressor = try ZstdDecompressor(dictionary: nil)
    }

    /// The class of a number of bytes.
    static func size(for count: Int) -> Int {
        var size = smallest
        while size < count {
            let next = size + size / 2
            size = next >= count ? next : size * 2
        }
        return size
    }

    /// A text as it is sealed.
    func pack(_ text: String) throws(ZstdError) -> [UInt8] {
        let plain = Array(text.utf8)
        var method: UInt8 = 0
        var content = plain
        if plain.count >= Self.compressedFrom {
            let frame = try compressor.compress(plain)
            if frame.count < plain.count { (method, content) = (1, frame) }
        }
        let size = Self.size(for: Self.headBytes + content.count)
        var packed: [UInt8] = []
        packed.reserveCapacity(size)
        packed.append(method)
        for shift in [16, 8, 0] { packed.append(UInt8(truncatingIfNeeded: content.count >> shift)) }
        packed += content
        packed += repeatElement(0, count: size - packed.count)
        return packed
    }

    /// The text in what was sealed; `nil` when it is none.
    func unpack(_ packed: [UInt8]) -> String? {
        guard packed.count >= Self.headBytes else { return nil }
        let count = packed[1..<4].reduce(0) { $0 << 8 | Int($1) }
        guard count <= packed.count - Self.headBytes else { return nil }
        let content = packed[Self.headBytes..<Self.headBytes + count]
        switch packed[0] {
        case 0: return String(validating: content, as: UTF8.self)
        case 1:
            let text = try? decompressor.decompress(content, limit: Self.textBytesMax)
            return text.flatMap { String(validating: $0, as: UTF8.self) }
        case _: return nil
        }
    }
}
