import Records
import Units

/// Something that has come due and waits to be recorded (section 9 of ACTIONS.md).
struct DueItem {
    /// What has come due; the raw value ranks ties.
    enum Kind: Int {
        case supplement, negotiation, arrival, appealWindow, breach
    }

    let instant: Instant
    let kind: Kind
    /// The place of the case, or of the clock for a breach, among its like.
    let place: Int

    var rank: (Instant, Int, Int) { (instant, kind.rawValue, place) }
}

extension Situation {
    /// The earliest item that is due at the instant of the sweep.
    func nextDue() -> DueItem? {
        var items: [DueItem] = []
        for (place, refundCase) in order.cases.enumerated() {
            if let item = due(in: refundCase, place) { items.append(item) }
        }
        for (place, clock) in order.clocks.enumerated() where isUnrecordedBreach(clock) {
            items.append(DueItem(instant: clock.dueAt, kind: .breach, place: place))
        }
        return items.filter { $0.instant <= at }.min { $0.rank < $1.rank }
    }

    private func due(in refundCase: RefundCase, _ place: Int) -> DueItem? {
        switch refundCase.status {
        case .awaitingSupplement:
            let request = order.supplements.first { $0.id == refundCase.openSupplement }
            return request.map { DueItem(instant: $0.dueAt, kind: .supplement, place: place) }
        case .negotiating:
            guard let negotiation = refundCase.negotiation else { return nil }
            let offer = order.offers.first { $0.id == negotiation.offer }
            return DueItem(
                instant: offer?.expiresAt ?? negotiation.expiresAt, kind: .negotiation,
                place: place)
        case .paid:
            let clock = order.clocks.last {
                $0.name == .arrival && $0.caseID == refundCase.id && $0.isRunning
            }
            guard let clock, !refundCase.isDisputed else { return nil }
            return DueItem(instant: clock.dueAt, kind: .arrival, place: place)
        case .rejected:
            return order.verdict(of: refundCase).map {
                DueItem(instant: $0.appealUntil, kind: .appealWindow, place: place)
            }
        case .underReview, .approved, .appealing, .paying, .payoutFailed, .completed, .withdrawn,
            .closedUnpaid:
            return nil
        }
    }

    private func isUnrecordedBreach(_ clock: Clock) -> Bool {
        guard !clock.isBreachRecorded, clock.outcome(at: at) == .breached else { return false }
        switch clock.name {
        case .review, .payout, .appeal, .chase, .complaint, .commitment: return true
        case .supplement, .arrival: return false
        }
    }

    /// The event that records a due item.
    func event(of item: DueItem) -> LedgerEvent {
        if item.kind == .breach {
            let clock = order.clocks[item.place]
            return SlaBreachRecorded {
                $0.caseID = clock.caseID
                $0.clock = clock.name
                $0.cycle = clock.cycle
                $0.dueAt = clock.dueAt
            }.event
        }
        let refundCase = order.cases[item.place]
        switch item.kind {
        case .supplement:
            let due = reviewDue(policy(of: refundCase), refundCase.route)
            return SupplementLapsed {
                $0.caseID = refundCase.id
                $0.requestID = refundCase.openSupplement ?? $0.requestID
                $0.reviewDueAt = due.at
                $0.provisional = due.isProvisional
            }.event
        case .negotiation:
            let due = reviewDue(afterNegotiationIn: refundCase)
            return PartialOfferLapsed {
                $0.caseID = refundCase.id
                $0.offerID = refundCase.negotiation?.offer
                $0.reviewDueAt = due?.at
                $0.provisional = due?.isProvisional
            }.event
        case .arrival: return ArrivalPresumed { $0.caseID = refundCase.id }.event
        case .appealWindow, .breach:
            return CaseClosed {
                $0.caseID = refundCase.id
                $0.outcome = .rejected
            }.event
        }
    }

    /// The header under which the order is folded while the sweep goes on.
    var header: EventHeader {
        var context = EventContext()
        context.actor = actor
        context.policy = order.cases.last?.policy ?? policyVersionNow
        context.calendar = calendar.version
        return EventHeader(
            position: 0, recordedAt: at, occurredAt: at, context: context)
    }
}
