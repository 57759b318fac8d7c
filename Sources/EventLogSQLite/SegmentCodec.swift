internal import EventLog
internal import GRDB
internal import MerkleTree
internal import Synchronization
internal import Zstd

/// Compresses and decompresses segments for one connection, with the dictionaries they need.
///
/// libzstd's working memory and the loaded dictionaries stay between calls.
final class SegmentCodec: Sendable {
    /// The compression level of new segments.
    ///
    /// Measured on orders of 12 events of 78 bytes with a dictionary of 16 KiB, bytes and
    /// microseconds an event: level 3: 28.8 and 0.8; 6: 27.0 and 1.6; 9: 26.7 and 3.5; 12: 26.6 and
    /// 6; 19: 25.6 and 16. Reading costs the same. A file can be recompressed later: the root does
    /// not change.
    static let level = 6

    private struct State {
        var decompressors: [Int64: ZstdDecompressor] = [:]
        var compressors: [Int64: ZstdCompressor] = [:]
    }

    private let state = Mutex(State())

    /// The key under which work without a dictionary is kept.
    private static let noDictionary: Int64 = 0

    /// Compresses a segment's content into one frame.
    func compress(
        _ content: ArraySlice<UInt8>, dictionary: Int64?, _ db: Database
    ) throws -> [UInt8] {
        let key = dictionary ?? Self.noDictionary
        if let compressor = state.withLock({ $0.compressors[key] }) {
            return try compressor.compress(content)
        }
        let compressor = try ZstdCompressor(
            level: Self.level, dictionary: try Self.load(dictionary, db))
        state.withLock { $0.compressors[key] = compressor }
        return try compressor.compress(content)
    }

    /// Reads a segment; nil when there is none with that number.
    func segment(_ number: Int64, _ db: Database) throws -> Segment? {
        try stored(number, db).map { try decompress($0, db) }
    }

    /// The content of a segment, not taken apart; nil when there is none with that number.
    func content(of number: Int64, _ db: Database) throws -> ArraySlice<UInt8>? {
        try stored(number, db).map { try $0.content(with: decompressor($0.dictionary, db))[...] }
    }

    private func stored(_ number: Int64, _ db: Database) throws -> StoredSegment? {
        let sql = "SELECT dictionary, bytes, entries FROM segment WHERE number = ?"
        return try Prepared(db, sql).first(.integer(number)) { row in
            StoredSegment(
                number: number, dictionary: row.isNull(0) ? nil : row.integer(0),
                bytes: row.integer(1), frame: row.blob(2))
        }
    }

    /// Reads what the database holds of a segment, for decompressing it elsewhere.
    ///
    /// What goes wrong is part of the row, so that whoever looks for damage can go on.
    func row(
        _ number: Int64, dictionaries: inout [Int64: ZstdDictionary], _ db: Database
    ) -> SegmentRow {
        var found = SegmentRow(number: number)
        do {
            let sql = "SELECT root, dictionary, bytes, entries FROM segment WHERE number = ?"
            try Prepared(db, sql).rows(.integer(number)) { row in
                found.stated = Digest(bytes: row.blob(0))
                found.stored = StoredSegment(
                    number: number, dictionary: row.isNull(1) ? nil : row.integer(1),
                    bytes: row.integer(2), frame: row.blob(3))
                return false
            }
            if let id = found.stored?.dictionary {
                let known = try dictionaries[id] ?? Self.load(id, db)
                dictionaries[id] = known
                found.dictionary = known
            }
        } catch {
            found.stored = nil
            found.fault = error
        }
        return found
    }

    /// Opens a frame and finds the entries in it.
    func decompress(_ stored: StoredSegment, _ db: Database) throws -> Segment {
        try stored.decode(with: decompressor(stored.dictionary, db))
    }

    private func decompressor(_ dictionary: Int64?, _ db: Database) throws -> ZstdDecompressor {
        let key = dictionary ?? Self.noDictionary
        if let decompressor = state.withLock({ $0.decompressors[key] }) { return decompressor }
        let decompressor = try ZstdDecompressor(dictionary: try Self.load(dictionary, db))
        state.withLock { $0.decompressors[key] = decompressor }
        return decompressor
    }

    /// Forgets dictionaries whose transaction was rolled back.
    func reset() {
        state.withLock { $0 = State() }
    }

    private static func load(_ id: Int64?, _ db: Database) throws -> ZstdDictionary? {
        guard let id else { return nil }
        let sql = "SELECT digest, bytes FROM dictionary WHERE id = ?"
        let row = try Prepared(db, sql).first(.integer(id)) { ($0.blob(0), $0.blob(1)) }
        guard let row, Digest.sha256(row.1).bytes == row.0 else {
            throw EventStoreError.corrupted(
                position: 0, detail: "dictionary \(id) is missing or not what its digest says")
        }
        return ZstdDictionary(row.1)
    }
}

/// A segment as its row holds it.
struct StoredSegment: Sendable {
    let number: Int64
    let dictionary: Int64?
    /// The size of the content before compression, in bytes.
    let bytes: Int64
    let frame: [UInt8]

    /// Decompresses and takes apart; needs no connection, so segments can be decoded side by side.
    func decode(with decompressor: ZstdDecompressor) throws(EventStoreError) -> Segment {
        try Segment(number: number, content: content(with: decompressor)[...])
    }

    /// Decompresses.
    func content(with decompressor: ZstdDecompressor) throws(EventStoreError) -> [UInt8] {
        guard (0...Int64(SegmentFormat.segmentBytesMax)).contains(bytes) else {
            throw corrupted("\(bytes) bytes are stated")
        }
        let content: [UInt8]
        do throws(ZstdError) {
            content = try decompressor.decompress(frame, limit: Int(bytes))
        } catch {
            // Without what to do next: the log's own error says that.
            let sentence = "\(error)"
            throw corrupted(String(sentence.prefix { $0 != "." }))
        }
        guard content.count == bytes else {
            throw corrupted("\(content.count) bytes came out, \(bytes) are stated")
        }
        return content
    }

    func corrupted(_ detail: String) -> EventStoreError {
        .corrupted(
            position: SegmentFormat.firstPosition(of: number),
            detail: "segment \(number): \(detail)")
    }
}
