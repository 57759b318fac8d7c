import EventLog
import EventLogSQLite
import Foundation
import JSONText
import LedgerTesting
import MerkleTree
import RefundLedger
import Testing

/// `export` and `import` on the command line.
@Suite struct ImportSessionTests {
    let ledger: TemporaryLedger
    let run: Program
    let restored: Program

    init() async throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path)
        restored = Program(directory: ledger.path + "/restored")
        let store = try ledger.create()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        _ = try await ledger.handle(shopActions(500))
        try store.close()
    }

    @Test(arguments: ["all.jsonl", "all.jsonl.zst"])
    func `an exported ledger is imported with its root`(name: String) async throws {
        let file = ledger.path + "/" + name
        #expect(try run("export", "-o", file).code == 0)
        let size = try Data(contentsOf: URL(filePath: file)).count
        #expect(name.hasSuffix("zst") ? size < 50_000 : size > 200_000)
        let result = try restored("import", file)
        #expect(result.code == 0, "\(result.errors)")
        let store = try ledger.open(.readOnly)
        let head = try await store.head()
        let root = "\(head.size) events, root \(head.root.hex)"
        #expect(result.errors == "Exported: \(root)\nImported: \(root)\n")
        let copy = try SQLiteEventStore.open(restored.directory, mode: .readOnly)
        let (old, new) = (try await store.statistics(), try await copy.statistics())
        #expect(new.origin == old.origin && new.created == old.created)
        #expect(try await copy.head() == head)
        let files = try FileManager.default.contentsOfDirectory(atPath: restored.directory)
        #expect(!files.contains("draft"))
        #expect(try restored("verify").code == 0)

        let again = try restored("import", file)
        #expect(again.code == 73 && again.errors.contains("There is a ledger in"))
        #expect(try run("export", "-o", file).code == 73)
    }

    @Test func `compressed export goes through pipes`() throws {
        let head = try run("export", "--at-position", "3")
        #expect(head.output.split(separator: "\n").count == 3)
        let file = ledger.path + "/piped.zst"
        #expect(try run("export", "--zstd", "--type", "refund_applied", "-o", file).code == 0)
        let bytes = try Data(contentsOf: URL(filePath: file))
        #expect(bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]))
        let cut = try restored(["import", "-"], input: bytes.dropLast(3))
        #expect(cut.code == 65, "\(cut.errors)")
    }

    @Test(arguments: [
        ["--type", "refund_applied"], ["--at-position", "9"], ["--from", "2024-01-01"],
    ])
    func `an export of a part cannot be imported`(filter: [String]) throws {
        let part = try run(["export"] + filter, input: Data()).output
        #expect(!part.isEmpty)
        let result = try restored("import", "-", input: part)
        #expect(result.code == 65)
        #expect(result.errors.contains("line 1, field 'log.complete'"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: restored.directory))
    }

    @Test func `a bad line is named and leaves no ledger`() throws {
        var lines = try run("export").output.split(
            separator: "\n", omittingEmptySubsequences: false)
        lines[399] = lines[399].replacing("\"position\":400", with: "\"position\":true")[...]
        let result = try restored("import", "-", input: lines.joined(separator: "\n"))
        #expect(result.code == 65)
        for part in ["line 400", "field 'position'", "a whole number", "true"] {
            #expect(result.errors.contains(part), "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: restored.directory))
        #expect(try restored("import", "-", input: "").code == 65)
        #expect(try restored("import", "-", input: "{}").code == 65)
    }
}
