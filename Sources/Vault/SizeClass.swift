package import Zstd

/// What is sealed instead of a text: compressed when that is shorter, and as long as others.
///
/// The first byte is the number of the text's bytes, as long as that is less than 128 and the text
/// stands as it is. Otherwise it is 128 for a text as it is or 129 for a zstd frame, and three
/// bytes say how many follow. Zeros fill it up to a size class: 32, 48, 64, 96, 128, 192 … bytes.
/// So a sealed text shows its length to within a half, and short ones nothing at all.
///
/// The first format of sealed texts had the three bytes always, behind a 0 or 1.
package struct SizeClass: Sendable {
    /// The longest text that is opened, in bytes; far more than a line of input may have.
    static let textBytesMax = 4_194_304

    /// How a content is written when its head says it in full.
    private enum Method: UInt8 {
        case asItIs = 0
        case compressed = 1
    }

    /// Set in the first byte of a full head, which has three bytes more for the number of bytes.
    private static let fullHead: UInt8 = 0x80
    private static let fullHeadBytes = 4
    private static let smallest = 32

    /// Below this, a zstd frame's own head costs more than it saves.
    private static let compressedFrom = 96

    private let compressor: ZstdCompressor
    private let decompressor: ZstdDecompressor

    package init() throws(ZstdError) {
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
        var method = Method.asItIs
        var content = plain
        if plain.count >= Self.compressedFrom {
            let frame = try compressor.compress(plain)
            if frame.count < plain.count { (method, content) = (.compressed, frame) }
        }
        let isShort = method == .asItIs && content.count < Self.fullHead
        let headBytes = isShort ? 1 : Self.fullHeadBytes
        let size = Self.size(for: headBytes + content.count)
        var packed: [UInt8] = []
        packed.reserveCapacity(size)
        if isShort {
            packed.append(UInt8(content.count))
        } else {
            packed.append(Self.fullHead | method.rawValue)
            for shift in [16, 8, 0] {
                packed.append(UInt8(truncatingIfNeeded: content.count >> shift))
            }
        }
        packed += content
        packed += repeatElement(0, count: size - packed.count)
        return packed
    }

    /// The text in what was sealed; `nil` when it is none.
    package func unpack(_ packed: [UInt8], _ format: SealedText.Format) -> String? {
        guard let first = packed.first else { return nil }
        switch format {
        case .first: return unpackFull(packed, first)
        case .shortHeads:
            guard first >= Self.fullHead else {
                return text(in: packed.dropFirst(), count: Int(first), .asItIs)
            }
            return unpackFull(packed, first & ~Self.fullHead)
        }
    }

    private func unpackFull(_ packed: [UInt8], _ method: UInt8) -> String? {
        guard packed.count >= Self.fullHeadBytes, let method = Method(rawValue: method) else {
            return nil
        }
        let count = packed[1..<Self.fullHeadBytes].reduce(0) { $0 << 8 | Int($1) }
        return text(in: packed.dropFirst(Self.fullHeadBytes), count: count, method)
    }

    private func text(in bytes: ArraySlice<UInt8>, count: Int, _ method: Method) -> String? {
        guard count <= bytes.count else { return nil }
        let content = bytes.prefix(count)
        switch method {
        case .asItIs: return String(validating: content, as: UTF8.self)
        case .compressed:
            let text = try? decompressor.decompress(content, limit: Self.textBytesMax)
            return text.flatMap { String(validating: $0, as: UTF8.self) }
        }
    }
}
