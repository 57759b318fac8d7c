import RefundDomain

/// A guard of an action, by what a recorded refusal lets one see of it.
enum RefusalGuard: Equatable {
    /// Everything it looks at is recorded.
    case decided(RefusalCode)
    /// Some form of the action leads to it, or none does.
    case possible(RefusalCode)
    /// It rests on what is not recorded.
    case open(RefusalCode)

    /// What the guard answers.
    var code: RefusalCode {
        switch self {
        case .decided(let code), .possible(let code), .open(let code): code
        }
    }

    /// The guards of an action in the order of ACTIONS.md, section 5.
    ///
    /// `unknown_reference` is `.decided` for the case, which is recorded, and `.open` for others.
    static func guards(of action: ActionName) -> [RefusalGuard] {
        switch action {
        case .registerOrder: [.possible(.orderExists)]
        case .observeItem:
            [.open(.roleNotAllowed), .possible(.lineRequired), .open(.unknownReference)]
        case .applyRefund:
            [
                .decided(.caseAlreadyOpen), .decided(.orderStateNotEligible),
                .decided(.windowExpired), .open(.unknownReference),
            ] + amount + [.open(.idInUse)]
        case .amendApplication:
            inStatus + [
                .decided(.verdictFinal), .decided(.reasonNotCurable),
                .decided(.amendmentsExhausted), .decided(.amendWindowPassed),
                .open(.nothingChanged),
            ] + amount
        case .requestExtension: [.decided(.requestPending), .open(.idInUse)]
        case .grantExtension:
            [
                .open(.unknownReference), .possible(.noPendingRequest),
                .possible(.deadlineInPast), .possible(.beyondHardLimit),
            ]
        case .denyExtension: [.open(.unknownReference), .possible(.noPendingRequest)]
        case .uploadEvidence: inStatus + [.possible(.duplicateEvidence), .open(.idInUse)]
        case .assessEvidence, .quarantineEvidence, .eraseEvidence:
            [.open(.unknownReference), .possible(.evidenceNotActive)]
        case .requestSupplement: inStatus + [.open(.idInUse)]
        case .provideSupplement:
            inStatus + [
                .decided(.supplementLate), .open(.unknownReference), .open(.noNewEvidence),
            ]
        case .withdrawApplication, .assignReviewer, .reject, .disputeArrival: inStatus
        case .recordContact: ofCase
        case .addNote: [.decided(.unknownReference)]
        case .requestNegotiation, .makeOffer, .acceptOffer, .declineOffer:
            ofNegotiation(action)
        case .approve, .autoReview, .fileAppeal, .decideAppeal, .voidVerdict:
            ofVerdict(action)
        case .initiatePayout, .retryPayout, .reissuePayout, .reportPayoutAccepted,
            .reportPayoutSucceeded, .reportPayoutFailed, .reportPayoutReversed:
            ofPayout(action)
        case .confirmArrival: inStatus + [.possible(.amountMismatch)]
        case .chasePayout: ofCase + [.open(.idInUse)]
        case .answerChase: [.open(.unknownReference), .possible(.alreadyAnswered)]
        case .fileComplaint:
            [.decided(.unknownReference), .open(.unknownReference), .open(.idInUse)]
        case .acknowledgeComplaint: ofComplaint + [.possible(.wrongStatus)]
        case .respondComplaint:
            ofComplaint + [.possible(.commitmentRequired), .possible(.deadlineInPast)]
        case .resolveComplaint: ofComplaint + [.possible(.notResponded)]
        case .escalateComplaint, .withdrawComplaint: ofComplaint
        case .flagListing, .reportMissingLine, .recordCorrection: [.open(.unknownReference)]
        case .changeOrderState, .reportOffPlatform, .raiseRiskSignal, .reportChargeback,
            .reconcileLine, .recomputeDeadlines, .sweep:
            []
        case .publishPolicy:
            [
                .open(.unknownReference), .open(.versionExists), .open(.policyOutOfBounds),
                .open(.effectiveInPast),
            ]
        case .publishCalendar: [.open(.versionExists)]
        case .eraseSubject: [.open(.subjectRestricted), .open(.nothingHeld)]
        case .restrictSubject: [.open(.deadlineInPast)]
        }
    }

    private static let ofCase: [RefusalGuard] = [.decided(.noCase), .decided(.unknownReference)]
    private static let inStatus = ofCase + [.decided(.wrongStatus)]
    private static let ofComplaint: [RefusalGuard] = [
        .open(.unknownReference), .decided(.noComplaint), .possible(.complaintClosed),
    ]
    private static let amount: [RefusalGuard] = [
        .open(.amountNotPositive), .open(.exceedsRefundable), .open(.partialNotAllowed),
    ]
    private static let pay: [RefusalGuard] = [
        .possible(.chargebackOpen), .possible(.fourEyes), .possible(.channelWindowPassed),
    ]

    private static func ofNegotiation(_ action: ActionName) -> [RefusalGuard] {
        if action == .requestNegotiation {
            return inStatus + [
                .decided(.verdictFinal), .decided(.appealWindowPassed),
                .decided(.goodwillDisabled), .decided(.piratedIneligible),
                .open(.statementRequired), .open(.unknownReference), .open(.proofRequired),
                .open(.singleLineRequired), .open(.valueNotComputable), .open(.unusedExceedsTotal),
            ]
        }
        if action == .makeOffer {
            return inStatus + [
                .decided(.offerOpen), .open(.amountNotPositive), .open(.amountZero),
                .open(.aboveUnusedValue), .open(.exceedsRequested), .open(.exceedsRefundable),
                .open(.idInUse),
            ]
        }
        return ofCase + [
            .open(.unknownReference), .decided(.wrongStatus), .open(.noOpenOffer),
            .decided(.offerExpired),
        ]
    }

    private static func ofVerdict(_ action: ActionName) -> [RefusalGuard] {
        if action == .autoReview { return inStatus + [.decided(.needsManualReview)] }
        if action == .voidVerdict {
            return inStatus + [
                .open(.fourEyes), .decided(.payoutOutstanding), .decided(.partlyPaid),
            ]
        }
        if action == .fileAppeal {
            return inStatus + [
                .possible(.groundsNotAllowed), .possible(.appealsExhausted),
                .possible(.appealWindowPassed), .open(.unknownReference), .open(.idInUse),
            ]
        }
        let appeal: [RefusalGuard] = action == .decideAppeal ? [.decided(.sameDecider)] : []
        let higher: [RefusalGuard] = action == .decideAppeal ? [.possible(.amountNotHigher)] : []
        return inStatus + appeal + approval + higher
    }

    /// Section 10.1.
    private static let approval: [RefusalGuard] = [
        .possible(.faultRequired), .possible(.piratedIneligible), .possible(.itemNotChecked),
        .possible(.evidenceMissing), .possible(.basisNotAllowed),
        .possible(.notRefundableByTerms), .possible(.alreadyUsed), .possible(.secretLeaked),
        .possible(.activatedCountsAsUsed), .possible(.activatedAndBound), .possible(.expiredItem),
        .possible(.singleLineRequired), .possible(.valueNotComputable), .possible(.amountZero),
        .possible(.exceedsRequested), .possible(.exceedsRefundable), .possible(.amountMismatch),
    ]

    private static func ofPayout(_ action: ActionName) -> [RefusalGuard] {
        let unknown: [RefusalGuard] = [.open(.unknownReference)]
        if action == .initiatePayout {
            return inStatus + [
                .decided(.chargebackOpen), .decided(.fourEyes), .decided(.channelWindowPassed),
                .open(.unknownReference), .open(.payoutExists), .open(.tenderRequired),
                .open(.idInUse), .open(.refundNoReused),
            ]
        }
        if action == .retryPayout {
            return unknown + [
                .possible(.wrongPayoutStatus), .possible(.notRetryable), .open(.refundNoChanged),
                .open(.amountMismatch), .possible(.remedyNotAllowed),
            ] + pay + [.possible(.attemptsExhausted)]
        }
        if action == .reissuePayout {
            return unknown + [
                .possible(.wrongPayoutStatus), .possible(.payoutNotTerminal),
                .open(.amountMismatch),
            ] + pay + [.possible(.attemptsExhausted), .open(.idInUse), .open(.refundNoReused)]
        }
        if action == .reportPayoutAccepted { return unknown + [.open(.wrongPayoutStatus)] }
        if action == .reportPayoutFailed { return unknown + [.possible(.wrongPayoutStatus)] }
        return unknown + [.possible(.wrongPayoutStatus), .possible(.amountMismatch)]
    }
}
