public import EventLog
public import Records
public import RefundDomain
public import Units

/// The story of an order: what happened, what it changed, and what was waited for in between.
public struct Trace: Sendable {
    /// One event, with what it changed.
    public struct Step: Sendable {
        /// The event.
        public let recorded: RecordedEvent
        /// The case it belongs to; `nil` for events of the order as a whole.
        public let caseID: CaseID?
        /// The status of that case afterwards.
        public let statusAfter: CaseStatus?
        /// Whether that status is another one than before.
        public let changesStatus: Bool
        /// The order's money before it.
        public let before: OrderMoney
        /// The order's money after it.
        public let after: OrderMoney
        /// The rules: those a verdict or refusal cites, else those this kind of event rests on.
        public let rules: [RuleID]
        /// The evidence it speaks of; for a verdict, what counted in its case.
        public let evidence: [Evidence]
        /// What somebody wrote, in order of field.
        public let texts: [FreeText]
        /// The clocks it ended, as it left them.
        public let ended: [WaitedClock]
        /// What came after it until the next event or the instant of judgement; `nil` for less
        /// than a minute.
        public internal(set) var wait: Wait?
    }

    /// A time in which nothing happened.
    public struct Wait: Equatable, Sendable {
        /// When it began, in UTC milliseconds.
        public let from: Instant
        /// When it ended, or the instant of judgement, in UTC milliseconds.
        public let until: Instant
        /// Whether it still lasts at the instant of judgement.
        public let isOpen: Bool
        /// The clocks that ran meanwhile, by due date, judged at its end.
        public let clocks: [WaitedClock]

        /// How long it was, in milliseconds.
        public var milliseconds: Int64 { until.milliseconds - from.milliseconds }
    }

    /// A clock, judged at some instant by the working days known then.
    public struct WaitedClock: Equatable, Sendable {
        /// The clock.
        public let clock: Clock
        /// How it stood.
        public let standing: ClockStanding
    }

    /// The order as of the moment that was asked for.
    public let history: OrderHistory

    /// The events, oldest first.
    public let steps: [Step]

    /// The position of the latest event that erased what had been written about the buyer; `nil`
    /// when nothing was erased.
    public let erasure: Position?

    /// Waits shorter than this are not told, in milliseconds.
    public static let shortestWait: Int64 = 60_000

    /// How many actions were refused.
    public var refusals: Int { steps.count { $0.recorded.event.kind == .actionRefused } }

    /// How many risk signals were raised.
    public var signals: Int { steps.count { $0.recorded.event.kind == .riskSignalRaised } }

    /// Tells an order's history.
    ///
    /// - Parameters:
    ///   - history: The order.
    ///   - calendars: The calendars that were published by then.
    ///   - texts: What read its texts.
    public init(_ history: OrderHistory, calendars: CalendarBook, texts: TextOpener? = nil) {
        self.history = history
        erasure = history.order.buyer.flatMap { texts?.erasure(of: $0) }
        var order = Order(history.order.number)
        var steps: [Step] = []
        var latest = Instant.distantPast
        for (place, recorded) in history.events.enumerated() {
            let before = order
            order.evolve(recorded.event, recorded.header)
            latest = max(latest, recorded.header.occurredAt)
            var step = Step(recorded, before, order, calendars.inForce(at: latest))
            let isLast = place == history.events.count - 1
            let until = isLast ? history.judgedAt : history.events[place + 1].header.occurredAt
            let clocks = order.clocks.filter(\.isRunning).sorted { $0.dueAt < $1.dueAt }
            let isWaiting = !isLast || !clocks.isEmpty || order.cases.contains(where: \.isOpen)
            if isWaiting, until.milliseconds - latest.milliseconds >= Self.shortestWait {
                let calendar = calendars.inForce(at: until)
                step.wait = Wait(
                    from: latest, until: until, isOpen: isLast,
                    clocks: clocks.map {
                        WaitedClock(clock: $0, standing: $0.standing(at: until, calendar))
                    })
            }
            steps.append(step)
        }
        self.steps = steps
    }
}

extension Trace.Step {
    fileprivate init(
        _ recorded: RecordedEvent, _ before: Order, _ after: Order, _ calendar: WorkingCalendar
    ) {
        self.recorded = recorded
        let caseID = recorded.event.caseID
        let caseAfter = caseID.flatMap { after.refundCase($0) }
        self.caseID = caseID
        statusAfter = caseAfter?.status
        changesStatus = caseAfter?.status != caseID.flatMap { before.refundCase($0) }?.status
        self.before = before.money
        self.after = after.money
        rules = recorded.event.rulesCited
        evidence = recorded.event.evidence(in: after)
        texts = recorded.event.freeTexts
        let running = before.clocks.indices.filter { before.clocks[$0].isRunning }
        ended = running.filter { !after.clocks[$0].isRunning }.map { place in
            let clock = after.clocks[place]
            let at = clock.stop?.at ?? recorded.header.occurredAt
            return Trace.WaitedClock(clock: clock, standing: clock.standing(at: at, calendar))
        }
    }
}

extension Ledger {
    /// Tells the story of an order as of some moment, straight from the log.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - moment: As of when.
    ///   - store: The log.
    ///   - texts: What reads sealed texts.
    /// - Returns: The story; `nil` when nothing was recorded about the order by then.
    /// - Throws: ``EventStoreError`` when the log cannot be read.
    public static func trace(
        of id: OrderID, asOf moment: AsOf, in store: any EventStore, texts: TextOpener? = nil
    ) async throws -> Trace? {
        try await OrderQuestions(store: store).trace(of: id, asOf: moment, texts: texts)
    }
}
