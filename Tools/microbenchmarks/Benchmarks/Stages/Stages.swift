import Benchmark
import EventLog
import MerkleTree
import RefundDomain
import RefundLedger
import Zstd

/// One benchmark for each stage between an action and its answer.
///
/// An iteration does a stage for a number of values, which its throughput counts.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .wallClock, .throughput, .peakMemoryResident],
        scalingFactor: .one, maxDuration: .seconds(2))

    /// Declares a benchmark that needs the sample, which is made outside of the measurement.
    func stage(_ name: String, _ body: @escaping @Sendable (Sample) throws -> Void) {
        Benchmark(name) { (benchmark: Benchmark, sample: Sample) in
            for _ in benchmark.scaledIterations { try body(sample) }
        } setup: {
            try await Sample()
        }
    }

    stage("codec: parse 1,000 actions from JSON") { sample in
        for line in sample.lines.prefix(1_000) { blackHole(try ActionCodec.parse(line[...])) }
    }
    stage("codec: decode 1,000 events from CBOR") { sample in
        for entry in sample.entries.prefix(1_000) { blackHole(try EventCodec.decode(entry)) }
    }
    stage("codec: encode 1,000 events to CBOR") { sample in
        for recorded in sample.recorded.prefix(1_000) {
            let header = recorded.header
            let draft = EventDraft(event: recorded.event, context: header.context)
            blackHole(EventCodec.encode(draft, at: header.occurredAt, key: header.key))
        }
    }
    stage("hash: 1,000 entries") { sample in
        for entry in sample.entries.prefix(1_000) {
            blackHole(MerkleTree.leafHash(entry.bytes))
        }
    }
    stage("hash: root of 256 leaves") { sample in
        let leaves = sample.entries.prefix(256).map { MerkleTree.leafHash($0.bytes) }
        blackHole(MerkleTree.root(of: leaves))
    }
    stage("segment: compress 16 segments") { sample in
        let compressor = try ZstdCompressor(
            level: Sample.level, dictionary: sample.dictionary)
        for segment in sample.segments.prefix(16) { blackHole(try compressor.compress(segment)) }
    }
    stage("segment: decompress and split 16 segments") { sample in
        let decompressor = try ZstdDecompressor(dictionary: sample.dictionary)
        for (number, frame) in sample.frames.prefix(16).enumerated() {
            let content = try decompressor.decompress(
                frame, limit: SegmentFormat.segmentBytesMax)
            blackHole(try Segment(number: Int64(number), content: content[...]))
        }
    }
    stage("decide: 1,000 actions") { sample in
        for (order, action) in sample.cases.prefix(1_000) {
            blackHole(order.decide(action, sample.facts))
        }
    }
    stage("fold: 500 orders") { sample in
        for (id, events) in sample.histories.prefix(500) {
            blackHole(Order(id, history: events))
        }
    }
}
