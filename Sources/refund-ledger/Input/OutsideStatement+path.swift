import Foundation
import MerkleTree
import RefundLedger
import TransparencyLog

extension OutsideStatement {
    /// Reads what was kept elsewhere: a checkpoint, a receipt, or a tree of tiles.
    ///
    /// - Parameter path: A file, or the directory of a tree of tiles.
    /// - Throws: ``Failure`` or ``TransparencyError`` when it is none of these.
    init(path: String) throws {
        var isDirectory: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard isThere, isDirectory.boolValue else {
            let bytes = try readDocument(path)
            let checkpoint =
                (try? InclusionReceipt(bytes).checkpoint)
                ?? (try? ConsistencyReceipt(bytes).checkpoint)
            self.init(name: path, checkpoint: try checkpoint ?? SignedCheckpoint(bytes))
            return
        }
        let checkpoint = try SignedCheckpoint(readDocument("\(path)/\(TileTree.checkpointName)"))
        let size = checkpoint.checkpoint.size
        self.init(name: path, checkpoint: checkpoint) { index in
            let width = min(Int64(Tile.fullWidth), size - index * Int64(Tile.fullWidth))
            guard let tile = Tile(.hashes(level: 0), index: index, width: Int(width)) else {
                return []
            }
            let full = "\(path)/\(tile.full.path)"
            let isThere = FileManager.default.fileExists(atPath: full)
            let bytes = try readDocument(isThere ? full : "\(path)/\(tile.path)")
            return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
                Digest(bytes: bytes[$0..<min($0 + Digest.byteCount, bytes.count)])
            }
        }
    }
}
