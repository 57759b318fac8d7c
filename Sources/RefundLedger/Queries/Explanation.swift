public import EventLog
import Records
public import RefundDomain
public import Units

/// Why a verdict is what it is: what was known, the formula, and the decision made again.
public struct Explanation: Sendable {
    /// The order.
    public let order: OrderID
    /// The case as it was just before.
    public let refundCase: RefundCase
    /// The verdict, with what has become of it since.
    public let verdict: Verdict
    /// The event that recorded it.
    public let recorded: RecordedEvent
    /// The action it came from; `nil` when that cannot be told.
    public let action: ActionName?
    /// What was known just before it.
    public let known: Knowledge
    /// The formula of an approval; `nil` for a rejection, or when a number is missing.
    public let formula: Formula?
    /// What comes out when it is decided again from what was known.
    public let again: Redecision

    /// The rules the verdict cites.
    public var rules: [RuleID] { recorded.event.rulesCited }

    /// Why there is nothing to explain.
    public enum Nothing: Error, Equatable, Sendable {
        /// The order has no events.
        case noOrder
        /// The order has no such case, or none at all.
        case noCase
        /// The case has no such verdict, or none yet.
        case noVerdict
    }
}

/// What was known just before a verdict.
public struct Knowledge: Sendable {
    /// What the shop said of the order.
    public let orderState: OrderState
    /// The claimed lines, with the state of their items.
    public let items: [Item]
    /// The evidence of the case.
    public let evidence: [Evidence]
    /// The kinds of evidence that the category and the reason ask for.
    public let requiredEvidence: [EvidenceKind]
    /// Whose fault the reason means under the policy.
    public let faultOfReason: Fault?
    /// What was left on the claimed lines, in fen; the verdict that is appealed left out.
    public let left: Fen
    /// How many risk signals had been raised.
    public let riskSignals: Int
    /// The policy that governs the case.
    public let policy: Policy
    /// The calendar in force at the verdict.
    public let calendar: CalendarVersion
    /// The clocks of the case that ran, judged at the verdict.
    public let clocks: [Trace.WaitedClock]

    /// The kinds that were asked for but not there, or not clear.
    public var missingEvidence: [EvidenceKind] {
        let there = evidence.filter(\.counts).map(\.kind)
        return requiredEvidence.filter { !there.contains($0) }
    }

    init(
        _ order: Order, _ refundCase: RefundCase, appealed: VerdictID?, at instant: Instant,
        _ books: Books
    ) {
        orderState = order.state
        items = order.claimedItems(of: refundCase)
        evidence = order.evidence.filter { $0.caseID == refundCase.id }
        let policy = books.policies.policy(refundCase.policy)
        self.policy = policy
        requiredEvidence = items.reduce(into: []) { kinds, item in
            let wanted = policy.requiredEvidence.kinds(
                for: item.line.category, refundCase.reason)
            kinds += wanted.filter { !kinds.contains($0) }
        }
        faultOfReason = policy.faultByReason.fault(for: refundCase.reason)
        left = order.left(on: refundCase, without: appealed)
        riskSignals = order.riskSignalCount
        let workingDays = books.calendars.inForce(at: instant)
        calendar = workingDays.version
        clocks = order.clocks.filter { $0.caseID == refundCase.id && $0.isRunning }.map {
            Trace.WaitedClock(clock: $0, standing: $0.standing(at: instant, workingDays))
        }
    }
}

extension Ledger {
    /// Explains a verdict, from the log alone.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - caseID: The case; the latest when left out.
    ///   - verdictID: The verdict; the latest of the case when left out.
    ///   - moment: Only verdicts that had been made by then.
    ///   - store: The log.
    ///   - texts: What reads sealed texts.
    /// - Returns: The explanation.
    /// - Throws: ``Explanation/Nothing``; ``EventStoreError`` when the log cannot be read.
    public static func explanation(
        of id: OrderID, case caseID: CaseID? = nil, verdict verdictID: VerdictID? = nil,
        asOf moment: AsOf, in store: any EventStore, texts: TextOpener? = nil
    ) async throws -> Explanation {
        guard let history = try await history(of: id, asOf: moment, in: store, texts: texts) else {
            throw Explanation.Nothing.noOrder
        }
        let latest = caseID.map { history.order.refundCase($0) } ?? history.order.cases.last
        guard let refundCase = latest else { throw Explanation.Nothing.noCase }
        let found = history.order.verdicts.last {
            $0.caseID == refundCase.id && verdictID ?? $0.id == $0.id
        }
        guard let verdict = found,
            let place = history.events.firstIndex(where: {
                $0.header.position == verdict.position
            })
        else { throw Explanation.Nothing.noVerdict }
        let cause = VerdictCause(of: place, in: history.events, id)
        // The books as they stood when it was recorded: later publications change nothing.
        let books = try await books(in: store, through: verdict.position - 1)
        guard let explanation = Explanation(verdict, history.events[place], cause, books)
        else { throw Explanation.Nothing.noCase }
        return explanation
    }
}

extension Explanation {
    fileprivate init?(
        _ verdict: Verdict, _ recorded: RecordedEvent, _ cause: VerdictCause, _ books: Books
    ) {
        let before = cause.before
        guard let refundCase = before.refundCase(verdict.caseID) else { return nil }
        order = before.number
        self.refundCase = refundCase
        self.verdict = verdict
        self.recorded = recorded
        action = cause.action
        let appealed = cause.action == .decideAppeal ? refundCase.verdictID : nil
        known = Knowledge(
            before, refundCase, appealed: appealed, at: recorded.header.occurredAt, books)
        let policy = known.policy
        formula = verdict.approval.flatMap { Formula(of: $0, refundCase, before, policy) }
        again = Redecision(of: recorded, cause, books)
    }
}
