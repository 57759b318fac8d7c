internal import CZstd

/// Bytes that compressor and decompressor both know beforehand, so that small frames stay small.
public struct ZstdDictionary: Hashable, Sendable {
    /// The dictionary as it is stored.
    public let bytes: [UInt8]

    /// The number every frame made with the dictionary carries; 0 for raw content.
    public let id: UInt32

    /// Takes a trained dictionary, or any bytes as raw content.
    ///
    /// A damaged trained dictionary is refused by the compressor or decompressor that gets it.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        id = UInt32(ZSTD_getDictID_fromDict(bytes, bytes.count))
    }

    /// Learns a dictionary from examples of what will be compressed.
    ///
    /// The same samples give the same dictionary with the same libzstd. `zdict.h` advises to give
    /// samples of about a hundred times the capacity in all.
    ///
    /// - Parameters:
    ///   - samples: Pieces as they will be compressed, or smaller; empty ones are left out.
    ///   - capacity: The most bytes the dictionary may have; at least 256.
    /// - Returns: A dictionary with an identifier.
    /// - Throws: ``ZstdError/library(operation:reason:)``, for example for too few samples.
    public static func train(
        samples: [ArraySlice<UInt8>], capacity: Int
    ) throws(ZstdError) -> ZstdDictionary {
        guard capacity >= capacityMin, samples.count <= Int(UInt32.max) else {
            throw .library(operation: "train a dictionary", reason: "capacity \(capacity) bytes")
        }
        let used = samples.filter { !$0.isEmpty }
        let material = Array(used.joined())
        let sizes = used.map(\.count)
        var code = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            code = ZDICT_trainFromBuffer(
                buffer.baseAddress, capacity, material, sizes, UInt32(sizes.count))
            count = ZDICT_isError(code) == 0 ? code : 0
        }
        guard ZDICT_isError(code) == 0 else {
            throw .library(
                operation: "train a dictionary", reason: String(cString: ZDICT_getErrorName(code)))
        }
        return ZstdDictionary(bytes)
    }

    /// The least capacity that libzstd trains for (`ZDICT_DICTSIZE_MIN`).
    private static let capacityMin = 256
}
