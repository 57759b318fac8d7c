/// Hands runs of the log to workers that share its streams; each takes them in order.
///
/// A worker is late for a while when it forgets many orders at once. The others do not wait for it
/// at the end of every run: they are up to ``runsAheadMax`` runs before it.
struct WorkerRuns<Worker: Sendable> {
    private static var runsAheadMax: Int { 2 }

    let workers: [Worker]
    private let take: @Sendable (Worker, [LogPages.Page]) async throws -> Void
    private var started: [[Task<Void, any Error>]] = []

    /// - Parameters:
    ///   - workers: Those that share the streams.
    ///   - take: Lets one of them take the next pages of the log.
    init(
        _ workers: [Worker],
        take: @escaping @Sendable (Worker, [LogPages.Page]) async throws -> Void
    ) {
        self.workers = workers
        self.take = take
    }

    /// Gives the next pages to every worker; waits while one of them is too far behind.
    mutating func start(_ run: [LogPages.Page]) async throws {
        let before = started.last
        started.append(
            workers.enumerated().map { [take] place, worker in
                Task {
                    try await before?[place].value
                    try await take(worker, run)
                }
            })
        if started.count > Self.runsAheadMax { try await endFirst() }
    }

    /// Waits until every worker has taken everything, and gives what each made of it.
    ///
    /// - Parameter result: Ends a worker; side by side, because that frees many orders.
    /// - Returns: The results, in the order of the workers.
    /// - Throws: What a worker threw first.
    mutating func end<Result: Sendable>(
        _ result: @escaping @Sendable (Worker) async -> Result
    ) async throws -> [Result] {
        while !started.isEmpty { try await endFirst() }
        let ending = workers.map { worker in Task { await result(worker) } }
        var results: [Result] = []
        for task in ending { results.append(await task.value) }
        return results
    }

    private mutating func endFirst() async throws {
        for task in started.removeFirst() { try await task.value }
    }
}
