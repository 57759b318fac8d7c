import Records
public import RefundDomain
public import Units

/// Steps after the verdict, of complaints, and of the whole ledger.
extension Step {
    /// Finance hands payouts to their channels.
    public static func initiate(_ fill: (inout InitiatePayout) -> Void = { _ in }) -> Step {
        make(InitiatePayout(), fill)
    }

    /// Finance tries a payout again.
    public static func retry(
        _ payout: PayoutID = "P1", _ fill: (inout RetryPayout) -> Void = { _ in }
    ) -> Step { make(RetryPayout { $0.payoutID = payout }, fill) }

    /// Finance replaces a payout.
    public static func reissue(
        _ payout: PayoutID = "P1", _ fill: (inout ReissuePayout) -> Void = { _ in }
    ) -> Step { make(ReissuePayout { $0.payoutID = payout }, fill) }

    /// The channel has taken a payout on.
    public static func accepted(
        _ payout: PayoutID? = "P1", _ fill: (inout ReportPayoutAccepted) -> Void = { _ in }
    ) -> Step {
        make(
            ReportPayoutAccepted {
                $0.payoutID = payout
                $0.channelRefundID = "CR-1"
            }, fill)
    }

    /// The channel has moved the money: 100.00 yuan unless said.
    public static func succeeded(
        _ payout: PayoutID? = "P1", amount: Fen = 10_000,
        _ fill: (inout ReportPayoutSucceeded) -> Void = { _ in }
    ) -> Step {
        make(
            ReportPayoutSucceeded {
                $0.payoutID = payout
                $0.channelRefundID = "CR-1"
                $0.amount = amount
            }, fill)
    }

    /// The channel has not moved the money.
    public static func failed(
        _ payout: PayoutID? = "P1", retryable: Bool = true,
        _ fill: (inout ReportPayoutFailed) -> Void = { _ in }
    ) -> Step {
        make(
            ReportPayoutFailed {
                $0.payoutID = payout
                $0.channelStatus = .error
                $0.code = "SYSTEM_ERROR"
                $0.retryable = retryable
            }, fill)
    }

    /// The channel has taken the money back.
    public static func reversed(
        _ payout: PayoutID? = "P1", amount: Fen = 10_000,
        _ fill: (inout ReportPayoutReversed) -> Void = { _ in }
    ) -> Step {
        make(
            ReportPayoutReversed {
                $0.payoutID = payout
                $0.amount = amount
                $0.reason = "ACCOUNT_CLOSED"
            }, fill)
    }

    /// The buyer has the money.
    public static func confirm(_ fill: (inout ConfirmArrival) -> Void = { _ in }) -> Step {
        make(ConfirmArrival(), fill)
    }

    /// The buyer does not have the money.
    public static func dispute(_ fill: (inout DisputeArrival) -> Void = { _ in }) -> Step {
        make(DisputeArrival(), fill)
    }

    /// A line of a statement; the usual number of the first payout.
    public static func reconcile(
        line: Int64 = 1, amount: Fen = 10_000, _ fill: (inout ReconcileLine) -> Void = { _ in }
    ) -> Step {
        make(
            ReconcileLine {
                $0.statementID = "S-1"
                $0.lineNo = line
                $0.outRefundNo = "KM-1001-P1"
                $0.amount = amount
            }, fill)
    }

    /// A payout is not on a statement.
    public static func reportMissing(_ payout: PayoutID = "P1") -> Step {
        Step(
            ReportMissingLine {
                $0.statementID = "S-1"
                $0.payoutID = payout
            })
    }

    /// The buyer asks where the money is.
    public static func chase(_ fill: (inout ChasePayout) -> Void = { _ in }) -> Step {
        make(ChasePayout(), fill)
    }

    /// Somebody answers.
    public static func answer(_ chase: ChaseID? = nil) -> Step {
        Step(
            AnswerChase {
                $0.chaseID = chase
                $0.note = FreeText("正在处理")
            })
    }

    /// The buyer complains to the platform.
    public static func complain(_ fill: (inout FileComplaint) -> Void = { _ in }) -> Step {
        make(
            FileComplaint {
                $0.channel = .platformOnline
                $0.subject = .payoutDelayed
                $0.demand = .payNow
            }, fill)
    }

    /// The platform takes note.
    public static func acknowledge(_ complaint: ComplaintID? = nil) -> Step {
        Step(AcknowledgeComplaint { $0.complaintID = complaint })
    }

    /// The platform answers.
    public static func respond(
        by commitment: Instant? = nil, _ fill: (inout RespondComplaint) -> Void = { _ in }
    ) -> Step {
        make(
            RespondComplaint {
                $0.explanationCode = .channelDelay
                $0.commitmentAt = commitment
            }, fill)
    }

    /// The buyer goes further.
    public static func escalate(_ complaint: ComplaintID? = nil) -> Step {
        Step(
            EscalateComplaint {
                $0.complaintID = complaint
                $0.toChannel = .hotline12315
                $0.externalRef = "EX-1"
            })
    }

    /// The complaint is settled, by the buyer's word.
    public static func resolve(_ complaint: ComplaintID? = nil) -> Step {
        Step(
            ResolveComplaint {
                $0.complaintID = complaint
                $0.outcome = .explained
            })
    }

    /// The buyer takes the complaint back.
    public static func withdrawComplaint(_ complaint: ComplaintID? = nil) -> Step {
        Step(WithdrawComplaint { $0.complaintID = complaint })
    }

    /// The buyer was asked to settle elsewhere.
    public static func reportOffPlatform() -> Step {
        Step(
            ReportOffPlatform {
                $0.medium = .qq
                $0.proposedBy = .seller
            })
    }

    /// Something looks wrong.
    public static func raiseSignal(_ signal: Name = "odd") -> Step {
        Step(RaiseRiskSignal { $0.signal = signal })
    }

    /// A listing is wrong.
    public static func flag(_ sku: Name = "sku-L1") -> Step {
        Step(
            FlagListing {
                $0.sku = sku
                $0.reason = .descriptionFalse
            })
    }

    /// Somebody leaves a note.
    public static func note(on refundCase: CaseID? = nil) -> Step {
        Step(
            AddNote {
                $0.caseID = refundCase
                $0.textRef = "note:1"
            })
    }

    /// An earlier entry was wrong.
    public static func correct(position: Int64) -> Step {
        Step(
            RecordCorrection {
                $0.correctsPosition = position
                $0.field = "name"
                $0.value = FreeText("会员")
                $0.reason = FreeText("录入错误")
            })
    }

    /// The channel reports a dispute.
    public static func chargeback(_ stage: ChargebackStage, ref: Name = "CB-1") -> Step {
        Step(
            ReportChargeback {
                $0.channelRef = ref
                $0.stage = stage
                $0.amount = 10_000
            })
    }

    /// Due dates are computed again.
    public static func recompute() -> Step { Step(RecomputeDeadlines()) }

    /// What has come due is recorded.
    public static func sweep() -> Step { Step(Sweep()) }

    /// Compliance publishes parameters, in force at once unless said.
    public static func publishPolicy(
        _ version: PolicyVersion = "v2", from instant: Instant,
        _ fill: (inout PublishPolicy) -> Void = { _ in }
    ) -> Step {
        make(
            PublishPolicy {
                $0.version = version
                $0.effectiveFrom = instant
            }, fill)
    }

    /// Compliance publishes the working days of 2027: holidays on the days given.
    public static func publishCalendar(
        _ version: CalendarVersion = "cn-2027", years: ClosedRange<Int64> = 2027...2027,
        holidays: [String] = ["2027-01-01"], _ fill: (inout PublishCalendar) -> Void = { _ in }
    ) -> Step {
        make(
            PublishCalendar {
                $0.version = version
                $0.firstYear = years.lowerBound
                $0.lastYear = years.upperBound
                $0.days = holidays.compactMap { LocalDate($0) }.map { date in
                    CalendarDay {
                        $0.date = date
                        $0.kind = .holiday
                        $0.name = "holiday"
                    }
                }
            }, fill)
    }
}
