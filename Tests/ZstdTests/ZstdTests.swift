import LedgerTesting
import Testing
import Zstd

/// Frames with and without a dictionary: what comes back, and what is refused.
@Suite struct ZstdTests {
    @Test(arguments: [1, 3, 9, 19, ZstdCompressor.levelMax])
    func `bytes come back, without and with a dictionary`(level: Int) throws {
        for dictionary in [nil, try trained(), ZstdDictionary(Array("raw content".utf8))] {
            let compressor = try ZstdCompressor(level: level, dictionary: dictionary)
            let decompressor = try ZstdDecompressor(dictionary: dictionary)
            for content in [[], [7], record(1), (0..<256).flatMap(record)] {
                let frame = try compressor.compress(content)
                #expect(try decompressor.decompress(frame, limit: content.count) == content)
                let padded = [1, 2] + frame + [3]
                let slice = padded[2..<padded.count - 1]
                #expect(try decompressor.decompress(slice, limit: content.count) == content)
                #expect(try compressor.compress(([0] + content)[1...]) == frame)
            }
        }
    }

    @Test func `a dictionary makes small frames smaller`() throws {
        let plain = try ZstdCompressor(level: 9, dictionary: nil)
        let helped = try ZstdCompressor(level: 9, dictionary: trained())
        let content = record(100_000)
        #expect(try helped.compress(content).count < plain.compress(content).count * 2 / 3)
    }

    @Test func `training is repeatable and gives the dictionary a number`() throws {
        let dictionary = try trained()
        #expect(dictionary.id != 0)
        #expect(dictionary.bytes.count <= 8192)
        #expect(try trained() == dictionary)
        #expect(ZstdDictionary(dictionary.bytes) == dictionary)
        #expect(ZstdDictionary([1, 2, 3]).id == 0)
    }

    @Test func `too little to learn from is refused`() {
        #expect(throws: ZstdError.self) {
            try ZstdDictionary.train(samples: [], capacity: 8192)
        }
        #expect(throws: ZstdError.self) {
            try ZstdDictionary.train(samples: [[1, 2, 3]], capacity: 8192)
        }
        for capacity in [-1, 0, 255] {
            #expect(throws: ZstdError.self) {
                try ZstdDictionary.train(samples: samples(), capacity: capacity)
            }
        }
    }

    @Test func `another dictionary than the frame's is refused by number`() throws {
        let right = try trained()
        let wrong = try ZstdDictionary.train(samples: samples(from: 50_000), capacity: 4096)
        #expect(right.id != wrong.id)
        let frame = try ZstdCompressor(level: 3, dictionary: right).compress(record(1))
        let bare = try ZstdCompressor(level: 3, dictionary: nil).compress(record(1))
        #expect(throws: ZstdError.wrongDictionary(needed: right.id, given: wrong.id)) {
            try ZstdDecompressor(dictionary: wrong).decompress(frame, limit: 1 << 20)
        }
        #expect(throws: ZstdError.wrongDictionary(needed: right.id, given: 0)) {
            try ZstdDecompressor(dictionary: nil).decompress(frame, limit: 1 << 20)
        }
        #expect(throws: ZstdError.wrongDictionary(needed: 0, given: right.id)) {
            try ZstdDecompressor(dictionary: right).decompress(bare, limit: 1 << 20)
        }
    }

    @Test func `raw content that differs is found by the checksum`() throws {
        let raw = ZstdDictionary(record(1) + record(2))
        let other = ZstdDictionary([UInt8](repeating: 0x55, count: raw.bytes.count))
        let frame = try ZstdCompressor(level: 3, dictionary: raw).compress(record(2))
        #expect(throws: ZstdError.self) {
            try ZstdDecompressor(dictionary: other).decompress(frame, limit: 1 << 20)
        }
    }

    @Test func `a damaged dictionary is refused`() {
        let damaged = ZstdDictionary([0x37, 0xA4, 0x30, 0xEC] + [UInt8](repeating: 9, count: 500))
        #expect(throws: ZstdError.self) { try ZstdCompressor(level: 3, dictionary: damaged) }
        #expect(throws: ZstdError.self) { try ZstdDecompressor(dictionary: damaged) }
    }

    @Test(arguments: [-5, 0, ZstdCompressor.levelMax + 1, Int.max])
    func `a level that does not exist is refused`(level: Int) {
        #expect(throws: ZstdError.self) { try ZstdCompressor(level: level, dictionary: nil) }
    }

    @Test func `tasks may share a compressor and a decompressor`() async throws {
        let dictionary = try trained()
        let compressor = try ZstdCompressor(level: 3, dictionary: dictionary)
        let decompressor = try ZstdDecompressor(dictionary: dictionary)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let frame = try compressor.compress(record(number))
                    return try decompressor.decompress(frame, limit: 4096) == record(number)
                }
            }
            for try await same in group { #expect(same) }
        }
    }
}
