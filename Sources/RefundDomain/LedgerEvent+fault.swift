extension LedgerEvent {
    /// What no decision would have recorded, and nothing can be computed with: limits of a policy
    /// or years of a calendar that are out of all bounds.
    public var fault: InputFault? {
        if case .policyPublished(let body) = self {
            return body.params.inputFault ?? body.params.ruleFault
        }
        if case .calendarPublished(let body) = self { return body.yearsFault }
        return nil
    }
}

extension PolicyParameters {
    /// The parameters whose bounds are rules (R4, G1), when they are beyond them.
    fileprivate var ruleFault: InputFault? {
        let counts: [(String, Int64?, ClosedRange<Int64>)] = [
            ("window_hours", windowHours, Policy.windowHoursAllowed),
            ("review_wd", reviewWorkingDays, Policy.reviewWorkingDaysAllowed),
            ("payout_wd", payoutWorkingDays, Policy.payoutWorkingDaysAllowed),
        ]
        for (name, value, bounds) in counts {
            guard let value, !bounds.contains(value) else { continue }
            return InputFault(
                "params.\(name)", expected: "\(bounds.lowerBound) to \(bounds.upperBound)",
                found: "\(value)")
        }
        return nil
    }
}

extension CalendarPublished {
    /// The years, when they are not in order or beyond those that are published.
    fileprivate var yearsFault: InputFault? {
        PublishCalendar.yearsFault(firstYear, lastYear)
    }
}
