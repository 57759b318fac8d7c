internal import CZstd

/// Why bytes could not be compressed, decompressed or trained on.
public enum ZstdError: Error, Equatable, Sendable {
    /// libzstd refused; the reason is in its own words.
    case library(operation: String, reason: String)

    /// The bytes do not start with a zstd frame.
    case notAFrame

    /// The frame does not say how large its content is, so no limit can be kept.
    case contentSizeMissing

    /// The content is larger than the caller is ready to hold; sizes in bytes.
    case contentOverLimit(size: UInt64, limit: Int)

    /// Bytes follow the frame.
    case trailingBytes(count: Int)

    /// The frame needs another dictionary than the one given; 0 stands for none.
    case wrongDictionary(needed: UInt32, given: UInt32)
}

extension ZstdError: CustomStringConvertible {
    /// What went wrong, in one sentence, followed by what to do next.
    public var description: String {
        switch self {
        case .library(let operation, let reason):
            "libzstd could not \(operation): \(reason). Check where the bytes came from."
        case .notAFrame:
            "The bytes are not a zstd frame. Check where they came from."
        case .contentSizeMissing:
            "The zstd frame does not state its content's size. Compress it again with it on."
        case .contentOverLimit(let size, let limit):
            "The zstd frame holds \(size) bytes, over the limit of \(limit). Distrust its source."
        case .trailingBytes(let count):
            "The zstd frame is followed by \(count) bytes. Check where the bytes came from."
        case .wrongDictionary(let needed, let given):
            "The zstd frame needs dictionary \(needed), not \(given). Give that one."
        }
    }
}

/// A result code of libzstd as a count, or as the error it stands for.
func checked(_ code: Int, _ operation: String) throws(ZstdError) -> Int {
    guard ZSTD_isError(code) == 0 else {
        throw .library(operation: operation, reason: String(cString: ZSTD_getErrorName(code)))
    }
    return code
}
