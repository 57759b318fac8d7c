import Records
public import RefundDomain
public import Units

extension History {
    /// Monday, 2026-03-02, 09:00 in Shanghai.
    public static let start = LocalDate(dayNumber: 20_514).start.adding(hours: 9)

    /// Registers an order of one game card, paid in one or two parts.
    public mutating func register(
        _ number: OrderID, buyer: PersonID = "buyer-1", sku: Name = "sku-1",
        paid: [Fen] = [10_000], at: Instant = start, state: OrderState = .unused,
        reference: Fen? = nil
    ) {
        play(
            at, "shop", .system, number,
            RegisterOrder {
                $0.buyer = buyer
                $0.platform = PlatformReference { $0.platformID = "plat-1" }
                $0.lines = [
                    OrderLine {
                        $0.id = "L1"
                        $0.sku = sku
                        $0.name = "Steam \"100\" 充值卡"
                        $0.category = .gameCard
                        $0.pirated = false
                        $0.quantity = 1
                        $0.paid = paid.sum()
                        $0.face = paid.sum()
                        $0.referencePrice = reference
                    }
                ]
                $0.tenders = paid.enumerated().map { place, paid in
                    Tender {
                        $0.id = TenderID("T\(place + 1)")
                        $0.channel = place == 0 ? .alipay : .wallet
                        $0.channelTradeNo = Name("trade-\(number)-\(place)")
                        $0.paid = paid
                        $0.guaranteedTrade = true
                    }
                }
                $0.paid = paid.sum()
                $0.paidAt = at
                $0.state = state
                $0.terms = ListingTerms { $0.refundable = true }
            })
    }

    /// Three orders with something in every table.
    public static func rich() -> History {
        var history = History()
        history.refundInTwoParts("O-1")
        history.overturnedRejection("O-2")
        history.odds("O-3")
        return history
    }

    /// A buyer's mistake: less a fee, two tenders, one fails and is retried, one is reversed and
    /// replaced; a chase, a complaint, a statement.
    mutating func refundInTwoParts(_ order: OrderID) {
        var clock = Self.start
        func after(hours: Int64) -> Instant {
            clock = clock.adding(hours: hours)
            return clock
        }
        register(order, paid: [6_000, 4_000], at: clock)
        play(
            after(hours: 1), "buyer-1", .buyer, order,
            ApplyRefund {
                $0.reason = .mistakenPurchase
                $0.description = FreeText("bought the wrong region by mistake")
            })
        play(
            after(hours: 1), "check", .system, order,
            ObserveItem {
                $0.facets = Facets { $0.usage = .unused }
                $0.source = .platformCheck
            })
        play(
            after(hours: 1), "buyer-1", .buyer, order,
            UploadEvidence {
                $0.kind = .paymentRecord
                $0.sha256 = ContentHash(bytes: [UInt8](repeating: 7, count: 32)) ?? $0.sha256
                $0.byteSize = 1_234
            })
        play(
            after(hours: 1), "rev-1", .reviewer, order,
            AssessEvidence {
                $0.evidenceID = "E1"
                ($0.clear, $0.complete, $0.unedited, $0.relevant) = (.yes, .yes, .no, .yes)
            })
        play(
            after(hours: 1), "rev-1", .reviewer, order,
            RequestSupplement { $0.requiredKinds = [.orderDetail] })
        play(
            after(hours: 1), "buyer-1", .buyer, order,
            UploadEvidence {
                $0.kind = .orderDetail
                $0.sha256 = ContentHash(bytes: [UInt8](repeating: 8, count: 32)) ?? $0.sha256
            })
        play(
            after(hours: 1), "buyer-1", .buyer, order,
            ProvideSupplement { $0.evidenceIDs = ["E2"] })
        play(after(hours: 24), "rev-1", .reviewer, order, Approve { $0.basis = .lessFee })
        play(after(hours: 1), "fin-1", .finance, order, InitiatePayout())
        play(
            after(hours: 1), "alipay", .channel, order,
            ReportPayoutSucceeded {
                $0.payoutID = "P1"
                $0.channelRefundID = "ali-1"
                $0.amount = 5_700
            })
        play(
            after(hours: 1), "wallet", .channel, order,
            ReportPayoutFailed {
                $0.payoutID = "P2"
                $0.channelStatus = .error
                $0.code = "SYSTEM_ERROR"
                $0.retryable = true
            })
        play(after(hours: 1), "fin-1", .finance, order, RetryPayout { $0.payoutID = "P2" })
        play(after(hours: 200), "buyer-1", .buyer, order, ChasePayout())
        play(
            after(hours: 30), "sup-1", .supervisor, order,
            AnswerChase { $0.note = FreeText("the channel is slow") })
        play(
            after(hours: 1), "buyer-1", .buyer, order,
            FileComplaint {
                $0.channel = .platformOnline
                $0.subject = .payoutDelayed
                $0.demand = .explainAndDeadline
            })
        play(after(hours: 1), "sweeper", .system, order, Sweep())
        settle(order, from: clock)
    }

    private mutating func settle(_ order: OrderID, from start: Instant) {
        var clock = start
        func after(hours: Int64) -> Instant {
            clock = clock.adding(hours: hours)
            return clock
        }
        play(
            after(hours: 1), "sup-1", .supervisor, order,
            RespondComplaint {
                $0.explanationCode = .channelDelay
                $0.commitmentAt = start.adding(hours: 48)
            })
        play(
            after(hours: 1), "buyer-1", .buyer, order,
            EscalateComplaint {
                $0.toChannel = .hotline12315
                $0.externalRef = "12315-77"
            })
        let success = after(hours: 1)
        play(
            success.adding(hours: 1), "wallet", .channel, order,
            ReportPayoutSucceeded {
                $0.payoutID = "P2"
                $0.channelRefundID = "wal-1"
                $0.amount = 3_800
                $0.channelSuccessAt = success
            })
        play(
            after(hours: 30), "wallet", .channel, order,
            ReportPayoutReversed {
                $0.payoutID = "P2"
                $0.amount = 3_800
                $0.reason = "ACCOUNT_CLOSED"
            })
        play(after(hours: 1), "fin-1", .finance, order, ReissuePayout { $0.payoutID = "P2" })
        play(
            after(hours: 1), "wallet", .channel, order,
            ReportPayoutSucceeded {
                $0.payoutID = "P3"
                $0.channelRefundID = "wal-2"
                $0.amount = 3_800
            })
        play(after(hours: 1), "buyer-1", .buyer, order, ConfirmArrival())
        play(
            after(hours: 1), "fin-1", .finance, order,
            ReconcileLine {
                $0.statementID = "S-1"
                $0.lineNo = 1
                $0.outRefundNo = RefundNumber("\(order)-P1")
                $0.amount = 5_700
            })
        play(
            after(hours: 1), "fin-1", .finance, order,
            ReconcileLine {
                $0.statementID = "S-1"
                $0.lineNo = 2
                $0.outRefundNo = "nobody"
                $0.amount = 1
            })
        play(
            after(hours: 1), "sup-1", .supervisor, order,
            ResolveComplaint { $0.outcome = .paidInFull })
    }

    /// The platform's fault, rejected late, overturned on appeal, paid; arrival presumed.
    mutating func overturnedRejection(_ order: OrderID) {
        let start = Self.start
        register(order, buyer: "buyer-2", paid: [20_000], at: start, reference: 90_000)
        play(
            start.adding(hours: 1), "buyer-2", .buyer, order,
            ApplyRefund { $0.reason = .notDelivered })
        play(
            start.adding(hours: 2), "buyer-2", .buyer, order,
            UploadEvidence {
                $0.kind = .paymentRecord
                $0.sha256 = ContentHash(bytes: [UInt8](repeating: 7, count: 32)) ?? $0.sha256
            })
        play(
            start.adding(hours: 3), "check", .system, order,
            ObserveItem {
                $0.facets = Facets { $0.usage = .unused }
                $0.source = .platformCheck
            })
        play(
            start.adding(hours: 24 * 7), "rev-2", .reviewer, order,
            Reject {
                $0.reasonCodes = [.evidenceInsufficient]
                $0.explanation = FreeText("nothing shows it")
            })
        play(
            start.adding(hours: 24 * 8), "buyer-2", .buyer, order,
            FileAppeal { $0.grounds = .wrongFacts })
        play(
            start.adding(hours: 24 * 9), "app-1", .appeals, order,
            DecideAppeal {
                $0.outcome = .verdictOverturned
                $0.reason = FreeText("it was not delivered")
                $0.basis = .full
            })
        play(start.adding(hours: 24 * 9 + 1), "fin-1", .finance, order, InitiatePayout())
        play(
            start.adding(hours: 24 * 9 + 2), "alipay", .channel, order,
            ReportPayoutSucceeded {
                $0.payoutID = "P1"
                $0.channelRefundID = "ali-2"
                $0.amount = 20_000
            })
        play(start.adding(hours: 24 * 12), "sweeper", .system, order, Sweep())
    }

    /// What is left: refusals, a running case, flags, a calendar, an unknown order.
    mutating func odds(_ order: OrderID) {
        let start = Self.start
        register(order, buyer: "buyer-3", sku: "sku-2", paid: [5_000], at: start)
        play(start.adding(hours: 1), "buyer-9", .buyer, order, ApplyRefund { _ in })
        play(
            start.adding(hours: 2), "buyer-3", .buyer, order,
            ApplyRefund { $0.reason = .itemUnusable })
        play(start.adding(hours: 3), "rev-1", .reviewer, order, FlagListing { $0.sku = "sku-2" })
        play(
            start.adding(hours: 4), "buyer-3", .buyer, order,
            ReportOffPlatform {
                $0.medium = .qq
                $0.proposedBy = .seller
            })
        play(
            start.adding(hours: 5), "wallet", .channel, order,
            ReportChargeback {
                $0.channelRef = "CB-1"
                $0.stage = .opened
                $0.amount = 5_000
            })
        play(start.adding(hours: 5), "buyer-4", .buyer, "O-unknown", ApplyRefund { _ in })
        play(
            start.adding(hours: 6), "com-1", .compliance, nil,
            PublishCalendar {
                $0.version = "cn-test"
                $0.firstYear = 2026
                $0.lastYear = 2026
                $0.days = [
                    CalendarDay {
                        $0.date = LocalDate(of: start).adding(days: 1)
                        $0.kind = .holiday
                        $0.name = "test"
                    }
                ]
            })
        play(start.adding(hours: 7), "rev-1", .reviewer, nil, PublishCalendar { _ in })
        play(start.adding(hours: 24 * 20), "sweeper", .system, order, Sweep())
    }
}
