internal import CZstd

/// Makes one zstd frame from bytes that come bit by bit, in constant memory.
///
/// The frame carries a checksum of its content, but does not state its size, because nobody knows
/// it at the beginning.
public final class ZstdFrameWriter {
    private let context: OpaquePointer

    /// Starts a frame.
    ///
    /// - Parameter level: From 1 (fast) to ``ZstdCompressor/levelMax``.
    /// - Throws: ``ZstdError/library(operation:reason:)`` for a level that does not exist.
    public init(level: Int) throws(ZstdError) {
        guard (1...ZstdCompressor.levelMax).contains(level) else {
            throw .library(
                operation: "prepare a compressor", reason: "level \(level) does not exist")
        }
        guard let context = ZSTD_createCCtx() else {
            throw .library(operation: "prepare a compressor", reason: "out of memory")
        }
        self.context = context
        for (parameter, value) in [
            (ZSTD_c_compressionLevel, Int32(level)), (ZSTD_c_checksumFlag, 1),
        ] {
            _ = try checked(ZSTD_CCtx_setParameter(context, parameter, value), "set a parameter")
        }
    }

    deinit { ZSTD_freeCCtx(context) }

    /// Takes more content.
    ///
    /// - Returns: The part of the frame that is ready; often nothing.
    public func append(_ bytes: [UInt8]) throws(ZstdError) -> [UInt8] {
        try run(bytes, ZSTD_e_continue)
    }

    /// Ends the frame.
    ///
    /// - Returns: The rest of it.
    public func finish() throws(ZstdError) -> [UInt8] { try run([], ZSTD_e_end) }

    private func run(
        _ bytes: [UInt8], _ directive: ZSTD_EndDirective
    ) throws(ZstdError) -> [UInt8] {
        var result: [UInt8] = []
        var consumed = 0
        var code = 0
        repeat {
            // Both pointers are valid for the call only, and libzstd keeps neither.
            let part = bytes.withUnsafeBytes { source in
                [UInt8](unsafeUninitializedCapacity: ZSTD_CStreamOutSize()) { target, count in
                    var input = ZSTD_inBuffer(
                        src: source.baseAddress, size: source.count, pos: consumed)
                    var output = ZSTD_outBuffer(
                        dst: target.baseAddress, size: target.count, pos: 0)
                    code = ZSTD_compressStream2(context, &output, &input, directive)
                    consumed = input.pos
                    count = ZSTD_isError(code) == 0 ? output.pos : 0
                }
            }
            _ = try checked(code, "compress")
            result += part
        } while consumed < bytes.count || (directive == ZSTD_e_end && code > 0)
        return result
    }
}
