import EventLogSQLite
import RefundLedger
import TransparencyLog
import Wording

extension ExportCommand {
    /// Brings a tree of tiles forward to the newest checkpoint.
    func exportTiles(to directory: String, _ store: SQLiteEventStore) async throws {
        guard let checkpoint = try await store.newestSignedCheckpoint() else {
            throw CheckpointCommand.nothingStored
        }
        var progress = Progress("exported", unit: "tiles")
        defer { progress.end() }
        let written = try await TileTree(directory: directory).update(
            to: checkpoint, of: store, keys: store.knownKeys()
        ) { done, total in
            try Interruption.check()
            progress.show(done, share: (done, total))
        }
        progress.end()
        if let first = written.tooLong.first {
            Terminal.note(
                Wording(
                    "\(written.tooLong.count) entry bundles are left out, because the format "
                        + "takes entries of at most \(EntryBundle.entryBytesMax) bytes; the first "
                        + "is that of event \(first). Their hashes are there.",
                    zh: "省略了 \(written.tooLong.count) 个条目包：该格式的条目最多 "
                        + "\(EntryBundle.entryBytesMax) 字节；第一个是事件 \(first) 所在的包。其哈希仍在。"))
        }
        Terminal.note(
            Wording(
                "'\(directory)' holds \(checkpoint.checkpoint.size) events: \(written.tiles) "
                    + "tiles written, \(written.partialTilesRemoved) partial ones replaced.",
                zh: "“\(directory)”现有 \(checkpoint.checkpoint.size) 个事件：写入 \(written.tiles) 个图块，"
                    + "替换 \(written.partialTilesRemoved) 个未满图块。"))
    }
}
