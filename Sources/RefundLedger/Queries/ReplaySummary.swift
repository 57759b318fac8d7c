public import JSONText
import Records
public import RefundDomain
public import Units

/// Some events in a few numbers: how many of each kind, and which amounts they name.
public struct ReplaySummary: Equatable, Sendable {
    /// Where and when an event stands.
    public struct Place: Equatable, Sendable {
        /// The position in the log.
        public let position: Int64
        /// When it happened, in UTC milliseconds.
        public let at: Instant
        /// When it was recorded, in UTC milliseconds, by the ledger's clock.
        public let recordedAt: Instant
    }

    /// Sums of the amounts that events name, in fen; not the money of orders as they stand.
    public struct Amounts: Equatable, Sendable {
        /// Paid for the orders that were registered.
        public var paid = Fen.zero
        /// Approved by verdicts, superseded and voided ones among them.
        public var approved = Fen.zero
        /// Handed to channels: payouts initiated or reissued.
        public var initiated = Fen.zero
        /// Moved by channels.
        public var succeeded = Fen.zero
        /// Taken back by channels.
        public var reversed = Fen.zero
        /// Moved and not taken back.
        public var net: Fen { succeeded - reversed }
    }

    /// The number of events of each kind, by the kind's number.
    private var counts: [Int64] = Array(repeating: 0, count: EventKind.allCases.count + 1)

    /// The amounts they name.
    public private(set) var amounts = Amounts()

    /// The first event in the log.
    public private(set) var first: Place?

    /// The last event in the log.
    public private(set) var last: Place?

    /// The number of events.
    public var events: Int64 { counts.reduce(0, +) }

    /// A summary of no event.
    public init() {}

    /// Takes note of the next event.
    public mutating func add(_ recorded: RecordedEvent) {
        counts[Int(recorded.event.kind.rawValue)] += 1
        let place = Place(
            position: recorded.header.position, at: recorded.header.occurredAt,
            recordedAt: recorded.header.recordedAt)
        first = first ?? place
        last = place
        switch recorded.event {
        case .orderRegistered(let body): amounts.paid += body.paid
        case .verdictApproved(let body): amounts.approved += body.amount
        case .payoutInitiated(let body): amounts.initiated += body.amount
        case .payoutReissued(let body): amounts.initiated += body.amount
        case .payoutSucceeded(let body): amounts.succeeded += body.amount
        case .payoutReversed(let body): amounts.reversed += body.amount
        case .orderStateChanged, .itemStateObserved, .refundApplied, .applicationAmended,
            .applicationWithdrawn, .extensionRequested, .extensionGranted, .extensionDenied,
            .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .supplementLapsed, .contactAttempted,
            .reviewAssigned, .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .verdictRejected, .appealFiled,
            .appealDecided, .verdictVoided, .payoutAccepted, .payoutFailed, .payoutRetried,
            .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed, .statementLineMatched,
            .statementMismatchFound, .payoutChased, .chaseAnswered, .complaintFiled,
            .complaintAcknowledged, .complaintResponded, .complaintEscalated, .complaintResolved,
            .complaintWithdrawn, .actionRefused, .offPlatformContactReported, .riskSignalRaised,
            .listingFlagged, .slaBreachRecorded, .deadlineRecomputed, .caseClosed, .noteAdded,
            .correctionRecorded, .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            break
        }
    }

    /// The kinds that occurred, in order of number.
    public var kinds: [(kind: EventKind, count: Int64)] {
        EventKind.allCases.compactMap { kind in
            let count = counts[Int(kind.rawValue)]
            return count > 0 ? (kind, count) : nil
        }
    }

    /// Takes in a summary of other events.
    public mutating func add(_ other: ReplaySummary) {
        for index in counts.indices { counts[index] += other.counts[index] }
        amounts.paid += other.amounts.paid
        amounts.approved += other.amounts.approved
        amounts.initiated += other.amounts.initiated
        amounts.succeeded += other.amounts.succeeded
        amounts.reversed += other.amounts.reversed
        first = [first, other.first].compactMap(\.self).min { $0.position < $1.position }
        last = [last, other.last].compactMap(\.self).max { $0.position < $1.position }
    }

    /// Writes the summary as one JSON object; amounts are in fen.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("events", events)
        for (name, place) in [("first", first), ("last", last)] {
            writer.name(name)
            guard let place else {
                writer.null()
                continue
            }
            writer.beginObject()
            writer.member("position", place.position)
            writer.member("at", place.at.shanghaiText)
            writer.member("recorded_at", place.recordedAt.shanghaiText)
            writer.endObject()
        }
        writer.name("types")
        writer.beginObject()
        for (kind, count) in kinds { writer.member(kind.name, count) }
        writer.endObject()
        writer.name("amounts")
        writer.beginObject()
        writer.member("paid", amounts.paid.amount)
        writer.member("approved", amounts.approved.amount)
        writer.member("initiated", amounts.initiated.amount)
        writer.member("succeeded", amounts.succeeded.amount)
        writer.member("reversed", amounts.reversed.amount)
        writer.member("net", amounts.net.amount)
        writer.endObject()
        writer.endObject()
    }
}
