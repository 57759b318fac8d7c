import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundLedger
import TransparencyLog
import Units

/// `ledger-bench receipts`: receipts of events all over a log.
struct ReceiptBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts",
        abstract: "Measure signing a checkpoint and making receipts.",
        discussion: """
            Makes a log of small made-up events where there is none: a receipt costs what the tree \
            is high, whatever the events say. A receipt is measured from an open ledger to its text: \
            the event read, the path from the file, and the check that it leads to the signed root.

            Example: ledger-bench receipts --ledger large --events 10000000
            """)

    private static let eventsPerStream = 64
    private static let eventsPerBatch = 65_536

    @Option(help: "The directory of the log; made when there is none.")
    var ledger: String

    @Option(help: "How many events a log that is made gets.")
    var events: Int64 = 1_000_000

    @Option(help: "How many receipts are made.")
    var receipts = 2_000

    @Option(help: "Which events.")
    var seed: UInt64 = 1

    func run() async throws {
        if !FileManager.default.fileExists(atPath: "\(ledger)/log.sqlite") { try await make() }
        let store = try SQLiteEventStore.open(ledger, mode: .readWrite)
        let origin = try await store.origin()
        let key =
            try SigningKey.read(in: ledger, origin: origin)
            ?? SigningKey.create(in: ledger, origin: origin)
        let signer = LogSigner(store: store, key: key)
        let started = ContinuousClock.now
        let checkpoint = try await signer.checkpoint()
        let signing = ContinuousClock.now - started
        var (again, made) = (Latencies(), Latencies())
        for _ in 0..<20 { _ = try await again.measure { try await signer.checkpoint() } }
        var random = Spread(state: seed)
        let end = checkpoint.checkpoint.size
        for _ in 0..<receipts {
            let position = random.next(through: end)
            let text = try await made.measure { () -> String? in
                guard let entry = try await store.readAll(after: position - 1, limit: 1).first
                else { return nil }
                return try await store.receipt(for: entry, under: checkpoint, disclosing: false)
                    .serialized
            }
            guard text != nil else { throw ExitCode(1) }
        }
        try store.close()
        printJSON { writer in
            writer.member("log_events", end)
            writer.member("first_checkpoint_us", Int64(signing / .microseconds(1)))
            writer.name("checkpoint_again")
            again.write(to: &writer)
            writer.name("receipt")
            made.write(to: &writer)
        }
    }

    /// A log of small events in streams of 64.
    private func make() async throws {
        let store = try SQLiteEventStore.create(
            ledger, origin: "bench.example/receipts", created: Instant(milliseconds: 0))
        var size: Int64 = 0
        while size < events {
            var batch: [Append] = []
            let end = min(events, size + Int64(Self.eventsPerBatch))
            while size < end {
                let count = min(Int64(Self.eventsPerStream), end - size)
                let stream = (0..<count).map { number in
                    // A context and a payload of one small integer each, in CBOR.
                    NewEvent(
                        type: 1, occurredAt: Instant(milliseconds: size + number),
                        context: [0xA0], payload: [0xA1, 0x01, UInt8(number & 0x17)])
                }
                batch.append(
                    Append(parts: [
                        StreamAppend(stream: "stream-\(size)", expected: 0, events: stream)
                    ]))
                size += count
            }
            _ = try await store.append(batch, recordedAt: Instant(milliseconds: size))
        }
        try store.close()
    }
}
