import Records
import RefundDomain
import Units

/// Checks a refusal as far as its recorded details allow.
///
/// A refusal holds the action's name, its case and its key, but not its amounts, texts and other
/// ids. So forms of the action that fit the record are decided again, and what they come to is
/// compared with what was recorded.
struct AuditRefusal {
    /// How far the reason of a refusal could be decided again.
    enum Depth {
        /// The reason stands in what is recorded.
        case fully
        /// Some form of the action leads to it.
        case partly
        /// It rests on what is not recorded; the checks before it were decided again.
        case not
    }

    /// What a check came to.
    struct Verdict {
        let depth: Depth
        let deviations: [AuditDeviation]
    }

    let refusal: ActionRefused
    let header: EventHeader
    /// The order before the action.
    let order: Order
    /// The order's number; `nil` for actions about the whole ledger.
    let number: OrderID?
    let facts: Facts

    /// Checks reason and circumstances.
    func verdict() -> Verdict {
        let finding = finding()
        let recorded = RecordedEvent(header: header, event: refusal.event)
        let comparison = AuditComparison(order: number)
        var deviations: [AuditDeviation] = []
        if let expected = finding.expected {
            deviations.append(
                comparison.deviation(
                    recorded, rules: finding.rules, expected: expected,
                    found: .actionRefused(refusal.action, refusal.code)))
        }
        var context = header.context
        context.hasLedgerKey = number == nil && header.key != nil ? true : nil
        context.calendar = facts.calendars.inForce(at: header.occurredAt).version
        if let policy = governingPolicy { context.policy = policy }
        deviations += comparison.differences(
            recorded, EventDraft(event: refusal.event, context: context))
        return Verdict(depth: finding.depth, deviations: deviations)
    }

    /// The policy of the case, else the one in force; `nil` for an order that was not registered,
    /// because its platform is not known then.
    private var governingPolicy: PolicyVersion? {
        if let refundCase = refusal.caseID.flatMap({ order.refundCase($0) }) {
            return refundCase.policy
        }
        guard order.isRegistered || refusal.action != .registerOrder else { return nil }
        let platform = order.platform?.platformID
        return facts.policies.inForce(at: header.occurredAt, platform: platform).version
    }
}

extension AuditRefusal {
    /// What is known of the reason.
    private struct Finding {
        let depth: Depth
        /// What the rules give instead; `nil` when nothing speaks against the record.
        var expected: AuditStatement?
        var rules: [RuleID] = []
    }

    /// Whether the key counts for another action; by its name alone in older logs, whose
    /// refusals of this kind do not say what the action was.
    private func keyConflict(isKeyUsed: Bool) -> Finding {
        guard isKeyUsed, let key = header.key else {
            return Finding(
                depth: isKeyUsed ? .partly : .fully, expected: isKeyUsed ? nil : .keyUnused)
        }
        let isConflict = order.keys.standing(of: key) == .conflict
        return Finding(depth: .fully, expected: isConflict ? nil : .repeated)
    }

    /// The checks of section 2, in their order.
    private func finding() -> Finding {
        let isKeyUsed = refusal.key.map { order.keys.isUsed($0.text) } ?? false
        guard refusal.code != .keyConflict else { return keyConflict(isKeyUsed: isKeyUsed) }
        guard !isKeyUsed else {
            return Finding(
                depth: .fully, expected: .oneOf([.repeated, .refused(.keyConflict)]))
        }
        let answers = probes.map(answer)
        let access = accessRefusal(answers)
        if refusal.code == .offPlatformSettlement {
            let comesFirst = access?.code == .unknownOrder || access?.code == .unofficialChannel
            guard refusal.action == .initiatePayout, !comesFirst else {
                return Finding(depth: .fully, expected: answers.first?.statement)
            }
            return Finding(depth: .not)
        }
        if let access {
            let isSame = access.code == refusal.code && access.rule == refusal.rule
            return Finding(
                depth: .fully, expected: isSame ? nil : .refused(access.code),
                rules: access.rule.map { [$0] } ?? [])
        }
        let isBack = order.latestAt.map { header.occurredAt < $0 } ?? false
        if isBack || refusal.code == .timeGoesBack {
            let isSame = isBack && refusal.code == .timeGoesBack
            return Finding(
                depth: refusal.action.hasNaturalRepeats ? .partly : .fully,
                expected: isSame
                    ? nil : isBack ? .refused(.timeGoesBack) : .inTime)
        }
        guard refusal.code != .piiInText else { return Finding(depth: .not) }
        return guardFinding(answers)
    }

    /// The action's own guards, in the order of section 5.
    private func guardFinding(_ answers: [Answer]) -> Finding {
        let guards = RefusalGuard.guards(of: refusal.action)
        let isCaseUnknown = refusal.caseID.map { order.refundCase($0) == nil } ?? false
        let place = guards.firstIndex { guardOfAction in
            guard guardOfAction.code == refusal.code else { return false }
            // An unknown case is recorded, another unknown name is not.
            let isAboutCase = guardOfAction == .decided(.unknownReference)
            return !isAboutCase || isCaseUnknown
        }
        guard let place else {
            return Finding(depth: .fully, expected: expectation(answers))
        }
        let recorded = Answer.refused(Refusal(refusal.code, refusal.rule))
        switch guards[place] {
        case .decided:
            let isSame = answers.allSatisfy { $0 == recorded }
            return Finding(
                depth: .fully, expected: isSame ? nil : expectation(answers),
                rules: rules(answers))
        case .possible:
            let isSame = answers.contains(recorded)
            return Finding(
                depth: .partly, expected: isSame ? nil : expectation(answers),
                rules: rules(answers))
        case .open:
            guard case .refused(let first) = answers.first,
                guards[..<place].contains(.decided(first.code)),
                first.code != .unknownReference || isCaseUnknown
            else { return Finding(depth: .not) }
            return Finding(
                depth: .fully, expected: answers.first?.statement, rules: rules(answers))
        }
    }

    private func expectation(_ answers: [Answer]) -> AuditStatement {
        let statements = answers.map(\.statement).reduce(into: [AuditStatement]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return statements.count == 1 ? statements[0] : .oneOf(statements)
    }

    private func rules(_ answers: [Answer]) -> [RuleID] {
        guard case .refused(let first) = answers.first else {
            return refusal.rule.map { [$0] } ?? []
        }
        return first.rule.map { [$0] } ?? []
    }
}

extension AuditRefusal {
    /// What deciding a form of the action comes to.
    private enum Answer: Equatable {
        case accepted
        case repeated
        case refused(Refusal)

        var statement: AuditStatement {
            switch self {
            case .accepted: .accepted
            case .repeated: .repeated
            case .refused(let refusal): .refused(refusal.code)
            }
        }
    }

    /// Forms of the action that fit what is recorded.
    private var probes: [any ActionBody] {
        AuditProbes(
            name: refusal.action, caseID: refusal.caseID, at: header.occurredAt,
            role: header.context.actor.role, order: order
        ).bodies
    }

    private func answer(of body: any ActionBody) -> Answer {
        let action = Action(
            at: header.occurredAt, actor: header.context.actor, order: number,
            via: header.context.via ?? .official, client: header.context.client,
            onBehalfOf: header.context.onBehalfOf, body: body)
        switch order.decide(action, facts) {
        case .accepted: return .accepted
        case .repeated: return .repeated
        case .refused(let refusal, _): return .refused(Refusal(refusal.code, refusal.rule))
        }
    }

    /// The refusal by the checks that look at order, way, role and owner alone.
    private func accessRefusal(_ answers: [Answer]) -> Refusal? {
        guard case .refused(let first) = answers.first else { return nil }
        let kind = actionBodies.first { $0.name == refusal.action }
        let isRole = kind?.roles.contains(header.context.actor.role) == false
        let codes: [RefusalCode] =
            [.unknownOrder, .unofficialChannel, .notOwner] + (isRole ? [.roleNotAllowed] : [])
        return codes.contains(first.code) ? first : nil
    }
}

extension ActionName {
    /// Whether asking again for what is there already records nothing (section 2.1).
    fileprivate var hasNaturalRepeats: Bool {
        let names: [ActionName] = [
            .registerOrder, .changeOrderState, .reportPayoutAccepted, .reportPayoutSucceeded,
            .reportPayoutFailed, .reportPayoutReversed, .reportChargeback, .reconcileLine,
            .reportMissingLine,
        ]
        return names.contains(self)
    }
}
