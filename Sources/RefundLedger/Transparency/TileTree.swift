public import EventLog
internal import Foundation
import MerkleTree
public import TransparencyLog

/// A log as files that any web server can serve (c2sp.org/tlog-tiles).
public struct TileTree: Sendable {
    /// The name of the checkpoint's file.
    public static let checkpointName = "checkpoint"

    private let directory: String

    /// What an export came to.
    public struct Written: Equatable, Sendable {
        /// The number of files that were written, the checkpoint aside.
        public internal(set) var tiles = 0

        /// Partial tiles that were removed, because full ones stand in their place.
        public internal(set) var partialTilesRemoved = 0

        /// Positions of events that are too long for an entry bundle, so that theirs is left out.
        public internal(set) var tooLong: [Position] = []
    }

    /// Names a tree; nothing is read or written yet.
    public init(directory: String) { self.directory = directory }

    /// Brings the tree forward to a checkpoint.
    ///
    /// A file that is there is never written again; it must be the one that would be written. The
    /// checkpoint is replaced last, when everything it promises is durable.
    ///
    /// - Parameters:
    ///   - checkpoint: A checkpoint of the log.
    ///   - store: The log.
    ///   - keys: The log's verifier keys.
    ///   - progress: Told how many of how many tiles are done; what it throws ends the work.
    /// - Returns: What was written.
    /// - Throws: ``TransparencyError/notConsistent(old:new:)`` when the tree is not a beginning of
    ///   this log, ``TileTreeError`` when a file cannot be written.
    public func update(
        to checkpoint: SignedCheckpoint, of store: any TransparentStore, keys: [VerifierKey],
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) async throws -> Written {
        let new = checkpoint.checkpoint
        let old = try await published(before: checkpoint, in: store, keys)
        var written = Written()
        let tiles = Tile.added(from: old, to: new.size)
        var hashes = LevelHashes(store: store, size: new.size)
        for (done, tile) in tiles.enumerated() {
            try progress(done, tiles.count)
            let content: [UInt8]
            do {
                content = try await hashes.content(of: tile)
            } catch TransparencyError.entryTooLong(let index, _) {
                written.tooLong.append(index + 1)
                continue
            }
            if try put(content, tile.path) { written.tiles += 1 }
            if tile.isFull, try remove(tile.path + ".p") { written.partialTilesRemoved += 1 }
        }
        // Waits, on Linux, until everything written is durable; thousands of fsync take far longer.
        sync()
        try replace(Array(checkpoint.serialized.utf8), Self.checkpointName)
        return written
    }

    /// The size of the tree that is there, which must be a beginning of the log.
    private func published(
        before checkpoint: SignedCheckpoint, in store: any TransparentStore, _ keys: [VerifierKey]
    ) async throws -> Int64 {
        let path = "\(directory)/\(Self.checkpointName)"
        guard let data = FileManager.default.contents(atPath: path) else { return 0 }
        let old = try SignedCheckpoint(data)
        try old.requireSignature(by: keys, origin: checkpoint.checkpoint.origin)
        guard old.checkpoint.size <= checkpoint.checkpoint.size,
            try await store.frontier(at: old.checkpoint.size).root == old.checkpoint.root
        else {
            throw TransparencyError.notConsistent(
                old: old.checkpoint.size, new: checkpoint.checkpoint.size)
        }
        return old.checkpoint.size
    }
}

/// Files of the tree.
extension TileTree {
    /// Puts a file in its place, unless it is there already; answers whether it was written.
    private func put(_ content: [UInt8], _ name: String) throws -> Bool {
        let path = "\(directory)/\(name)"
        if let present = FileManager.default.contents(atPath: path) {
            guard present.elementsEqual(content) else { throw TileTreeError.differs(path: path) }
            return false
        }
        try replace(content, name)
        return true
    }

    /// Writes a file beside its place and renames it, so that no reader sees a part of it.
    private func replace(_ content: [UInt8], _ name: String) throws {
        let path = "\(directory)/\(name)"
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data(content).write(to: URL(filePath: path + ".new"))
        } catch { throw TileTreeError.failed(path: path, detail: error.localizedDescription) }
        if name == Self.checkpointName { try synchronize(path + ".new") }
        guard rename(path + ".new", path) == 0 else {
            throw TileTreeError.failed(path: path, detail: String(cString: strerror(errno)))
        }
        if name == Self.checkpointName { try synchronize(folder) }
    }

    private func remove(_ name: String) throws -> Bool {
        let path = "\(directory)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else { return false }
        do { try FileManager.default.removeItem(atPath: path) } catch {
            throw TileTreeError.failed(path: path, detail: error.localizedDescription)
        }
        return true
    }

    private func synchronize(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        defer { if file >= 0 { close(file) } }
        guard file >= 0, fsync(file) == 0 else {
            throw TileTreeError.failed(path: path, detail: String(cString: strerror(errno)))
        }
    }
}

/// Why a tree of tiles cannot be brought forward.
public enum TileTreeError: Error, Equatable, Sendable {
    /// A file that is never to change is not the one that this log gives.
    case differs(path: String)

    /// A file could not be written.
    case failed(path: String, detail: String)
}

extension TileTreeError: CustomStringConvertible {
    /// What is wrong, in one sentence, followed by what to do next.
    public var description: String {
        switch self {
        case .differs(let path):
            "\(path) is not what this log holds there, and tiles never change. Find out who "
                + "changed it, or export to an empty directory."
        case .failed(let path, let detail):
            "\(path) could not be written: \(detail) Make room, or choose another directory."
        }
    }
}

/// What stands in tiles, from the log.
private struct LevelHashes {
    let store: any TransparentStore
    let size: Int64

    /// The entries of the level-0 tile asked for last, which its bundle holds as well.
    private var entries: (index: Int64, entries: [Entry]) = (-1, [])

    init(store: any TransparentStore, size: Int64) {
        self.store = store
        self.size = size
    }

    mutating func content(of tile: Tile) async throws -> [UInt8] {
        switch tile.kind {
        case .entries:
            return try EntryBundle.encode(
                try await read(tile).map(\.bytes), first: tile.index * Int64(Tile.fullWidth))
        case .hashes(level: 0):
            return try await read(tile).flatMap { MerkleTree.leafHash($0.bytes).bytes }
        case .hashes(let level):
            let first = tile.index * Int64(Tile.fullWidth)
            var content: [UInt8] = []
            for index in first..<(first + Int64(tile.width)) {
                content += try await store.node(level: 8 * level, index: index).bytes
            }
            return content
        }
    }

    private mutating func read(_ tile: Tile) async throws -> [Entry] {
        if entries.index == tile.index, entries.entries.count == tile.width {
            return entries.entries
        }
        let first = tile.index * Int64(Tile.fullWidth)
        let read = try await store.readAll(after: first, limit: tile.width)
        guard read.count == tile.width else {
            throw EventStoreError.corrupted(
                position: first + Int64(read.count) + 1, detail: "there is no such event")
        }
        entries = (tile.index, read)
        return read
    }
}
