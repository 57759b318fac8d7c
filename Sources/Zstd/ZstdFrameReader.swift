internal import CZstd

/// Opens zstd frames whose bytes come bit by bit, in constant memory whatever they hold.
public final class ZstdFrameReader {
    /// The most content that is handed out at a time, in bytes.
    public static let contentBytesMax = 1 << 17

    /// The window that a frame may ask for, as a power of two: 128 MiB, libzstd's own default.
    private static let windowBitsMax: Int32 = 27

    private let context: OpaquePointer

    /// Whether the frame that was read last is complete, so that the bytes may end here.
    public private(set) var isAtFrameEnd = true

    /// Prepares to read.
    public init() throws(ZstdError) {
        guard let context = ZSTD_createDCtx() else {
            throw .library(operation: "prepare a decompressor", reason: "out of memory")
        }
        self.context = context
        _ = try checked(
            ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowBitsMax),
            "set a parameter")
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Whether bytes begin as a zstd frame does.
    public static func isFrame(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: magic)
    }

    /// How many bytes tell whether a frame begins.
    public static var magicBytes: Int { magic.count }

    private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

    /// Takes bytes of frames and gives the next of their content.
    ///
    /// - Parameter bytes: What follows the bytes taken before; what is taken now is removed.
    /// - Returns: Up to ``contentBytesMax`` bytes; none when more bytes are needed.
    /// - Throws: ``ZstdError/library(operation:reason:)`` for damaged frames.
    public func next(_ bytes: inout ArraySlice<UInt8>) throws(ZstdError) -> [UInt8] {
        var code = 0
        var consumed = 0
        // Both pointers are valid for the call only, and libzstd keeps neither.
        let content = bytes.withUnsafeBytes { source in
            [UInt8](unsafeUninitializedCapacity: Self.contentBytesMax) { target, count in
                var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
                var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
                repeat {
                    code = ZSTD_decompressStream(context, &output, &input)
                } while ZSTD_isError(code) == 0 && code > 0 && input.pos < input.size
                    && output.pos < output.size
                consumed = input.pos
                count = ZSTD_isError(code) == 0 ? output.pos : 0
            }
        }
        let left = try checked(code, "decompress")
        if consumed > 0 || !content.isEmpty { isAtFrameEnd = left == 0 }
        bytes = bytes.dropFirst(consumed)
        return content
    }
}
