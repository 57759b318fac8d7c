import RefundProjections

/// Everything that a views file consists of.
enum Schema {
    /// `"RLvw"`: marks the file as views of a refund ledger; see sqlite.org, `application_id`.
    static let applicationID: Int64 = 0x524C_7677

    /// Goes up when the bookkeeping of the file itself changes.
    static let formatVersion: Int64 = 2

    /// The statements that make an empty file, in order.
    static let statements: [String] =
        [positionTable]
        + Views.tables.flatMap { [$0.createSQL] + $0.indexSQL }
        + Views.tables.compactMap(\.isoViewSQL)
        + [evidenceIndex, slaClockNow, reviewerAverages]

    /// Those of the statements that make indexes.
    static let indexes = Views.tables.flatMap(\.indexSQL)

    /// A digest of every definition and of the version of their meaning: views whose digest is
    /// another one were made by another program and are rebuilt.
    static let digest: String = {
        let text = "\(Views.version)\n" + statements.joined(separator: "\n")
        // FNV-1a, 64 bits: guards against mistakes, not against malice.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }()

    private static let positionTable = """
        CREATE TABLE views_position (
          -- One row: how far these views have followed the log. They can be deleted at any time.
          only INTEGER PRIMARY KEY CHECK (only = 1), -- always 1
          position INTEGER NOT NULL, -- the latest event they hold; position in the log, 0 for none
          recorded_at INTEGER NOT NULL, -- when that was recorded; ms since 1970, UTC
          recorded_at_iso TEXT GENERATED ALWAYS AS (
            strftime('%Y-%m-%dT%H:%M:%S+08:00', recorded_at / 1000 + 28800, 'unixepoch')
          ) VIRTUAL, -- recorded_at in Shanghai; ISO 8601, to the second
          version INTEGER NOT NULL, -- version of the views' contract; queries written for it work
          schema_digest TEXT NOT NULL -- digest of all table definitions; 16 hexadecimal digits
        ) STRICT
        """

    private static let evidenceIndex = """
        CREATE VIEW evidence_index AS
          -- One row per piece of evidence, with the number of other orders that show its bytes.
          SELECT evidence.*,
            (SELECT count(DISTINCT other.order_no) FROM evidence AS other
              WHERE other.sha256 = evidence.sha256 AND other.order_no <> evidence.order_no
            ) AS duplicates_in_other_orders -- other orders with the same bytes; count
          FROM evidence
        """

    private static let slaClockNow = """
        CREATE VIEW sla_clock_now AS
          -- One row per clock, judged at the present moment: from its due date on a running clock
          -- is breached, except arrival, which is never breached by silence.
          SELECT sla_clock.*,
            CASE WHEN stopped_at IS NULL AND clock <> 'arrival'
              THEN iif(due_at <= now_ms, 'breached', 'running')
              ELSE outcome END AS outcome_now, -- as outcome, judged now
            CASE WHEN stopped_at IS NULL THEN due_at - now_ms END AS left_ms, -- till due; ms
            now_ms -- the present moment; ms since 1970, UTC
          FROM sla_clock,
            (SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000 AS now_ms)
        """

    private static let reviewerAverages = """
        CREATE VIEW reviewer_averages AS
          -- Averages of reviewer_stats, rounded down.
          SELECT reviewer_stats.*,
            CASE WHEN timed > 0 THEN review_wd * 100 / timed END
              AS avg_wd_hundredths, -- review clock start to verdict; hundredths of a working day
            CASE WHEN decided > 0 THEN overturned * 10000 / decided END
              AS overturn_rate_bps -- overturned / decided; basis points
          FROM reviewer_stats
        """
}
