public import Records
import Units

/// Computes running due dates again with the calendar now known.
///
/// Rules: G10. Fields and guards: ACTIONS.md, section 5.
public struct RecomputeDeadlines: ActionBody {
    public static let name = ActionName.recomputeDeadlines
    public static let roles: [Role] = [.system, .supervisor]

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {}
}

extension RecomputeDeadlines {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let order = situation.order
        let kinds: [ClockName] = [.review, .payout, .appeal, .complaint]
        let changes = order.clocks.enumerated().compactMap { place, clock -> Change? in
            guard let kind = kinds.firstIndex(of: clock.name), clock.isRunning,
                situation.at < clock.dueAt, let days = situation.workingDays(of: clock)
            else { return nil }
            let due = situation.calendar.due(days, workingDaysAfter: clock.startedAt)
            guard due.at != clock.dueAt || due.isProvisional != clock.isProvisional else {
                return nil
            }
            return Change(clock: clock, due: due, rank: (clock.dueAt, kind, place))
        }
        return changes.sorted { $0.rank < $1.rank }.map { change in
            DeadlineRecomputed {
                $0.caseID = change.clock.caseID
                $0.clock = change.clock.name
                $0.cycle = change.clock.cycle
                $0.oldDueAt = change.clock.dueAt
                $0.newDueAt = change.due.at
                $0.provisional = change.due.isProvisional
                $0.calendarVersion = situation.calendar.version
            }.event
        }
    }

    private struct Change {
        let clock: Clock
        let due: WorkingCalendar.DueDate
        let rank: (Instant, Int, Int)
    }
}

extension Situation {
    /// How many working days a clock was given; `nil` for clocks that do not count them.
    fileprivate func workingDays(of clock: Clock) -> Int64? {
        let policy = facts.policies.policy(clock.policy)
        switch clock.name {
        case .review:
            let isManual = clock.caseID.flatMap { order.refundCase($0) }?.route == .manual
            return isManual ? policy.reviewWorkingDays : nil
        case .payout: return policy.payoutWorkingDays
        case .appeal: return policy.appealReviewWorkingDays
        case .complaint: return policy.complaintResponseWorkingDays
        case .supplement, .arrival, .chase, .commitment: return nil
        }
    }
}
