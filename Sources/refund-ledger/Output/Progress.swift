import Foundation

/// Shows on a terminal how far a long command has come; says nothing anywhere else.
struct Progress {
    private let verb: String
    private let unit: String
    private let started = ContinuousClock.now
    private var shown = ContinuousClock.now
    private var isVisible = false

    /// Creates a progress display.
    ///
    /// - Parameters:
    ///   - verb: What is being done, such as `recorded`.
    ///   - unit: What is counted.
    init(_ verb: String, unit: String) {
        self.verb = verb
        self.unit = unit
    }

    /// Shows a count, at most ten times a second.
    ///
    /// - Parameters:
    ///   - count: How many are done.
    ///   - share: How much is done of how much in all, in any measure, if that is known.
    mutating func show(_ count: Int, share: (done: Int, total: Int)? = nil) {
        let now = ContinuousClock.now
        guard Terminal.isErrorInteractive, Terminal.verbosity != .quiet,
            now - shown > .milliseconds(100)
        else { return }
        shown = now
        isVisible = true
        let elapsed = max(1, Int((now - started) / .milliseconds(1)))
        let rate = "\(count) \(unit) \(verb), \(count * 1_000 / elapsed)/s"
        guard let share, share.done > 0, share.total > 0 else {
            return Terminal.progress("\r\u{1B}[K\(rate)")
        }
        // A size that an input states may be any number: products of it need more than 64 bits.
        let (done, total) = (Int128(share.done), Int128(share.total))
        let filled = min(Self.barWidth, Int(clamping: done * Int128(Self.barWidth) / total))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: Self.barWidth - filled)
        let left = max(0, total - done) * Int128(elapsed) / done / 1_000
        Terminal.progress("\r\u{1B}[K[\(bar)] \(rate), \(left) s left")
    }

    /// Clears the line, so that what comes next starts on a clean one.
    mutating func end() {
        guard isVisible else { return }
        Terminal.progress("\r\u{1B}[K")
        isVisible = false
    }

    private static let barWidth = 30
}
