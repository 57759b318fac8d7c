import Synchronization

/// A progress display for work that is done on another thread.
final class SharedProgress: Sendable {
    private let progress: Mutex<Progress>

    /// Creates a progress display, as ``Progress`` does.
    init(_ verb: String, unit: String) { progress = Mutex(Progress(verb, unit: unit)) }

    /// Shows how many of how many are done.
    func show(_ done: Int64, of total: Int64) {
        progress.withLock { $0.show(Int(done), share: (Int(done), Int(total))) }
    }

    /// Clears the line.
    func end() { progress.withLock { $0.end() } }
}
