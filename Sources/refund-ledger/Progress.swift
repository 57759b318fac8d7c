import Foundation

/// Shows on a terminal how far a long command has come; says nothing anywhere else.
struct Progress {
    private let verb: String
    private let unit: String
    private let total: Int?
    private let started = ContinuousClock.now
    private var shown = ContinuousClock.now
    private var isVisible = false

    /// Creates a progress display.
    ///
    /// - Parameters:
    ///   - verb: What is being done, such as `recorded`.
    ///   - unit: What is counted.
    ///   - total: How many there will be, if that is known.
    init(_ verb: String, unit: String, total: Int? = nil) {
        self.verb = verb
        self.unit = unit
        self.total = total
    }

    /// Shows a count, at most ten times a second.
    mutating func show(_ count: Int) {
        let now = ContinuousClock.now
        guard Terminal.isErrorInteractive, now - shown > .milliseconds(100) else { return }
        shown = now
        isVisible = true
        let elapsed = max(1, Int((now - started) / .milliseconds(1)))
        let rate = count * 1_000 / elapsed
        Terminal.progress("\r\u{1B}[K\(bar(count))\(count) \(unit) \(verb), \(rate)/s\(left(count, rate))")
    }

    /// Clears the line, so that what comes next starts on a clean one.
    mutating func end() {
        guard isVisible else { return }
        Terminal.progress("\r\u{1B}[K")
        isVisible = false
    }

    private func bar(_ count: Int) -> String {
        guard let total, total > 0 else { return "" }
        let filled = min(30, count * 30 / total)
        return "[\(String(repeating: "#", count: filled))"
            + "\(String(repeating: ".", count: 30 - filled))] "
    }

    private func left(_ count: Int, _ rate: Int) -> String {
        guard let total, rate > 0 else { return "" }
        return ", \(max(0, total - count) / rate) s left"
    }
}
