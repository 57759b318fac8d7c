import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 3: who may ask for what, on whose behalf.
@Suite struct RoleTests {
    private static let table: [(ActionName, [Role])] = [
        (.registerOrder, [.system]), (.changeOrderState, [.system]),
        (.observeItem, [.system, .reviewer, .channel, .buyer]), (.applyRefund, [.buyer, .agent]),
        (.amendApplication, [.buyer]), (.withdrawApplication, [.buyer]),
        (.requestExtension, [.buyer, .agent]), (.grantExtension, [.supervisor]),
        (.denyExtension, [.supervisor]), (.uploadEvidence, [.buyer, .agent]),
        (.assessEvidence, [.reviewer]), (.quarantineEvidence, [.system, .compliance]),
        (.eraseEvidence, [.system, .compliance]), (.requestSupplement, [.reviewer]),
        (.provideSupplement, [.buyer]), (.recordContact, [.agent, .reviewer, .system]),
        (.assignReviewer, [.supervisor, .system]), (.requestNegotiation, [.buyer]),
        (.makeOffer, [.reviewer]), (.acceptOffer, [.buyer]), (.declineOffer, [.buyer]),
        (.approve, [.reviewer]), (.reject, [.reviewer]), (.autoReview, [.system]),
        (.fileAppeal, [.buyer]), (.decideAppeal, [.appeals]), (.voidVerdict, [.finance]),
        (.initiatePayout, [.finance, .system]), (.retryPayout, [.finance, .system]),
        (.reissuePayout, [.finance, .system]), (.reportPayoutAccepted, [.channel, .system]),
        (.reportPayoutSucceeded, [.channel, .system]), (.reportPayoutFailed, [.channel, .system]),
        (.reportPayoutReversed, [.channel, .system]), (.confirmArrival, [.buyer]),
        (.disputeArrival, [.buyer, .agent]), (.reconcileLine, [.finance, .system]),
        (.reportMissingLine, [.finance, .system]), (.chasePayout, [.buyer, .agent]),
        (.answerChase, [.agent, .supervisor, .finance]), (.fileComplaint, [.buyer, .agent]),
        (.acknowledgeComplaint, [.agent, .supervisor]),
        (.respondComplaint, [.agent, .supervisor]), (.escalateComplaint, [.buyer, .agent]),
        (.resolveComplaint, [.buyer, .agent, .supervisor]), (.withdrawComplaint, [.buyer]),
        (.reportOffPlatform, [.buyer, .agent, .system]),
        (.raiseRiskSignal, [.system, .compliance]), (.flagListing, [.reviewer, .compliance]),
        (
            .addNote,
            [.agent, .reviewer, .supervisor, .appeals, .finance, .compliance, .investigator]
        ),
        (.recordCorrection, [.supervisor, .compliance]), (.reportChargeback, [.channel, .system]),
        (.recomputeDeadlines, [.system, .supervisor]), (.sweep, [.system]),
        (.publishPolicy, [.compliance]), (.publishCalendar, [.compliance]),
        (.eraseSubject, [.compliance, .system]), (.restrictSubject, [.compliance, .system]),
    ]

    private static let onBehalf: Set<ActionName> = [
        .applyRefund, .requestExtension, .uploadEvidence, .disputeArrival, .chasePayout,
        .fileComplaint, .escalateComplaint,
    ]

    @Test func `the table lists every action once`() {
        #expect(Self.table.map(\.0) == ActionName.allCases)
        #expect(actionBodies.map { $0.name } == ActionName.allCases)
    }

    @Test(arguments: Role.allCases)
    func `a role may ask for what the contract lists, and for nothing else`(role: Role) throws {
        let given = try Given()
        for ((name, roles), body) in zip(Self.table, actionBodies) {
            let outcome = given.when(step(body).by(role).onBehalfOf("buyer-1"))
            let isKeptOut = outcome.refusal?.code == .roleNotAllowed
            let isCheckByBuyer = name == .observeItem && role == .buyer
            #expect(isKeptOut == !roles.contains(role) || isCheckByBuyer, "\(name) by \(role)")
        }
    }

    @Test func `a buyer acts on an own order only`() throws {
        let given = try Given()
        for ((name, roles), body) in zip(Self.table, actionBodies) where roles.contains(.buyer) {
            let stranger = given.when(step(body).by("buyer-2", .buyer).onBehalfOf("buyer-1"))
            #expect(stranger.refused == "not_owner R19", "\(name)")
        }
    }

    @Test func `an agent acts on the buyer's behalf where a buyer would`() throws {
        let given = try Given()
        for ((name, roles), body) in zip(Self.table, actionBodies) where roles.contains(.agent) {
            let needsBuyer = Self.onBehalf.contains(name)
            for buyer in [nil, "buyer-2"] as [PersonID?] {
                let alone = step(body).by(.agent)
                let outcome = given.when(buyer.map { alone.onBehalfOf($0) } ?? alone)
                #expect((outcome.refusal?.code == .notOwner) == needsBuyer, "\(name)")
            }
            let asked = given.when(step(body).by(.agent).onBehalfOf("buyer-1"))
            #expect(asked.refusal?.code != .notOwner, "\(name)")
        }
    }

    private func step(_ body: any ActionBody.Type) -> Step {
        func make<Body: ActionBody>(_: Body.Type) -> Step { Step(Body()) }
        return make(body)
    }
}
