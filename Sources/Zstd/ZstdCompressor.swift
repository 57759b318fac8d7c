internal import CZstd
internal import Synchronization

/// Makes zstd frames at one level with one dictionary; keeps libzstd's memory between calls.
///
/// Frames state their content's size and carry a checksum of it. Safe to share: calls take turns
/// behind a lock, so work that shall run in parallel needs a compressor for each task.
public final class ZstdCompressor: Sendable {
    private let context: Mutex<CompressionContext>

    /// The level, from 1 (fast) to ``levelMax``.
    public let level: Int

    /// The highest level of the installed libzstd.
    public static var levelMax: Int { Int(ZSTD_maxCLevel()) }

    /// Prepares a level and a dictionary.
    ///
    /// - Throws: ``ZstdError/library(operation:reason:)`` for a level that does not exist or a
    ///   damaged dictionary.
    public init(level: Int, dictionary: ZstdDictionary?) throws(ZstdError) {
        guard (1...Self.levelMax).contains(level) else {
            throw .library(
                operation: "prepare a compressor", reason: "level \(level) does not exist")
        }
        self.level = level
        context = Mutex(try CompressionContext(level: Int32(level), dictionary: dictionary))
    }

    /// Compresses bytes into one frame.
    public func compress(_ bytes: [UInt8]) throws(ZstdError) -> [UInt8] {
        try compress(bytes[...])
    }

    /// Compresses bytes into one frame.
    public func compress(_ bytes: ArraySlice<UInt8>) throws(ZstdError) -> [UInt8] {
        try context.withLock { context throws(ZstdError) in try context.compress(bytes) }
    }
}

/// libzstd's compression state; freed with its only owner.
private struct CompressionContext: ~Copyable {
    private let context: OpaquePointer
    private let dictionary: OpaquePointer?

    init(level: Int32, dictionary: ZstdDictionary?) throws(ZstdError) {
        guard let context = ZSTD_createCCtx() else {
            throw .library(operation: "prepare a compressor", reason: "out of memory")
        }
        var prepared: OpaquePointer?
        do throws(ZstdError) {
            if let dictionary {
                // Copies the bytes, so they need not outlive this call.
                prepared = ZSTD_createCDict(dictionary.bytes, dictionary.bytes.count, level)
                guard prepared != nil else {
                    throw .library(operation: "load a dictionary", reason: "it is damaged")
                }
                _ = try checked(ZSTD_CCtx_refCDict(context, prepared), "use a dictionary")
            }
            for (parameter, value) in [
                (ZSTD_c_compressionLevel, level), (ZSTD_c_contentSizeFlag, 1),
                (ZSTD_c_checksumFlag, 1),
            ] {
                _ = try checked(
                    ZSTD_CCtx_setParameter(context, parameter, value), "set a parameter")
            }
        } catch {
            ZSTD_freeCCtx(context)
            ZSTD_freeCDict(prepared)
            throw error
        }
        self.context = context
        self.dictionary = prepared
    }

    deinit {
        ZSTD_freeCCtx(context)
        ZSTD_freeCDict(dictionary)
    }

    borrowing func compress(_ bytes: ArraySlice<UInt8>) throws(ZstdError) -> [UInt8] {
        let bound = try checked(ZSTD_compressBound(bytes.count), "bound a frame's size")
        var code = 0
        let frame = bytes.withUnsafeBytes { source in
            [UInt8](unsafeUninitializedCapacity: bound) { target, count in
                code = ZSTD_compress2(
                    context, target.baseAddress, target.count, source.baseAddress, source.count)
                count = ZSTD_isError(code) == 0 ? code : 0
            }
        }
        _ = try checked(code, "compress")
        return frame
    }
}
