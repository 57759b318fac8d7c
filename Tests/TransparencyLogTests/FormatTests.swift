import LedgerTesting
import MerkleTree
import Testing
import TransparencyLog

/// What is read is exactly what would be written; everything else is refused, and nothing traps.
@Suite struct FormatTests {
    static let text = "shop.example/refunds\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n"

    private static func note(
        text: String = text, lines: [String] = ["\u{2014} a AAAAAQA="]
    ) -> [UInt8] { Array((text + "\n" + lines.map { $0 + "\n" }.joined()).utf8) }

    @Test(arguments: [
        "", "\n", "\n\n", "abc", "abc\n", "abc\n\n", "abc\n\n\u{2014} a AAAAAQA=",
        "abc\n\n\u{2014} a AAAAAQA=\nx\n", "abc\n\n- a AAAAAQA=\n", "abc\n\n\u{2014}a AAAAAQA=\n",
        "abc\n\n\u{2014}  AAAAAQA=\n", "abc\n\n\u{2014} a b AAAAAQA=\n",
        "abc\n\n\u{2014} a+b AAAAAQA=\n", "abc\n\n\u{2014} a AAAAAQA\n",
        "abc\n\n\u{2014} a AAAAAQB=\n", "abc\n\n\u{2014} a AAAAAQ==\n",
        "abc\n\n\u{2014} a\u{A0}b AAAAAQA=\n", "abc\n\n\u{2014} \u{301}a AAAAAQA=\u{301}\n",
        "a\tc\n\n\u{2014} a AAAAAQA=\n", "abc\r\n\r\n\u{2014} a AAAAAQA=\r\n",
    ])
    func `what is no signed note is refused`(text: String) {
        #expect(throws: TransparencyError.self) { try SignedNote(Array(text.utf8)) }
    }

    @Test func `a text with empty lines ends at the last one`() throws {
        let note = try SignedNote(Self.note(text: "a\n\nb\n\n"))
        #expect(note.text == "a\n\nb\n\n")
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: TransparencyError.self) {
            try SignedNote([0xFF, 0x0A, 0x0A] + Array("\u{2014} a AAAAAQA=\n".utf8))
        }
    }

    @Test func `sixteen signatures are read, a thousand are not`() throws {
        let line = "\u{2014} a AAAAAQA="
        let sixteen = Self.note(lines: Array(repeating: line, count: 16))
        #expect(try SignedNote(sixteen).signatures.count == 16)
        let many = Self.note(lines: Array(repeating: line, count: 1_000))
        #expect(throws: TransparencyError.self) { try SignedNote(many) }
        let long = Self.note(text: String(repeating: "x\n", count: SignedNote.bytesMax / 2))
        #expect(throws: TransparencyError.self) { try SignedNote(long) }
    }

    @Test func `a key's name with an accent after the dash is kept as it is`() throws {
        let bytes = Self.note(lines: ["\u{2014} \u{301}a AAAAAQA="])
        #expect(Array(try SignedNote(bytes).serialized.utf8) == bytes)
    }

    @Test(arguments: [
        "shop.example/refunds\n03\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
        "shop.example/refunds\n+3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
        "shop.example/refunds\n-3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
        "shop.example/refunds\n９\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
        "shop.example/refunds\n9223372036854775808\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
        "shop.example/refunds\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc\n",
        "shop.example/refunds\n3\nrra8\n", "shop.example/refunds\n3\n", "a\n\n3\n", "",
        "\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n",
    ])
    func `what is no checkpoint is refused`(text: String) {
        #expect(throws: TransparencyError.self) { try Checkpoint(text: text) }
    }

    @Test func `lines behind the root are kept, and signed`() throws {
        let checkpoint = try Checkpoint(text: Self.text + "more\n")
        #expect(checkpoint.extensionLines == ["more"])
        #expect(checkpoint.text == Self.text + "more\n")
    }

    @Test(arguments: [
        "tile/0/00", "tile/0/0000", "tile/00/000", "tile/64/000", "tile/0/x000/000",
        "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000/001", "tile/-1/000",
        "tile/0/x-01/000", "tile/0", "tile", "", "tile/0/../000", "tile/entries/000.p/",
        "tile/0/x999/x999/x999/x999/x999/x999/999", "/tile/0/000", "tile/0/000.p/8/9",
    ])
    func `what is no path of a tile is refused`(path: String) {
        #expect(Tile(path: path) == nil)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000])
    func `tiles added in steps are those added at once, but for partial ones`(size: Int64) {
        let whole = Set(Tile.added(from: 0, to: size))
        var stepwise: Set<Tile> = []
        var done: Int64 = 0
        let steps: [Int64] = [1, 2, 255, 256, 300, 65_535, 65_536, 66_000, 70_000]
        for step in steps where step < size {
            stepwise.formUnion(Tile.added(from: done, to: step))
            done = step
        }
        stepwise.formUnion(Tile.added(from: done, to: size))
        #expect(stepwise.isSuperset(of: whole))
        #expect(stepwise.subtracting(whole).allSatisfy { !$0.isFull })
        // No full tile is written twice.
        #expect(Tile.added(from: size, to: size).isEmpty)
        #expect(Tile.added(from: size, to: size + 1).count { $0.isFull } <= 2 + 6)
    }

    @Test func `entry bundles are read as they were written`() throws {
        let entries: [ArraySlice<UInt8>] = [
            [1, 2, 3], [], ArraySlice(repeating: 9, count: 65_535),
        ]
        let bundle = try EntryBundle.encode(entries, first: 0)
        #expect(try EntryBundle.decode(bundle[...]) == entries)
        #expect(throws: TransparencyError.entryTooLong(index: 8, bytes: 65_536)) {
            try EntryBundle.encode([[1], ArraySlice(repeating: 9, count: 65_536)], first: 7)
        }
        for end in 1..<5 {
            #expect(throws: TransparencyError.self) { try EntryBundle.decode(bundle[..<end]) }
        }
        #expect(throws: TransparencyError.self) {
            try EntryBundle.decode([UInt8](repeating: 0, count: 514)[...])
        }
    }

    @Test func `no random bytes trap any reader, and what is read is written the same`() throws {
        var random = SplitMix64(seed: 20_261_125)
        let seeds = [
            Self.note(), Array(try Vectors.load().tlogProof.text.utf8),
            Array(try Vectors.load().checkpoints.rows[3].checkpoint.utf8),
            Array(("old 3\n\n" + (try Vectors.load().checkpoints.rows[7].checkpoint)).utf8),
            Array(try Vectors.load().checkpoints.logVkey.utf8),
            Array("tile/0/x001/x234/067.p/8".utf8),
        ]
        for round in 0..<4_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where !bytes.isEmpty: bytes[place] = .random(in: 0...255, using: &random)
                case 1: bytes.insert(.random(in: 0...255, using: &random), at: place)
                case 2 where !bytes.isEmpty: bytes.remove(at: place)
                case _: bytes.removeSubrange(place...)
                }
            }
            if let read = try? SignedNote(bytes) { #expect(Array(read.serialized.utf8) == bytes) }
            if let read = try? SignedCheckpoint(bytes) {
                #expect(Array(read.serialized.utf8) == bytes)
            }
            if let read = try? InclusionReceipt(bytes) {
                #expect(Array(read.serialized.utf8) == bytes)
            }
            if let read = try? ConsistencyReceipt(bytes) {
                #expect(Array(read.serialized.utf8) == bytes)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let read = try? VerifierKey(text) { #expect(Array(read.text.utf8) == bytes) }
            _ = try? SignerKey(text)
            if let read = Tile(path: text) { #expect(Array(read.path.utf8) == bytes) }
            _ = try? EntryBundle.decode(bytes[...])
        }
    }
}
