import Foundation

extension Terminal {
    /// Says, when that is wanted, how long the process took and how much memory it needed.
    static func sayWhatItTook(since started: ContinuousClock.Instant) {
        guard verbosity == .verbose else { return }
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        let milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
        // Linux counts KiB (getrusage(2)).
        detail("Took \(milliseconds) ms, at most \(usage.ru_maxrss / 1_024) MiB of memory.")
    }
}
