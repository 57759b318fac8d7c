import GRDB
public import Units

/// A step of a chase or complaint, or a recorded breach (ACTIONS.md, section 13.2).
public struct ComplaintStep: Equatable, Sendable {
    /// Where it stands in the log.
    public var position: Int64
    /// When it happened, in UTC milliseconds.
    public var at: Instant
    /// `chase`, `complaint` or `breach`.
    public var kind: String
    /// The chase or complaint; for a breach `<clock>#<cycle>`.
    public var id: String
    /// In which role somebody acted.
    public var actorRole: String
    /// `chased`, `answered`, `filed`, `acknowledged`, `responded`, `escalated`, `resolved`,
    /// `withdrawn` or `breached`.
    public var step: String
    /// Where it was filed, or taken to.
    public var channel: String?
    /// The number it has there.
    public var externalRef: String?
    /// The explanation given.
    public var explanationCode: String?
    /// By when it is promised to be settled, in UTC milliseconds.
    public var commitmentAt: Instant?
}

extension ViewStore {
    /// The chases, complaints and recorded breaches of an order, by position.
    ///
    /// - Parameters:
    ///   - order: The order's number.
    ///   - asOf: Only events that happened at this instant or before count.
    /// - Returns: The steps.
    /// - Throws: ``ViewStoreError``.
    public func complaints(
        of order: String, asOf: Instant? = nil
    ) throws(ViewStoreError) -> [ComplaintStep] {
        try translating {
            try read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT position, at, kind, id, actor_role, step, channel, external_ref, \
                        explanation_code, commitment_at FROM complaint_timeline \
                        WHERE order_no = ? AND at <= ? ORDER BY position
                        """, arguments: [order, (asOf ?? .distantFuture).milliseconds]
                ).map { row in
                    ComplaintStep(
                        position: row[0], at: Instant(milliseconds: row[1]), kind: row[2],
                        id: row[3], actorRole: row[4], step: row[5], channel: row[6],
                        externalRef: row[7], explanationCode: row[8],
                        commitmentAt: (row[9] as Int64?).map { Instant(milliseconds: $0) })
                }
            }
        }
    }
}
