import EventLog
import Testing

@testable import EventLogSQLite

/// Streams found by a bit for each position.
@Suite struct StreamTableTests {
    @Test(arguments: [0, 1, 63, 64, 1_000_000_007] as [Position])
    func `streams are found where they begin, and nowhere else`(base: Position) {
        var table = StreamTable(after: base)
        var expected: [StreamID: DerivedTables.Head] = [:]
        var position = base
        for number in 0..<500 {
            // Next to each other, in one word, and with empty words between.
            position += [1, 1, 2, 63, 64, 65, 1, 700][number % 8]
            let name = StreamName(rawValue: number % 5 == 0 ? "" : "stream-\(number)-流")
            let began = table.begin(position, name: name)
            let beganAgain = table.begin(position, name: name)
            #expect(began && !beganAgain)
            expected[position] = DerivedTables.Head(name: name, version: 0, last: 0)
        }
        let beganLate = table.begin(base + 1, name: "late")
        let beganBefore = table.begin(base, name: "before")
        #expect(!beganLate && !beganBefore)
        #expect(table.count == 500)
        for (number, stream) in expected.keys.sorted().enumerated() where number % 3 == 0 {
            guard let place = table.place(of: stream) else {
                Issue.record("\(stream) is not found")
                continue
            }
            _ = table.advance(place, to: 7, at: stream + 9)
            let before = table.advance(place, to: 8, at: stream + 10)
            #expect(before == (7, stream + 9))
            expected[stream]?.version = 8
            expected[stream]?.last = stream + 10
        }
        for stream in (base - 3)...(position + 130) {
            #expect(table.place(of: stream).map { table[$0] } == expected[stream], "\(stream)")
        }
        for stream in [.min, -1, .max] as [StreamID] { #expect(table.place(of: stream) == nil) }
        var all: [StreamID] = []
        table.forEach { stream, head in
            all.append(stream)
            #expect(head == expected[stream])
        }
        #expect(all == expected.keys.sorted())
    }
}
