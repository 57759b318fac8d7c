public import Units

/// A decision about an application.
public struct Verdict: Equatable, Sendable {
    /// What was decided.
    public indirect enum Ruling: Equatable, Sendable {
        /// A refund, as the event says.
        case approved(VerdictApproved)
        /// None, as the event says.
        case rejected(VerdictRejected)
    }

    /// The verdict.
    public let id: VerdictID
    /// The case.
    public let caseID: CaseID
    /// What was decided.
    public let ruling: Ruling
    /// When, in UTC milliseconds.
    public let decidedAt: Instant
    /// Where it stands in the log.
    public let position: Int64
    /// The later verdict of the case, if there is one.
    public internal(set) var supersededBy: VerdictID?
    /// Whether it was undone.
    public internal(set) var isVoided = false

    /// The approval; `nil` for a rejection.
    public var approval: VerdictApproved? {
        if case .approved(let approval) = ruling { approval } else { nil }
    }

    /// The rejection; `nil` for an approval.
    public var rejection: VerdictRejected? {
        if case .rejected(let rejection) = ruling { rejection } else { nil }
    }

    /// Who decided.
    public var decider: PersonID {
        switch ruling {
        case .approved(let approval): approval.decider
        case .rejected(let rejection): rejection.decider
        }
    }

    /// The end of the time to appeal, exclusive, in UTC milliseconds.
    public var appealUntil: Instant {
        switch ruling {
        case .approved(let approval): approval.appealUntil
        case .rejected(let rejection): rejection.appealUntil
        }
    }

    /// Whether its amount counts, if it is an approval: neither superseded nor voided.
    public var counts: Bool { supersededBy == nil && !isVoided }

    /// The approval, if its amount counts.
    public var countingApproval: VerdictApproved? { counts ? approval : nil }
}
