import Records
public import RefundDomain
import Units

/// What each person decided, how fast, and how often it was overturned (R58).
public enum ReviewerStats: EventProjection {
    /// What is added for a person.
    public struct Row: Sendable {
        let reviewer: PersonID
        var approved: Int64 = 0
        var rejected: Int64 = 0
        var overturned: Int64 = 0
        var timed: Int64 = 0
        var workingDays: Int64 = 0
        var breaches: Int64 = 0
    }

    public static let table = Table(
        "reviewer_stats", "What each person decided; see reviewer_averages for speed.", .summed,
        key: ["reviewer"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("reviewer", "the person") { $0.reviewer.text }
        column.count("decided", "verdicts; count") { $0.approved + $0.rejected }
        column.count("approved", "verdicts that approved; count") { $0.approved }
        column.count("rejected", "verdicts that rejected; count") { $0.rejected }
        column.count("overturned", "verdicts an appeal overturned; count") { $0.overturned }
        column.count("timed", "verdicts that ended a running review clock; count") { $0.timed }
        column.count("review_wd", "from review clock start to verdict, summed; working days") {
            $0.workingDays
        }
        column.count("breaches", "verdicts at or after the review's due date; count") {
            $0.breaches
        }
    }

    public static let kinds: Set<EventKind>? = [.verdictApproved, .verdictRejected, .appealDecided]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        switch entry.event {
        case .verdictApproved(let body):
            rows.add(timed(Row(reviewer: body.decider, approved: 1)))
        case .verdictRejected(let body):
            rows.add(timed(Row(reviewer: body.decider, rejected: 1)))
        case .appealDecided(let body) where body.outcome == .verdictOverturned:
            guard let appeal = after.order.appeals.first(where: { $0.id == body.appealID }),
                let verdict = after.verdict(appeal.verdictID)
            else { return }
            rows.add(Row(reviewer: verdict.decider, overturned: 1))
        case .orderRegistered, .orderStateChanged, .itemStateObserved, .refundApplied,
            .applicationAmended, .applicationWithdrawn, .extensionRequested, .extensionGranted,
            .extensionDenied, .evidenceUploaded, .evidenceAssessed, .evidenceQuarantined,
            .evidenceErased, .supplementRequested, .supplementProvided, .supplementLapsed,
            .contactAttempted, .reviewAssigned, .negotiationRequested, .partialOfferMade,
            .partialOfferAccepted, .partialOfferDeclined, .partialOfferLapsed, .appealFiled,
            .appealDecided,
            .verdictVoided, .payoutInitiated, .payoutAccepted, .payoutSucceeded, .payoutFailed,
            .payoutRetried, .payoutReissued, .payoutReversed, .arrivalConfirmed, .arrivalPresumed,
            .arrivalDisputed, .statementLineMatched, .statementMismatchFound, .payoutChased,
            .chaseAnswered, .complaintFiled, .complaintAcknowledged, .complaintResponded,
            .complaintEscalated, .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .listingFlagged, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            return
        }

        func timed(_ row: Row) -> Row {
            guard let clock = effect.reviewClock else { return row }
            var row = row
            row.timed = 1
            row.workingDays = Int64(
                calendar.workingDays(
                    after: LocalDate(of: clock.startedAt), through: LocalDate(of: entry.at)))
            row.breaches = entry.at >= clock.dueAt ? 1 : 0
            return row
        }
    }
}
