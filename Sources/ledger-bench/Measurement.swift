import Foundation
import JSONText

/// How long something took, again and again.
struct Latencies {
    private var samples: [Duration] = []

    /// How many were measured.
    var count: Int { samples.count }

    /// Takes note of how long a call took.
    mutating func add(_ duration: Duration) { samples.append(duration) }

    /// Adds what was measured elsewhere.
    mutating func add(_ other: Latencies) { samples += other.samples }

    /// Measures a call and gives what it gives.
    mutating func measure<Value>(
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        let started = ContinuousClock.now
        let value = try await body()
        samples.append(ContinuousClock.now - started)
        return value
    }

    /// Writes the count, and the median, p99 and worst in microseconds, by nearest rank.
    func write(to writer: inout JSONWriter) {
        let sorted = samples.sorted()
        func rank(_ percent: Int) -> Int64 {
            guard !sorted.isEmpty else { return 0 }
            let index = (sorted.count * percent + 99) / 100 - 1
            return Int64(sorted[max(0, index)] / .microseconds(1))
        }
        writer.beginObject()
        writer.member("count", Int64(sorted.count))
        writer.member("p50_us", rank(50))
        writer.member("p99_us", rank(99))
        writer.member("max_us", rank(100))
        writer.endObject()
    }
}

/// How long something took, by the clock and of the processor: all threads, user and system.
struct Effort {
    var wall = Duration.zero
    var processor = Duration.zero

    /// Adds what a piece of work takes.
    @discardableResult
    mutating func measure<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let (clock, processor) = (ContinuousClock.now, Self.processorNow)
        let value = try await body()
        wall += ContinuousClock.now - clock
        self.processor += Self.processorNow - processor
        return value
    }

    /// What this process has taken of the processor so far.
    private static var processorNow: Duration {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return .seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}

/// Prints one JSON object.
func printJSON(_ body: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.beginObject()
    body(&writer)
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
}

extension JSONWriter {
    /// Writes how long something took, and how many a second that is.
    mutating func members(_ count: Int64, _ unit: String, in duration: Duration) {
        member(unit, count)
        member("microseconds", Int64(duration / .microseconds(1)))
        member("per_second", Int64(Double(count) / max(duration / .seconds(1), 1e-9)))
    }
}
