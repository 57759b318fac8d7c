import Records

extension Policy {
    /// This policy under another name, with the parameters that differ.
    public func adopting(_ changes: PolicyParameters, as version: PolicyVersion) -> Policy {
        var next = self
        next.version = version
        if let value = changes.windowHours { next.windowHours = value }
        if let value = changes.extensionHardLimitHours { next.extensionHardLimitHours = value }
        if let value = changes.eligibleOrderStates { next.eligibleOrderStates = value }
        if let value = changes.partialAllowed { next.partialAllowed = value }
        if let value = changes.reviewMode { next.reviewMode = value }
        if let value = changes.reviewWorkingDays { next.reviewWorkingDays = value }
        if let value = changes.realtimeReviewSeconds { next.realtimeReviewSeconds = value }
        if let value = changes.payoutWorkingDays { next.payoutWorkingDays = value }
        if let value = changes.arrivalGraceMinutes { next.arrivalGraceMinutes = value }
        if let value = changes.supplementWindowHours { next.supplementWindowHours = value }
        if let value = changes.amendWindowHours { next.amendWindowHours = value }
        if let value = changes.maxAmendments { next.maxAmendments = value }
        if let value = changes.appealWindowHours { next.appealWindowHours = value }
        if let value = changes.maxAppeals { next.maxAppeals = value }
        if let value = changes.appealReviewWorkingDays { next.appealReviewWorkingDays = value }
        if let value = changes.complaintResponseWorkingDays {
            next.complaintResponseWorkingDays = value
        }
        if let value = changes.chaseResponseHours { next.chaseResponseHours = value }
        if let value = changes.buyerFaultMode { next.buyerFaultMode = value }
        if let value = changes.buyerFaultFeeBasisPoints { next.buyerFaultFeeBasisPoints = value }
        if let value = changes.buyerFaultFeeMinimum { next.buyerFaultFeeMinimum = value }
        if let value = changes.buyerFaultFeeMaximum { next.buyerFaultFeeMaximum = value }
        if let value = changes.fixedCostBasisPoints { next.fixedCostBasisPoints = value }
        if let value = changes.fixedCost { next.fixedCost = value }
        if let value = changes.prorataEnabled { next.prorataEnabled = value }
        if let value = changes.prorataUnit { next.prorataUnit = value }
        if let value = changes.goodwillEnabled { next.goodwillEnabled = value }
        if let value = changes.negotiationOfferHours { next.negotiationOfferHours = value }
        if let value = changes.rounding { next.rounding = value }
        if let value = changes.fourEyesMinimum { next.fourEyesMinimum = value }
        if let value = changes.maxPayoutAttempts { next.maxPayoutAttempts = value }
        if let value = changes.channelLimitDays { next.channelLimitDays = value }
        if let value = changes.priceFloorBasisPoints { next.priceFloorBasisPoints = value }
        if let value = changes.minDescriptionCharacters { next.minDescriptionCharacters = value }
        if let value = changes.vaguePhrases { next.vaguePhrases = value }
        if let value = changes.requiredEvidence { next.requiredEvidence = value }
        if let value = changes.faultByReason { next.faultByReason = value }
        return next
    }

    /// All parameters, as an event carries them.
    public var parameters: PolicyParameters {
        PolicyParameters {
            $0.windowHours = windowHours
            $0.extensionHardLimitHours = extensionHardLimitHours
            $0.eligibleOrderStates = eligibleOrderStates
            $0.partialAllowed = partialAllowed
            $0.reviewMode = reviewMode
            $0.reviewWorkingDays = reviewWorkingDays
            $0.realtimeReviewSeconds = realtimeReviewSeconds
            $0.payoutWorkingDays = payoutWorkingDays
            $0.arrivalGraceMinutes = arrivalGraceMinutes
            $0.supplementWindowHours = supplementWindowHours
            $0.amendWindowHours = amendWindowHours
            $0.maxAmendments = maxAmendments
            $0.appealWindowHours = appealWindowHours
            $0.maxAppeals = maxAppeals
            $0.appealReviewWorkingDays = appealReviewWorkingDays
            $0.complaintResponseWorkingDays = complaintResponseWorkingDays
            $0.chaseResponseHours = chaseResponseHours
            $0.buyerFaultMode = buyerFaultMode
            $0.buyerFaultFeeBasisPoints = buyerFaultFeeBasisPoints
            $0.buyerFaultFeeMinimum = buyerFaultFeeMinimum
            $0.buyerFaultFeeMaximum = buyerFaultFeeMaximum
            $0.fixedCostBasisPoints = fixedCostBasisPoints
            $0.fixedCost = fixedCost
            $0.prorataEnabled = prorataEnabled
            $0.prorataUnit = prorataUnit
            $0.goodwillEnabled = goodwillEnabled
            $0.negotiationOfferHours = negotiationOfferHours
            $0.rounding = rounding
            $0.fourEyesMinimum = fourEyesMinimum
            $0.maxPayoutAttempts = maxPayoutAttempts
            $0.channelLimitDays = channelLimitDays
            $0.priceFloorBasisPoints = priceFloorBasisPoints
            $0.minDescriptionCharacters = minDescriptionCharacters
            $0.vaguePhrases = vaguePhrases
            $0.requiredEvidence = requiredEvidence
            $0.faultByReason = faultByReason
        }
    }
}
