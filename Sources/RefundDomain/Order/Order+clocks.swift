import Records
import Units

/// Starting and stopping clocks.
extension FoldedEvents {
    mutating func startClock(
        _ name: ClockName, of caseID: CaseID?, subject: Clock.Subject? = nil, due: Instant,
        provisional: Bool = false, _ header: EventHeader
    ) {
        // A case that is paid has three or four; room for them at once.
        if clocks.isEmpty { clocks.reserveCapacity(4) }
        let earlier = clocks.indices.count {
            clocks[$0].name == name && clocks[$0].caseID == caseID
        }
        clocks.append(
            Clock(
                name: name, caseID: caseID, subject: subject, cycle: Int64(earlier + 1),
                startedAt: header.occurredAt, policy: header.context.policy, dueAt: due,
                isProvisional: provisional, calendar: header.context.calendar))
    }

    /// Stops the running clocks of a case; `intended` becomes breached when it is too late.
    mutating func stopClocks(
        _ name: ClockName, of caseID: CaseID, _ intended: ClockOutcome, _ header: EventHeader,
        at instant: Instant? = nil
    ) {
        stop(intended, at: instant ?? header.occurredAt) { $0.name == name && $0.caseID == caseID }
    }

    /// Stops the running clocks of a chase or complaint.
    mutating func stopClocks(
        _ name: ClockName, subject: Clock.Subject, _ intended: ClockOutcome, _ header: EventHeader
    ) {
        stop(intended, at: header.occurredAt) { $0.name == name && $0.subject == subject }
    }

    /// Ends the running clocks of a case with an outcome that does not depend on the due date.
    mutating func endClocks(
        _ name: ClockName, of caseID: CaseID, _ outcome: ClockOutcome, at instant: Instant
    ) {
        for index in clocks.indices
        where clocks[index].isRunning && clocks[index].name == name
            && clocks[index].caseID == caseID
        {
            clocks[index].stop = Clock.Stop(at: instant, outcome: outcome)
        }
    }

    private mutating func stop(
        _ intended: ClockOutcome, at instant: Instant, where isMeant: (Clock) -> Bool
    ) {
        for index in clocks.indices where clocks[index].isRunning && isMeant(clocks[index]) {
            let isLate = instant >= clocks[index].dueAt
            let mayBeLate = clocks[index].name == .arrival && intended == .cancelled
            clocks[index].stop = Clock.Stop(
                at: instant, outcome: isLate && !mayBeLate ? .breached : intended)
        }
    }

    mutating func changeClock(
        _ caseID: CaseID?, _ name: ClockName, _ cycle: Int64, _ change: (inout Clock) -> Void
    ) {
        guard
            let index = clocks.firstIndex(where: {
                $0.name == name && $0.caseID == caseID && $0.cycle == cycle
            })
        else { return }
        change(&clocks[index])
    }
}
