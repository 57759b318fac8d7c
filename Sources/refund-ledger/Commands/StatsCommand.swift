import ArgumentParser
import EventLog
import EventLogSQLite
import RefundDomain
import RefundLedger
import Units
import ViewsSQLite
import Wording

/// `refund-ledger stats`: what the ledger holds and how much room it takes.
struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show what the ledger holds and how much room it takes.",
        discussion: """
            What dictionaries save is measured by compressing up to 64 segments, spread over the \
            log, once more without them. The views' lag is how many events they have still to take \
            in; the next question brings them forward.

            Example: refund-ledger stats --json
            """
    )

    /// The most segments that are compressed again.
    private static let segmentsSampledMax: Int64 = 64

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let log = try await store.statistics()
        var facts = Facts()
        facts.add("origin", Wording("origin", zh: "来源名称"), .text(log.origin))
        facts.add("created", Wording("created", zh: "创建时间"), .text(log.created.shanghaiText))
        facts.add("events", Wording("events", zh: "事件数"), .integer(log.events))
        facts.add(
            "orders", Wording("orders", zh: "订单数"), .integer(try await orders(in: store, log)))
        addSizes(of: log, to: &facts)
        try await addGain(from: store, to: &facts)
        addViews(at: log.events, to: &facts)
        try facts.print(output)
    }

    /// Streams that are not the ledger's own.
    private func orders(in store: SQLiteEventStore, _ log: LogStatistics) async throws -> Int64 {
        var count = log.streams
        for name in Streams.own {
            if try await store.streamHead(name) != nil { count -= 1 }
        }
        return count
    }

    private func addSizes(of log: LogStatistics, to facts: inout Facts) {
        facts.add(
            "log_bytes", Wording("log.sqlite, bytes", zh: "log.sqlite 字节数"),
            .integer(log.fileBytes))
        facts.add(
            "bytes_per_event", Wording("bytes an event", zh: "每事件字节数"),
            log.events == 0 ? .nothing : .text(ratio(log.fileBytes, log.events)))
        facts.add(
            "wal_bytes", Wording("log.sqlite-wal, bytes", zh: "log.sqlite-wal 字节数"),
            .integer(log.writeAheadBytes))
        facts.add(
            "segments", Wording("segments of 256 events", zh: "段数（每段 256 个事件）"),
            .integer(log.segments))
        facts.add(
            "tail_events", Wording("events in no segment yet", zh: "尚未成段的事件"),
            .integer(log.tailEvents))
        facts.add(
            "dictionaries", Wording("dictionaries", zh: "压缩字典数"), .integer(log.dictionaries))
    }

    private func addGain(from store: SQLiteEventStore, to facts: inout Facts) async throws {
        let gain = try await store.dictionaryGain(sampling: Self.segmentsSampledMax)
        facts.add(
            "sampled_segments", Wording("segments sampled", zh: "抽样段数"),
            .integer(gain?.segments ?? 0))
        let sizes: [(String, Wording, Int64?)] = [
            (
                "sampled_content_bytes", Wording("their content, bytes", zh: "原始内容字节数"),
                gain?.contentBytes
            ),
            (
                "sampled_stored_bytes", Wording("as stored, bytes", zh: "现存字节数"),
                gain?.storedBytes
            ),
            (
                "sampled_plain_bytes",
                Wording("without a dictionary, bytes", zh: "不用字典的字节数"), gain?.plainBytes
            ),
        ]
        for (name, wording, bytes) in sizes {
            facts.add(name, wording, bytes.map { .integer($0) } ?? .nothing)
        }
        let saved = gain.flatMap { gain in
            gain.plainBytes == 0
                ? nil : ratio((gain.plainBytes - gain.storedBytes) * 100, gain.plainBytes)
        }
        facts.add(
            "dictionary_gain_percent", Wording("saved by dictionaries, %", zh: "字典节省 %"),
            saved.map { .text($0) } ?? .nothing)
    }

    private func addViews(at head: Position, to facts: inout Facts) {
        let state = ViewStore.examine(options.directory)
        switch state {
        case .ready(let position):
            facts.add(
                "views_position", Wording("views, position", zh: "视图位置"), .integer(position))
            facts.add(
                "views_lag", Wording("views, events behind", zh: "视图落后事件数"),
                .integer(head - position))
        case .missing, .outdated, .damaged:
            facts.add("views_position", Wording("views, position", zh: "视图位置"), .nothing)
            facts.add(
                "views_lag", Wording("views, events behind", zh: "视图落后事件数"), .integer(head))
        }
    }
}

/// A quotient with two digits after the point, in whole numbers all the way.
private func ratio(_ dividend: Int64, _ divisor: Int64) -> String {
    let hundredths = dividend * 100 / divisor
    let rest = abs(hundredths % 100)
    return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
}
