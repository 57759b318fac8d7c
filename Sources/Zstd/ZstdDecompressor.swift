internal import CZstd
internal import Synchronization

/// Opens zstd frames made with one dictionary; keeps libzstd's memory between calls.
///
/// Safe to share: calls take turns behind a lock, so work that shall run in parallel needs a
/// decompressor for each task.
public final class ZstdDecompressor: Sendable {
    private let context: Mutex<DecompressionContext>
    private let dictionaryID: UInt32

    /// Prepares a dictionary.
    ///
    /// - Throws: ``ZstdError/library(operation:reason:)`` for a damaged dictionary.
    public init(dictionary: ZstdDictionary?) throws(ZstdError) {
        dictionaryID = dictionary?.id ?? 0
        context = Mutex(try DecompressionContext(dictionary: dictionary))
    }

    /// Decompresses one whole frame, and nothing but one.
    ///
    /// - Parameters:
    ///   - bytes: The frame.
    ///   - limit: The most bytes the content may have; nothing larger is ever allocated.
    /// - Returns: The content.
    /// - Throws: ``ZstdError`` when the frame is damaged, cut short, followed by other bytes, over
    ///   the limit, silent about its size, or made with another dictionary.
    public func decompress(
        _ bytes: ArraySlice<UInt8>, limit: Int
    ) throws(ZstdError) -> [UInt8] {
        let size = try contentSize(of: bytes, limit: limit)
        return try context.withLock { context throws(ZstdError) in
            try context.decompress(bytes, size: size)
        }
    }

    /// Decompresses one whole frame, and nothing but one.
    ///
    /// The same as for a slice.
    public func decompress(_ bytes: [UInt8], limit: Int) throws(ZstdError) -> [UInt8] {
        try decompress(bytes[...], limit: limit)
    }

    /// What the frame's header promises, refused unless it can be trusted with memory.
    private func contentSize(
        of bytes: ArraySlice<UInt8>, limit: Int
    ) throws(ZstdError) -> Int {
        guard bytes.starts(with: frameMagic) else { throw .notAFrame }
        let (stated, length, needed) = bytes.withUnsafeBytes { frame in
            (
                ZSTD_getFrameContentSize(frame.baseAddress, frame.count),
                ZSTD_findFrameCompressedSize(frame.baseAddress, frame.count),
                UInt32(ZSTD_getDictID_fromFrame(frame.baseAddress, frame.count))
            )
        }
        let whole = try checked(length, "find the frame's end")
        guard whole == bytes.count else { throw .trailingBytes(count: bytes.count - whole) }
        guard stated != contentSizeUnknown else { throw .contentSizeMissing }
        guard let size = Int(exactly: stated), size <= limit else {
            throw .contentOverLimit(size: stated, limit: limit)
        }
        guard needed == dictionaryID else {
            throw .wrongDictionary(needed: needed, given: dictionaryID)
        }
        return size
    }
}

/// `ZSTD_MAGICNUMBER`, little-endian; skippable frames start otherwise and are refused.
private let frameMagic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

/// `ZSTD_CONTENTSIZE_UNKNOWN`; the macro is an expression that is not imported on every system.
private let contentSizeUnknown = UInt64.max

/// libzstd's decompression state; freed with its only owner.
private struct DecompressionContext: ~Copyable {
    private let context: OpaquePointer
    private let dictionary: OpaquePointer?

    init(dictionary: ZstdDictionary?) throws(ZstdError) {
        guard let context = ZSTD_createDCtx() else {
            throw .library(operation: "prepare a decompressor", reason: "out of memory")
        }
        // Copies the bytes, so they need not outlive this call.
        let prepared = dictionary.flatMap { ZSTD_createDDict($0.bytes, $0.bytes.count) }
        guard dictionary == nil || prepared != nil else {
            ZSTD_freeDCtx(context)
            throw .library(operation: "load a dictionary", reason: "it is damaged")
        }
        self.context = context
        self.dictionary = prepared
    }

    deinit {
        ZSTD_freeDCtx(context)
        ZSTD_freeDDict(dictionary)
    }

    borrowing func decompress(
        _ bytes: ArraySlice<UInt8>, size: Int
    ) throws(ZstdError) -> [UInt8] {
        var code = 0
        let content = bytes.withUnsafeBytes { source in
            [UInt8](unsafeUninitializedCapacity: size) { target, count in
                code = ZSTD_decompress_usingDDict(
                    context, target.baseAddress, size, source.baseAddress, source.count, dictionary)
                count = ZSTD_isError(code) == 0 ? code : 0
            }
        }
        let written = try checked(code, "decompress")
        guard written == size else {
            throw .library(
                operation: "decompress", reason: "\(written) bytes came out, \(size) were stated")
        }
        return content
    }
}
