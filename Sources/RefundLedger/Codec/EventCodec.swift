import CBOR
public import EventLog
import Records
public import RefundDomain
public import Units

/// Events to bytes and back: the one place where the domain meets the log.
public enum EventCodec {
    /// The kinds of marks by which streams can be found; the numbers are permanent.
    private enum MarkKind: UInt8 {
        case refundNumber = 1
        case evidence = 2
        case ledgerKey = 3
    }

    /// An event as the log takes it.
    ///
    /// - Parameters:
    ///   - draft: What happened, and under which circumstances.
    ///   - instant: When it happened, in UTC milliseconds, by the caller's clock.
    ///   - key: The idempotency key of its action, when it is the action's first event.
    /// - Returns: The event with the marks by which its stream is found.
    public static func encode(
        _ draft: EventDraft, at instant: Instant, key: ActionKey? = nil
    ) -> NewEvent {
        var encoder = EventEncoder()
        encoder.append(draft, at: instant, key: key)
        return encoder.newEvent(0)
    }

    /// The values by which the stream of an event must be findable.
    static func marks(of draft: EventDraft, key: ActionKey?) -> [Mark] {
        var marks = marks(of: draft.event)
        if let mark = ledgerKeyMark(draft.context, key) { marks.append(mark) }
        return marks
    }

    /// An event as it was recorded.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - withKey: Whether its key is wanted; views do without, and save its memory.
    /// - Returns: The event with its header.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when the entry does not read or
    ///   is of a kind that this version does not know.
    public static func decode(
        _ entry: Entry, withKey: Bool = true
    ) throws(EventStoreError) -> RecordedEvent {
        decode(
            entry, withKey: withKey, event: try event(of: entry), context: try context(of: entry))
    }

    /// An event as it was recorded, from the parts that were read already.
    @inline(__always)
    static func decode(
        _ entry: Entry, withKey: Bool, event: LedgerEvent, context: EventContext
    ) -> RecordedEvent {
        RecordedEvent(
            header: EventHeader(
                position: entry.position, recordedAt: entry.recordedAt,
                occurredAt: entry.occurredAt, context: context,
                key: withKey && entry.hasKey
                    ? entry.key.map { ActionKey(text: $0.text, digest: $0.digest) } : nil),
            event: event)
    }

    /// What happened, without its circumstances.
    static func event(of entry: Entry) throws(EventStoreError) -> LedgerEvent {
        guard let kind = kind(of: entry) else {
            throw .corrupted(
                position: entry.position, detail: "unknown event type number \(entry.type)")
        }
        do throws(RecordError) {
            // The decoder ends with the closure, before the payload can go.
            let event = try entry.withPayload { payload throws(RecordError) in
                var decoder = CBORRecordDecoder(payload)
                return try LedgerEvent.read(kind, from: &decoder)
            }
            if let fault = event.fault {
                throw .unexpected(
                    "\(fault.field) should be \(fault.expected), not \(fault.found)")
            }
            return event
        } catch {
            throw .corrupted(position: entry.position, detail: "\(kind.name): \(error)")
        }
    }

    /// The kind of an entry; `nil` for one that this version does not know.
    public static func kind(of entry: Entry) -> EventKind? {
        UInt8(exactly: entry.type).flatMap(EventKind.init)
    }

    /// The circumstances of an entry, without reading what happened.
    ///
    /// - Throws: ``EventStoreError/corrupted(position:detail:)`` when they do not read.
    static func context(of entry: Entry) throws(EventStoreError) -> EventContext {
        try circumstances(of: entry, as: EventContext.self)
    }

    private static func circumstances<Part: Record>(
        of entry: Entry, as part: Part.Type
    ) throws(EventStoreError) -> Part {
        do throws(RecordError) {
            // The decoder ends with the closure, before the context can go.
            return try entry.withContext { context throws(RecordError) in
                var decoder = CBORRecordDecoder(context)
                return try decoder.record(part)
            }
        } catch {
            throw .corrupted(position: entry.position, detail: "context: \(error)")
        }
    }

    /// The marks of an entry, for making the log's index anew.
    ///
    /// Most kinds of events have none; of those only the key is looked at, if there is one.
    ///
    /// - Throws: ``EventStoreError`` when what must be read does not read.
    public static func marks(of entry: Entry) throws(EventStoreError) -> [Mark] {
        var marks: [Mark] = []
        if let kind = kind(of: entry), kind.hasMarks {
            marks += self.marks(of: try event(of: entry))
        }
        guard entry.hasKey, try hasLedgerKey(entry), let key = entry.key else { return marks }
        return marks + [mark(ledgerKey: key.text)]
    }

    /// Whether an entry's key counts for the whole ledger; all else of its context is passed over.
    private static func hasLedgerKey(_ entry: Entry) throws(EventStoreError) -> Bool {
        try circumstances(of: entry, as: EventContext.KeyScope.self).hasLedgerKey == true
    }

    /// A key that counts for the whole ledger must be findable without knowing its stream.
    private static func ledgerKeyMark(_ context: EventContext, _ key: ActionKey?) -> Mark? {
        guard context.hasLedgerKey == true, let key else { return nil }
        return mark(ledgerKey: key.text)
    }

    /// The values by which an event's stream must be findable from other orders.
    static func marks(of event: LedgerEvent) -> [Mark] {
        switch event {
        case .payoutInitiated(let body): [mark(body.outRefundNo)]
        case .payoutReissued(let body): [mark(body.outRefundNo)]
        case .evidenceUploaded(let body): [mark(body.sha256)]
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .supplementLapsed, .contactAttempted,
            .reviewAssigned, .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .verdictApproved, .verdictRejected,
            .appealFiled, .appealDecided, .verdictVoided, .payoutAccepted, .payoutSucceeded,
            .payoutFailed, .payoutRetried, .payoutReversed, .arrivalConfirmed, .arrivalPresumed,
            .arrivalDisputed, .statementLineMatched, .statementMismatchFound, .payoutChased,
            .chaseAnswered, .complaintFiled, .complaintAcknowledged, .complaintResponded,
            .complaintEscalated, .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            []
        }
    }

    static func mark(_ number: RefundNumber) -> Mark {
        Mark(kind: MarkKind.refundNumber.rawValue, value: Array(number.text.utf8))
    }

    static func mark(_ hash: ContentHash) -> Mark {
        Mark(kind: MarkKind.evidence.rawValue, value: hash.bytes)
    }

    static func mark(ledgerKey: String) -> Mark {
        Mark(kind: MarkKind.ledgerKey.rawValue, value: Array(ledgerKey.utf8))
    }

    /// The mark that answers a question; `nil` for one that the log does not answer.
    static func mark(_ question: Question) -> Mark? {
        switch question {
        case .isSubjectHeld: nil
        case .isRefundNumberUsed(let number): mark(number)
        case .isEvidenceElsewhere(let hash): mark(hash)
        }
    }
}

extension EventKind {
    /// Whether events of this kind have marks of their own.
    fileprivate var hasMarks: Bool {
        switch self {
        case .payoutInitiated, .payoutReissued, .evidenceUploaded: true
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceAssessed, .evidenceQuarantined, .evidenceErased,
            .supplementRequested, .supplementProvided, .supplementLapsed, .contactAttempted,
            .reviewAssigned, .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .verdictApproved, .verdictRejected,
            .appealFiled, .appealDecided, .verdictVoided, .payoutAccepted, .payoutSucceeded,
            .payoutFailed, .payoutRetried, .payoutReversed, .arrivalConfirmed, .arrivalPresumed,
            .arrivalDisputed, .statementLineMatched, .statementMismatchFound, .payoutChased,
            .chaseAnswered, .complaintFiled, .complaintAcknowledged, .complaintResponded,
            .complaintEscalated, .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            false
        }
    }
}

/// The streams of the ledger.
public enum Streams {
    /// The stream of an order.
    public static func order(_ id: OrderID) -> StreamName {
        StreamName(rawValue: prefix + id.text)
    }

    /// The order of a stream; `nil` for the ledger's own streams.
    ///
    /// By bytes: a number may begin with a character that Unicode joins to the one before it.
    public static func order(of stream: StreamName) -> OrderID? {
        let name = stream.rawValue.utf8
        guard name.starts(with: prefix.utf8) else { return nil }
        return OrderID(String(Substring(name.dropFirst(prefix.utf8.count))))
    }

    /// The publications of policies, and refusals of such.
    public static let policies: StreamName = "policies"

    /// The publications of calendars, and refusals of such.
    public static let calendars: StreamName = "calendars"

    /// Refusals of actions about the whole ledger.
    public static let ledger: StreamName = "ledger"

    /// Notes on events that could not be salvaged from a damaged log.
    public static let salvage: StreamName = "salvage"

    /// What was decided about personal data.
    public static let subjects: StreamName = "subjects"

    /// The streams that are no order's.
    public static let own = [policies, calendars, ledger, salvage, subjects]

    private static let prefix = "order-"
}
