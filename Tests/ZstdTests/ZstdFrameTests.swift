import LedgerTesting
import Testing
import Zstd

/// Frames that are made and opened bit by bit.
@Suite struct ZstdFrameTests {
    @Test(arguments: [1, 7, 1_000, 1 << 20])
    func `what went in comes out, however it is cut`(pieceBytes: Int) throws {
        let content = Array((0..<20_000).map(record).joined())
        let writer = try ZstdFrameWriter(level: 6)
        var frame: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: max(1_000, pieceBytes)) {
            frame += try writer.append(
                Array(content[start..<min(content.count, start + max(1_000, pieceBytes))]))
        }
        frame += try writer.finish()
        #expect(ZstdFrameReader.isFrame(frame) && frame.count < content.count / 5)
        #expect(try open(frame, pieceBytes) == content)
    }

    @Test func `frames one after the other are one content`() throws {
        let frames = try (0..<3).flatMap { number in
            let writer = try ZstdFrameWriter(level: 3)
            return try writer.append(record(number)) + writer.finish()
        }
        #expect(try open(frames, 5) == Array((0..<3).map(record).joined()))
    }

    @Test func `content is handed out in pieces of bounded size`() throws {
        let writer = try ZstdFrameWriter(level: 3)
        let frame = try writer.append([UInt8](repeating: 7, count: 10_000_000)) + writer.finish()
        let reader = try ZstdFrameReader()
        var rest = frame[...]
        var pieces: [Int] = []
        while true {
            let piece = try reader.next(&rest)
            guard !piece.isEmpty else { break }
            pieces.append(piece.count)
        }
        #expect(pieces.reduce(0, +) == 10_000_000)
        #expect(pieces.allSatisfy { $0 <= ZstdFrameReader.contentBytesMax })
    }

    @Test func `a frame that is cut short is known to be, a damaged one is refused`() throws {
        let writer = try ZstdFrameWriter(level: 3)
        var frame = try writer.append(Array((0..<99).map(record).joined())) + writer.finish()
        let reader = try ZstdFrameReader()
        #expect(reader.isAtFrameEnd)
        var part = frame.dropLast(2)
        while try !reader.next(&part).isEmpty {}
        #expect(!reader.isAtFrameEnd)
        frame[frame.count - 2] ^= 1
        #expect(throws: ZstdError.self) { try open(frame, 100) }
        #expect(throws: ZstdError.self) { try ZstdFrameWriter(level: 99) }
    }

    private func open(_ frame: [UInt8], _ pieceBytes: Int) throws -> [UInt8] {
        let reader = try ZstdFrameReader()
        var content: [UInt8] = []
        var rest: ArraySlice<UInt8> = []
        for start in stride(from: 0, to: frame.count, by: pieceBytes) {
            rest += frame[start..<min(frame.count, start + pieceBytes)]
            while true {
                let piece = try reader.next(&rest)
                guard !piece.isEmpty else { break }
                content += piece
            }
        }
        #expect(reader.isAtFrameEnd && rest.isEmpty)
        return content
    }
}
