import Records
import Units

/// What came of an action.
public enum Decision: Equatable, Sendable {
    /// These facts follow; none when nothing was left to record.
    case accepted([EventDraft])
    /// It was done before; nothing is recorded.
    case repeated
    /// The rules forbid it; the refusal is recorded.
    case refused(Refusal, EventDraft)
}

/// A fact that is about to be recorded.
public struct EventDraft: Equatable, Sendable {
    /// The fact.
    public let event: LedgerEvent
    /// Its circumstances.
    public var context: EventContext

    /// Creates a draft.
    public init(event: LedgerEvent, context: EventContext) {
        self.event = event
        self.context = context
    }
}

extension Order {
    /// Decides what follows from an action.
    ///
    /// The checks come in the order of ACTIONS.md, section 2; the action's own guards are last.
    /// Malformed actions never get here.
    ///
    /// - Parameters:
    ///   - action: What is asked.
    ///   - facts: What the rest of the ledger says.
    /// - Returns: What came of it; refusals are facts too.
    public func decide(_ action: Action, _ facts: Facts) -> Decision {
        let situation = Situation(order: self, action: action, facts: facts)
        do throws(Refusal) {
            switch action.key.map(keys.standing) {
            case .unused, nil: break
            case .answered: return .repeated
            case .conflict: throw Refusal(.keyConflict)
            }
            try checkAccess(action)
            if action.order != nil, action.body.isRepeat(in: self) { return .repeated }
            if let latestAt { try require(action.at >= latestAt, .timeGoesBack) }
            try checkTexts(action)
            let events = try action.body.decide(situation)
            return .accepted(situation.drafts(events))
        } catch {
            return .refused(error, situation.draft(error))
        }
    }

    /// Decides what a sweep over all orders means for this one.
    ///
    /// An action about the whole ledger may come by any way (ACTIONS.md, section 2); what is
    /// recorded says by which.
    public func decideInSweepOfAll(_ action: Action, _ facts: Facts) -> Decision {
        var official = action
        official.via = .official
        let decision = decide(official, facts)
        guard action.via != .official, case .accepted(var drafts) = decision else {
            return decision
        }
        for index in drafts.indices { drafts[index].context.via = action.via }
        return .accepted(drafts)
    }

    /// Checks 3 to 7: the order, the way, the destination, the role, the owner.
    private func checkAccess(_ action: Action) throws(Refusal) {
        let body = action.body
        let kind = type(of: body)
        guard action.order != nil else {
            try require(kind.roles.contains(action.actor.role), .roleNotAllowed)
            return
        }
        try require(isRegistered || kind.name == .registerOrder, .unknownOrder)
        try require(action.via == .official, .unofficialChannel, "R18")
        if kind.name == .initiatePayout, let payout = body as? InitiatePayout {
            try require(
                payout.destination ?? .original == .original, .offPlatformSettlement, "R57")
        }
        try require(kind.roles.contains(action.actor.role), .roleNotAllowed)
        guard kind.ownership != .anyone, let owner = buyer else { return }
        switch action.actor.role {
        case .buyer:
            try require(action.actor.id == owner, .notOwner, "R19")
        case .agent:
            try require(
                kind.ownership == .buyer || action.onBehalfOf == owner, .notOwner, "R19")
        case .reviewer, .supervisor, .appeals, .finance, .compliance, .channel, .system, .auditor,
            .investigator:
            break
        }
    }

    /// Check 10: personal data in anything a person wrote (R56).
    private func checkTexts(_ action: Action) throws(Refusal) {
        let texts = action.body.freeTexts.compactMap(\.text)
        guard !texts.isEmpty else { return }
        let known = [number.text] + tenders.map(\.channelTradeNo.text)
        let found = PersonalDataScanner(blanking: known).kinds(in: texts)
        guard !found.isEmpty else { return }
        throw Refusal(.piiInText, "R56", details: found.map { Name($0.name) })
    }
}

extension Situation {
    /// The events of one decision, with their circumstances.
    func drafts(_ events: [LedgerEvent]) -> [EventDraft] {
        let body = action.body
        return events.map { event in
            let actor = body.actor(of: event, askedBy: action.actor)
            return EventDraft(event: event, context: context(actor, event.caseID))
        }
    }

    /// The event that records a refusal.
    func draft(_ refusal: Refusal) -> EventDraft {
        let event = ActionRefused {
            $0.action = type(of: action.body).name
            $0.code = refusal.code
            $0.rule = refusal.rule
            $0.details = refusal.details
            $0.key = action.key.map { Name($0.text) }
            $0.caseID = action.body.caseID
        }
        return EventDraft(event: event.event, context: context(action.actor, event.caseID))
    }

    /// Inside a case its own policy governs, outside the one in force now (section 13).
    private func context(_ actor: Actor, _ caseID: CaseID?) -> EventContext {
        let governing = caseID.flatMap { order.policy(governing: $0) }
        return EventContext(
            actor: actor, via: action.via == .official ? nil : action.via, client: action.client,
            onBehalfOf: action.onBehalfOf, policy: governing ?? policyVersionNow,
            calendar: calendar.version)
    }
}
