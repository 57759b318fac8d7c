import Records
public import RefundDomain
public import Units

/// An order with a past; reads as a sentence in a test.
///
/// ```swift
/// let outcome = try Given(.apply(), .reject(.evidenceUnclear)).when(.amend())
/// #expect(outcome.refused == "nothing_changed R46")
/// ```
///
/// The sample order is registered first unless another one is given. Every step of the past must
/// be accepted; each comes a minute after the one before unless it says when.
public struct Given: Sendable {
    /// The order as its past left it.
    public private(set) var order: Order

    /// What the rest of the ledger says.
    public var facts: Facts

    /// Everything recorded so far, oldest first.
    public private(set) var history: [RecordedEvent] = []

    /// The instant of the latest step.
    public private(set) var now = Sample.paidAt.adding(minutes: -1)

    private var ledgerKeys = UsedKeys()

    /// Plays some steps on a registered order.
    public init(
        _ steps: Step..., order: RegisterOrder? = .sample(),
        policy: ((inout PolicyParameters) -> Void)? = nil, facts: Facts = .standard
    ) throws {
        self.order = Order(Sample.number)
        self.facts = facts
        if let policy {
            self.facts.policies.add(
                PolicyPublished {
                    $0.version = "test-policy"
                    $0.effectiveFrom = .distantPast
                    policy(&$0.params)
                })
        }
        if let order { try play(.register(order)) }
        for step in steps { try play(step) }
    }

    /// This past, continued.
    public func and(_ steps: Step...) throws -> Given {
        var next = self
        for step in steps { try next.play(step) }
        return next
    }

    /// This past, at another place of the ledger: more answers to questions about other orders.
    public func knowing(_ answers: Question...) -> Given {
        var next = self
        next.facts.answeredYes.formUnion(answers)
        return next
    }

    /// What comes of a step.
    public func when(_ step: Step) -> Then {
        let action = step.action(on: order.number, after: now)
        let subject = action.order == nil ? Order(ledgerKeys: ledgerKeys) : order
        let decision = subject.decide(action, facts)
        var after = self
        switch decision {
        case .accepted(let drafts): after.record(drafts, action)
        case .refused(_, let draft): after.record([draft], action)
        case .repeated: break
        }
        return Then(decision: decision, after: after)
    }

    private mutating func play(_ step: Step) throws {
        let outcome = when(step)
        if let refused = outcome.refused { throw GivenRefused(step: "\(step.body)", code: refused) }
        self = outcome.after
    }

    private mutating func record(_ drafts: [EventDraft], _ action: Action) {
        now = max(now, action.at)
        for (index, draft) in drafts.enumerated() {
            let header = EventHeader(
                position: Int64(history.count + 1), recordedAt: action.at,
                occurredAt: action.at, context: draft.context,
                key: index == 0 ? action.key : nil)
            history.append(RecordedEvent(header: header, event: draft.event))
            if action.order != nil {
                order.evolve(draft.event, header)
            } else if let key = header.key {
                ledgerKeys.note(key, of: draft.event)
            }
            switch draft.event {
            case .policyPublished(let body): facts.policies.add(body)
            case .calendarPublished(let body): facts.calendars.add(body, at: action.at)
            case .subjectErased, .subjectRestricted:
                facts.subjects.evolve(RecordedEvent(header: header, event: draft.event))
            case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
                .applicationAmended, .applicationWithdrawn, .extensionRequested,
                .extensionGranted, .extensionDenied, .evidenceUploaded, .evidenceAssessed,
                .evidenceQuarantined, .evidenceErased, .supplementRequested, .supplementProvided,
                .supplementLapsed, .contactAttempted, .reviewAssigned, .negotiationRequested,
                .partialOfferMade, .partialOfferAccepted, .partialOfferDeclined,
                .partialOfferLapsed, .verdictApproved, .verdictRejected, .appealFiled,
                .appealDecided, .verdictVoided, .payoutInitiated, .payoutAccepted,
                .payoutSucceeded, .payoutFailed, .payoutRetried, .payoutReissued, .payoutReversed,
                .arrivalConfirmed, .arrivalPresumed, .arrivalDisputed, .statementLineMatched,
                .statementMismatchFound, .payoutChased, .chaseAnswered, .complaintFiled,
                .complaintAcknowledged, .complaintResponded, .complaintEscalated,
                .complaintResolved, .complaintWithdrawn, .actionRefused,
                .offPlatformContactReported, .riskSignalRaised, .listingFlagged,
                .slaBreachRecorded, .deadlineRecomputed, .caseClosed, .noteAdded,
                .correctionRecorded, .chargebackObserved:
                break
            }
        }
    }
}

/// A step of a test's past was refused, so the test tests nothing.
public struct GivenRefused: Error, CustomStringConvertible {
    let step: String
    let code: String

    /// What went wrong.
    public var description: String { "\(step) was refused with \(code); correct the given steps." }
}
