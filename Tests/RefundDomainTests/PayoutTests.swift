import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.5: starting payouts again and again.
@Suite struct PayoutTests {
    static let twoTenders = RegisterOrder.sample(
        .other(), tenders: [.sample(paid: 7_000), .sample("T2", .wechat, paid: 3_000)])

    static func approved(_ order: RegisterOrder = .sample()) throws -> Given {
        try Given(.apply(), .approve(), order: order)
    }

    @Test func `every tender of the verdict is paid out under its own number`() throws {
        let outcome = try Self.approved(Self.twoTenders).when(.initiate())
        let payouts = outcome.all(PayoutInitiated.self)
        #expect(payouts.map(\.payoutID) == ["P1", "P2"])
        #expect(payouts.map(\.tenderID) == ["T1", "T2"])
        #expect(payouts.map(\.amount) == [7_000, 3_000])
        #expect(payouts.map(\.outRefundNo) == ["KM-1001-P1", "KM-1001-P2"])
        #expect(payouts.map(\.channel) == [.alipay, .wechat])
        #expect(payouts.allSatisfy { $0.attempt == 1 && $0.destination == .original })
        #expect(payouts.allSatisfy { $0.caseID == "C1" })
        #expect(outcome.order.cases[0].status == .paying)
        #expect(outcome.order.money.inFlight == 10_000)
    }

    @Test func `one tender is paid out under a given name and number`() throws {
        let given = try Self.approved(Self.twoTenders)
        let second = try given.when(
            .initiate {
                ($0.tenderID, $0.payoutID, $0.outRefundNo) = ("T2", "PX", "A-Z|*@_9")
            }
        ).only(PayoutInitiated.self)
        #expect(second.payoutID == "PX")
        #expect(second.tenderID == "T2")
        #expect(second.outRefundNo == "A-Z|*@_9")
        let rest = try given.and(.initiate { $0.tenderID = "T2" }).when(.initiate())
        #expect(rest.all(PayoutInitiated.self).map(\.tenderID) == ["T1"])
    }

    @Test func `a payout to anywhere else is refused, whoever asks`() throws {
        for destination in Destination.allCases where destination != .original {
            let step = Step.initiate { $0.destination = destination }
            #expect(try Given().when(step.by(.buyer)).refused == "off_platform_settlement R57")
        }
        let original = Step.initiate { $0.destination = .original }
        #expect(try Self.approved().when(original).kinds == [.payoutInitiated])
        let private_ = Step.initiate { $0.destination = .privateTransfer }
        #expect(try Given().when(private_.via(.qq)).refused == "unofficial_channel R18", "first")
        #expect(try Given(order: nil).when(private_).refused == "unknown_order", "first of all")
    }

    @Test func `a payout needs an approved case`() throws {
        #expect(try Given().when(.initiate()).refused == "no_case")
        let unknown = try Self.approved().when(.initiate { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        let disputed = try Given(.apply(), .chargeback(.opened))
        #expect(disputed.when(.initiate()).refused == "wrong_status", "before the pay guards")
    }

    /// The pay guards, each broken together with all later ones and an unknown tender.
    @Test func `the pay guards come in order, before the tender is looked at`() throws {
        let late = Sample.paidAt.adding(hours: 365 * 24)
        let own = Step.initiate { $0.tenderID = "T9" }.by("reviewer-1", .finance)
        let given = try Self.approved(.sample(.other(paid: 100_000)))
        let disputed = try given.and(.chargeback(.inquiry))
        let tooLate = late.adding(milliseconds: 1)
        #expect(disputed.when(own.at(tooLate)).refused == "chargeback_open G27")
        #expect(given.when(own.at(tooLate)).refused == "four_eyes R58")
        let other = Step.initiate { $0.tenderID = "T9" }
        #expect(given.when(other.at(tooLate)).refused == "channel_window_passed G26")
        #expect(given.when(other.at(late)).refused == "unknown_reference", "inclusive")
        let small = try Self.approved(.sample(.other(paid: 99_999)))
        #expect(small.when(.initiate().by("reviewer-1", .finance)).refused == nil)
    }

    @Test(arguments: ChargebackStage.allCases)
    func `a dispute blocks payouts while its latest stage is open`(stage: ChargebackStage) throws {
        let given = try Self.approved().and(
            .chargeback(.won, ref: "CB-2"), .chargeback(.preArbitration, ref: "CB-3"),
            .chargeback(.closed, ref: "CB-3"), .chargeback(stage))
        let isOpen = [.inquiry, .opened, .preArbitration, .arbitration].contains(stage)
        #expect(given.when(.initiate()).refused == (isOpen ? "chargeback_open G27" : nil))
    }

    @Test func `a tender is started once`() throws {
        let given = try Self.approved(Self.twoTenders).and(.initiate { $0.tenderID = "T1" })
        #expect(given.when(.initiate { $0.tenderID = "T1" }).refused == "payout_exists G23")
        #expect(given.when(.initiate { $0.tenderID = "T9" }).refused == "unknown_reference")
        let failed = try given.and(.initiate(), .failed(), .failed("P2"))
        let named = Step.initiate { $0.payoutID = "P1" }
        #expect(failed.when(named).refused == "payout_exists G23", "retry or reissue it")
    }

    @Test func `a name and a number are for one tender, and new`() throws {
        let given = try Self.approved(Self.twoTenders)
        #expect(given.when(.initiate { $0.payoutID = "P9" }).refused == "tender_required G23")
        #expect(given.when(.initiate { $0.outRefundNo = "N-1" }).refused == "tender_required G23")
        let started = try given.and(.initiate { ($0.tenderID, $0.outRefundNo) = ("T1", "N-1") })
        let both = Step.initiate { ($0.payoutID, $0.outRefundNo) = ("P1", "N-1") }
        #expect(started.when(both).refused == "id_in_use")
        let again = Step.initiate { $0.outRefundNo = "N-1" }
        #expect(started.when(again).refused == "refund_no_reused R34")
        let elsewhere = started.knowing(.isRefundNumberUsed("KM-1001-P2"))
        #expect(elsewhere.when(.initiate()).refused == "refund_no_reused R34")
    }

    @Test func `an action asks for exactly the numbers it may use`() throws {
        let given = try Self.approved(Self.twoTenders)
        #expect(
            InitiatePayout().questions(about: given.order).contains(
                .isRefundNumberUsed("KM-1001-P1")))
        #expect(
            InitiatePayout().questions(about: given.order).contains(
                .isRefundNumberUsed("KM-1001-P2")))
        let named = InitiatePayout { $0.outRefundNo = "N-1" }
        #expect(named.questions(about: given.order) == [.isRefundNumberUsed("N-1")])
        let failed = try given.and(.initiate(), .failed(retryable: false))
        let reissue = ReissuePayout { $0.payoutID = "P1" }
        #expect(reissue.questions(about: failed.order) == [.isRefundNumberUsed("KM-1001-P3")])
    }

    @Test(arguments: [
        ("N", true), (String(repeating: "9", count: 64), true), ("0-9A-Z_a-z|*@", true),
        ("", false),
        (String(repeating: "9", count: 65), false), ("a b", false), ("号", false), ("a.b", false),
    ])
    func `a refund number has 1 to 64 of some characters`(number: String, isFine: Bool) {
        let initiate = InitiatePayout { $0.outRefundNo = RefundNumber(number) }
        #expect((initiate.inputFault(at: Sample.paidAt) == nil) == isFine)
    }

    @Test func `a failed payout is tried again under the same number`() throws {
        let outcome = try Self.approved().and(
            .initiate(), .failed { $0.channelStatus = .abnormal }
        ).when(.retry { $0.remedy = .userBankCard })
        let retried = try outcome.only(PayoutRetried.self)
        #expect(retried.payoutID == "P1")
        #expect(retried.attempt == 2)
        #expect(retried.outRefundNo == "KM-1001-P1")
        #expect(retried.remedy == .userBankCard)
        #expect(outcome.order.payouts[0].status == .initiated)
        #expect(outcome.order.cases[0].status == .paying)
    }

    /// Each step breaks one guard and, where it can, all later ones.
    @Test func `the guards of a retry come in order`() throws {
        let given = try Self.approved().and(.initiate())
        let bad = Step.retry {
            ($0.outRefundNo, $0.amount, $0.remedy) = ("N-9", 1, .merchantBankCard)
        }
        #expect(given.when(.retry("P9")).refused == "unknown_reference")
        #expect(given.when(bad).refused == "wrong_payout_status")
        let replaced = try given.and(.failed(retryable: false), .reissue())
        #expect(replaced.when(bad).refused == "wrong_payout_status")
        #expect(try given.and(.failed(retryable: false)).when(bad).refused == "not_retryable R34")
        let failed = try given.and(.failed(), .chargeback(.opened))
        #expect(failed.when(bad).refused == "refund_no_changed R34")
        let amount = Step.retry { ($0.amount, $0.remedy) = (1, .userBankCard) }
        #expect(failed.when(amount).refused == "amount_mismatch R34")
        let remedy = Step.retry { $0.remedy = .userBankCard }
        #expect(failed.when(remedy).refused == "remedy_not_allowed G25", "not ABNORMAL")
        let abnormal = try given.and(.failed { $0.channelStatus = .abnormal })
        #expect(abnormal.when(remedy.by(.system)).refused == "remedy_not_allowed G25")
        #expect(failed.when(.retry()).refused == "chargeback_open G27")
        let same = Step.retry { ($0.outRefundNo, $0.amount) = ("KM-1001-P1", 10_000) }
        #expect(try given.and(.failed()).when(same).kinds == [.payoutRetried])
    }

    @Test func `a tender has five attempts under a verdict, reissues included`() throws {
        var given = try Self.approved().and(.initiate(), .failed(), .retry(), .failed(), .retry())
        given = try given.and(
            .failed(retryable: false), .reissue(), .failed("P2"), .retry("P2"), .failed("P2"))
        #expect(given.when(.retry("P2")).refused == "attempts_exhausted R34")
        let disputed = try given.and(.chargeback(.opened))
        #expect(disputed.when(.retry("P2")).refused == "chargeback_open G27", "comes first")
    }

    @Test func `a payout that failed for good or was reversed is replaced`() throws {
        let failed = try Self.approved().and(.initiate(), .failed(retryable: false)).when(
            .reissue())
        let reissued = try failed.only(PayoutReissued.self)
        #expect(reissued.payoutID == "P2")
        #expect(reissued.replaces == "P1")
        #expect(reissued.tenderID == "T1")
        #expect(reissued.outRefundNo == "KM-1001-P2")
        #expect(reissued.amount == 10_000)
        #expect(failed.order.payouts[0].replacedBy == "P2")
        #expect(failed.order.cases[0].status == .paying)
        let reversed = try Self.approved().and(.initiate(), .succeeded(), .reversed())
        #expect(reversed.when(.reissue()).kinds == [.payoutReissued])
    }

    @Test func `the guards of a reissue come in order`() throws {
        let given = try Self.approved().and(.initiate())
        let bad = Step.reissue {
            ($0.amount, $0.newPayoutID, $0.outRefundNo) = (1, "P1", "KM-1001-P1")
        }
        #expect(given.when(.reissue("P9")).refused == "unknown_reference")
        #expect(given.when(bad).refused == "wrong_payout_status")
        let disputed = try given.and(.failed(), .chargeback(.opened))
        #expect(disputed.when(bad).refused == "payout_not_terminal R34")
        let ended = try given.and(.failed(retryable: false))
        #expect(try ended.and(.reissue()).when(bad).refused == "wrong_payout_status", "replaced")
        let endedDisputed = try ended.and(.chargeback(.opened))
        #expect(endedDisputed.when(bad).refusal?.code == .amountMismatch)
        let same = Step.reissue { ($0.newPayoutID, $0.outRefundNo) = ("P1", "KM-1001-P1") }
        #expect(endedDisputed.when(same).refused == "chargeback_open G27")
        #expect(ended.when(same).refused == "id_in_use")
        let number = Step.reissue { $0.outRefundNo = "KM-1001-P1" }
        #expect(ended.when(number).refused == "refund_no_reused R34")
    }

    @Test func `no more reissues than attempts`() throws {
        let given = try Given(
            .apply(), .approve(), .initiate(), .failed(retryable: false), .reissue(),
            .failed("P2", retryable: false), policy: { $0.maxPayoutAttempts = 2 })
        let named = Step.reissue("P2") { $0.newPayoutID = "P1" }
        #expect(given.when(named).refused == "attempts_exhausted R34", "before id_in_use")
    }
}
