import EventLog
import EventLogSQLite
import Foundation
import LedgerTesting
import MerkleTree
import RefundLedger
import Testing
import TransparencyLog

/// The tree of tiles: complete, grown in steps, and never rewritten.
@Suite struct TileTreeTests {
    let ledger: TemporaryLedger
    let key: SigningKey

    init() throws {
        ledger = try TemporaryLedger(copying: "v1")
        key = try SigningKey.create(in: ledger.path, origin: "refund-ledger/fixture-v1")
    }

    private var folder: String { "\(ledger.path)/tiles" }

    private func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            let path = "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            {
                #expect(name == TileTree.checkpointName || Tile(path: name) != nil, "\(name)")
                files[name] = try Data(contentsOf: URL(filePath: path))
            }
        }
        return files
    }

    private func export(_ store: SQLiteEventStore) async throws -> TileTree.Written {
        let checkpoint = try await LogSigner(store: store, key: key).checkpoint()
        return try await TileTree(directory: folder).update(
            to: checkpoint, of: store, keys: [key.verifier])
    }

    @Test func `tiles alone give the root that was signed, and every entry`() async throws {
        let store = try ledger.open()
        _ = try await export(store)
        let files = try files()
        let signed = try SignedCheckpoint(try #require(files["checkpoint"]))
        var frontier = MerkleFrontier()
        let size = signed.checkpoint.size
        for index in 0...(size / 256) {
            let width = Int(min(256, size - 256 * index))
            guard let tile = Tile(.hashes(level: 0), index: index, width: width),
                let bundle = Tile(.entries, index: index, width: width)
            else { continue }
            let hashes = [UInt8](try #require(files[tile.path]))
            let entries = try EntryBundle.decode([UInt8](try #require(files[bundle.path]))[...])
            #expect(hashes == entries.flatMap { MerkleTree.leafHash($0).bytes })
            for entry in entries { frontier.append(MerkleTree.leafHash(entry)) }
        }
        #expect(frontier.size == size)
        #expect(frontier.root == signed.checkpoint.root)
        let above = [UInt8](try #require(files["tile/1/000.p/67"]))
        for index in 0..<67 {
            let below = [UInt8](
                try #require(
                    files[Tile(.hashes(level: 0), index: Int64(index), width: 256)?.path ?? ""]))
            let leaves = stride(from: 0, to: 8_192, by: 32).compactMap {
                Digest(bytes: below[$0..<($0 + 32)])
            }
            #expect(
                try MerkleTree.perfectRoot(of: leaves[...]).bytes
                    == Array(above[(32 * index)..<(32 * index + 32)]))
        }
        try store.close()
    }

    @Test func `growing writes no file twice, and full tiles take the place of partial ones`()
        async throws
    {
        let store = try ledger.open()
        _ = try await export(store)
        let before = try files()
        #expect(before.keys.contains("tile/0/067.p/1"))
        #expect(try await export(store).tiles == 0)
        for number in 0..<300 {
            _ = try await Ledger(store: store).handle(try register("NEW-\(number)"))
        }
        let written = try await export(store)
        let after = try files()
        #expect(written.partialTilesRemoved == 2)
        #expect(after["tile/0/067.p/1"] == nil)
        #expect(after["tile/0/067"]?.count == 8_192)
        for (name, content) in before where name != "checkpoint" && after[name] != nil {
            #expect(after[name] == content, "\(name)")
        }
        // At once, the same files come out, but for partial tiles of earlier checkpoints.
        let grown = try files()
        try FileManager.default.removeItem(atPath: folder)
        _ = try await export(store)
        for (name, content) in try files() { #expect(grown[name] == content, "\(name)") }
        try store.close()
    }

    @Test func `published tiles name the first event that was changed`() async throws {
        let store = try ledger.open(.readOnly)
        let entries = try await store.readAll(after: 0, limit: 65_536)
        var leaves = entries.map { MerkleTree.leafHash($0.bytes) }
        for index in [300, 900] { leaves[index] = MerkleTree.leafHash([7]) }
        let published = leaves
        let checkpoint = try Checkpoint(
            origin: "refund-ledger/fixture-v1", size: Int64(published.count),
            root: MerkleTree.root(of: published))
        let signed = try SignedCheckpoint(
            checkpoint, signatures: [key.signer.sign(checkpoint.text)])
        let outside = OutsideStatement(name: "tiles", checkpoint: signed) { tile in
            let first = Int(tile) * Tile.fullWidth
            return Array(published[first..<min(first + Tile.fullWidth, published.count)])
        }
        let report = try await CheckpointAudit(
            store: store, outside: [outside], keys: [key.verifier]
        ).run()
        #expect(report.findings.map(\.position) == [301])
    }

    @Test func `a tree of another history is never overwritten`() async throws {
        let store = try ledger.open()
        _ = try await export(store)
        let path = URL(filePath: "\(folder)/tile/0/067.p/1")
        var content = try Data(contentsOf: path)
        content[5] ^= 1
        try content.write(to: path)
        let checkpoint = try await LogSigner(store: store, key: key).checkpoint()
        try FileManager.default.removeItem(atPath: "\(folder)/checkpoint")
        await #expect(throws: TileTreeError.differs(path: "\(folder)/tile/0/067.p/1")) {
            try await TileTree(directory: folder).update(
                to: checkpoint, of: store, keys: [key.verifier])
        }
        try store.close()
        #expect(try Data(contentsOf: path) == content)
    }
}
