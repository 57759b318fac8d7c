import EventLog
import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import Units

/// A property that did not hold.
struct Violation: Error, CustomStringConvertible {
    /// Which property; a sequence is shrunk as long as it breaks the same one.
    let property: String
    let detail: String

    var description: String { "\(property): \(detail)" }

    init(property: String, detail: String) {
        self.property = property
        self.detail = detail
    }

    /// Whatever else went wrong must not go wrong, either.
    init(_ error: any Error) {
        self = error as? Violation ?? Violation(property: "nothing fails", detail: "\(error)")
    }

    /// Throws when a property does not hold.
    static func unless(
        _ holds: Bool, _ property: String, _ detail: @autoclosure () -> String
    ) throws(Violation) {
        guard !holds else { return }
        throw Violation(property: property, detail: detail())
    }

    /// Throws when two texts differ, with the first difference.
    static func unless(
        _ found: [String], equals expected: [String], _ property: String
    ) throws(Violation) {
        let (left, right) = (Set(found), Set(expected))
        let only = found.filter { !right.contains($0) }.prefix(3)
        let missing = expected.filter { !left.contains($0) }.prefix(3)
        try unless(found == expected, property, "found \(only), expected \(missing)")
    }
}

/// A sequence of lines, made up by a seed or played again.
enum ActionSequence {
    /// What came of a sequence that did not pass.
    struct Failure {
        let violation: Violation
        let lines: [String]
    }

    /// The fewest and the most actions of a sequence.
    static let lengths = 12...26

    /// Makes up and plays the sequence of a seed.
    ///
    /// - Returns: How it failed; `nil` when every property held.
    static func play(seed: UInt64) async throws -> Failure? {
        var random = SplitMix64(seed: seed)
        let length = Int.random(in: lengths, using: &random)
        var adversary = Adversary(seed: random.next())
        let run = try await SequenceRun(backend: backend(seed))
        var lines: [String] = []
        do {
            while lines.count < length {
                let (orders, facts) = try await run.situation()
                let line = adversary.next(orders: orders, facts: facts).line
                // An edge may lie beyond what a line may say; that is tried elsewhere.
                guard (try? ActionCodec.parse(Array(line.utf8)[...])) != nil else { continue }
                lines.append(line)
                try await run.play(line)
            }
            try await run.finish()
            return nil
        } catch {
            return Failure(violation: Violation(error), lines: lines)
        }
    }

    /// Plays lines again.
    static func play(_ lines: [String], on backend: Backend) async throws -> Violation? {
        let run = try await SequenceRun(backend: backend)
        do {
            for line in lines { try await run.play(line) }
            try await run.finish()
            return nil
        } catch {
            return Violation(error)
        }
    }

    /// Every third seed is played on SQLite, the others in memory.
    static func backend(_ seed: UInt64) -> Backend { seed % 3 == 0 ? .sqlite : .memory }

    /// Leaves out what the failure does not need: halves first, then less, at last single lines.
    ///
    /// - Returns: Lines that break the same property, none of which can be left out.
    static func shrink(_ failure: Failure, on backend: Backend) async throws -> Failure {
        var best = failure
        var size = max(1, failure.lines.count / 2)
        while true {
            var start = 0
            var hasShrunk = false
            while start < best.lines.count {
                var fewer = best.lines
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                if let violation = try await play(fewer, on: backend),
                    violation.property == best.violation.property
                {
                    best = Failure(violation: violation, lines: fewer)
                    hasShrunk = true
                } else {
                    start += size
                }
            }
            if size == 1, !hasShrunk { return best }
            size = max(1, size / 2)
        }
    }
}
