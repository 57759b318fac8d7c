public import JSONText
import Records
public import RefundDomain
public import Units

/// A step in the chases, complaints and missed deadlines of an order (section 13.2).
public struct ComplaintStep: Equatable, Sendable {
    /// What the step belongs to.
    public enum Kind: String, Sendable {
        case chase, complaint, breach
    }

    /// When it happened, in UTC milliseconds.
    public let at: Instant
    /// What it belongs to.
    public let kind: Kind
    /// The chase or complaint; for a breach `<clock>#<cycle>`.
    public let id: String
    /// In which role somebody acted.
    public let actorRole: Role
    /// What happened: chased, answered, filed, acknowledged, responded, escalated, resolved,
    /// withdrawn or breached.
    public let step: String
    /// Where it was filed or taken.
    public var channel: ComplaintChannel?
    /// The number it has there.
    public var externalRef: Name?
    /// The explanation that was given.
    public var explanation: ExplanationCode?
    /// By when something was promised, in UTC milliseconds.
    public var commitmentAt: Instant?
    /// The place of the event in the log.
    public let position: Int64

    /// The steps of an order's history, by position.
    public static func timeline(of events: some Sequence<RecordedEvent>) -> [ComplaintStep] {
        events.compactMap { ComplaintStep($0) }
    }

    private init(
        _ recorded: RecordedEvent, _ kind: Kind, _ id: String, _ step: String
    ) {
        at = recorded.header.occurredAt
        self.kind = kind
        self.id = id
        actorRole = recorded.header.context.actor.role
        self.step = step
        position = recorded.header.position
    }

    /// The step that an event is; `nil` for events that have nothing to do with complaints.
    public init?(_ recorded: RecordedEvent) {
        switch recorded.event {
        case .payoutChased(let body): self.init(recorded, .chase, body.chaseID.text, "chased")
        case .chaseAnswered(let body): self.init(recorded, .chase, body.chaseID.text, "answered")
        case .complaintFiled(let body):
            self.init(recorded, .complaint, body.complaintID.text, "filed")
            channel = body.channel
            externalRef = body.externalRef
        case .complaintAcknowledged(let body):
            self.init(recorded, .complaint, body.complaintID.text, "acknowledged")
        case .complaintResponded(let body):
            self.init(recorded, .complaint, body.complaintID.text, "responded")
            explanation = body.explanationCode
            commitmentAt = body.commitmentAt
        case .complaintEscalated(let body):
            self.init(recorded, .complaint, body.complaintID.text, "escalated")
            channel = body.toChannel
            externalRef = body.externalRef
        case .complaintResolved(let body):
            self.init(recorded, .complaint, body.complaintID.text, "resolved")
        case .complaintWithdrawn(let body):
            self.init(recorded, .complaint, body.complaintID.text, "withdrawn")
        case .slaBreachRecorded(let body):
            self.init(recorded, .breach, "\(body.clock.name)#\(body.cycle)", "breached")
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .verdictApproved,
            .verdictRejected, .appealFiled, .appealDecided, .verdictVoided, .payoutInitiated,
            .payoutAccepted, .payoutSucceeded, .payoutFailed, .payoutRetried, .payoutReissued,
            .payoutReversed, .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed,
            .statementLineMatched, .statementMismatchFound, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            return nil
        }
    }

    /// Writes the step as one JSON object; members without a value are null.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("at", at.shanghaiText)
        writer.member("kind", kind.rawValue)
        writer.member("id", id)
        writer.member("actor_role", actorRole.name)
        writer.member("step", step)
        writer.member("channel", orNull: channel?.name)
        writer.member("external_ref", orNull: externalRef?.text)
        writer.member("explanation_code", orNull: explanation?.name)
        writer.member("commitment_at", orNull: commitmentAt?.shanghaiText)
        writer.member("position", position)
        writer.endObject()
    }
}
