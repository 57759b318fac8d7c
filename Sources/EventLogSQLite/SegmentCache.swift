internal import EventLog
internal import Synchronization

/// The segments used last, decompressed; shared by all readers of a store.
///
/// A segment never changes, so nothing here can be stale.
final class SegmentCache: Sendable {
    /// The most segments it holds: some 64 times 25 KiB.
    static let segmentsMax = 64

    private struct State {
        var segments: [Int64: (segment: Segment, usedAt: UInt64)] = [:]
        var clock: UInt64 = 0
    }

    private let state = Mutex(State())

    /// A segment, if it is here.
    subscript(number: Int64) -> Segment? {
        state.withLock { state in
            guard let found = state.segments[number] else { return nil }
            state.clock += 1
            state.segments[number]?.usedAt = state.clock
            return found.segment
        }
    }

    /// Keeps a segment instead of the one that was not used for longest.
    func insert(_ segment: Segment) {
        state.withLock { state in
            if state.segments.count >= Self.segmentsMax,
                let oldest = state.segments.min(by: { $0.value.usedAt < $1.value.usedAt })
            {
                state.segments[oldest.key] = nil
            }
            state.clock += 1
            state.segments[segment.number] = (segment, state.clock)
        }
    }
}
