import EventLog
import Testing

@testable import RefundLedger

/// Workers that share the streams take every run of the log in order, not in step.
@Suite struct WorkerRunsTests {
    /// Takes note of runs; a closed gate holds it before each.
    private actor Taker {
        private(set) var taken: [Position] = []
        private var isOpen: Bool

        init(isOpen: Bool = true) { self.isOpen = isOpen }

        func take(_ run: [LogPages.Page]) async throws {
            while !isOpen { await Task.yield() }
            for page in run { taken.append(page.through) }
            if taken.last == 13 { throw EventStoreError.readOnly }
            // Whoever comes too early would be between here and the next run.
            await Task.yield()
        }

        func open() { isOpen = true }
    }

    private func runs(_ workers: [Taker]) -> WorkerRuns<Taker> {
        WorkerRuns(workers) { try await $0.take($1) }
    }

    private func pages(_ positions: Position...) -> [LogPages.Page] {
        positions.map { LogPages.Page(entries: [], through: $0) }
    }

    @Test func `each worker takes every run, in order`() async throws {
        var runs = runs([Taker(), Taker(), Taker()])
        for run in 0..<10 {
            try await runs.start(pages(Position(2 * run), Position(2 * run + 1000)))
        }
        let expected = (0..<10).flatMap { [Position(2 * $0), Position(2 * $0 + 1000)] }
        #expect(try await runs.end { await $0.taken } == [expected, expected, expected])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a worker goes on while another is late, but not far`() async throws {
        let (quick, slow) = (Taker(), Taker(isOpen: false))
        let starting = Task { [runs = runs([quick, slow])] in
            var runs = runs
            for run in 1...10 { try await runs.start(pages(Position(run))) }
            return try await runs.end { await $0.taken }
        }
        while await quick.taken.count < 3 { await Task.yield() }
        try await Task.sleep(for: .milliseconds(20))
        // Two runs before the one that it holds up.
        #expect(await quick.taken == [1, 2, 3])
        #expect(await slow.taken.isEmpty)
        await slow.open()
        let all = (1...10).map { Position($0) }
        #expect(try await starting.value == [all, all])
    }

    @Test func `what a worker throws ends the work`() async throws {
        var runs = runs([Taker(), Taker()])
        try await runs.start(pages(12))
        try await runs.start(pages(13))
        await #expect(throws: EventStoreError.readOnly) { try await runs.end { await $0.taken } }
    }
}
