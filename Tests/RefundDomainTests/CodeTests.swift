import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Sections 3, 4, 6 and 13.1: the names and the permanent numbers of every list of codes.
@Suite struct CodeTests {
    /// The names in order of number; new codes may only be added at the end of a row.
    private static let lists: [(any Code.Type, String)] = [
        (ProductCategory.self, "game_card membership software other"),
        (OrderState.self, "undelivered unused completed closed"),
        (TenderChannel.self, "alipay wechat wallet bank_card private_transfer other"),
        (Currency.self, "CNY"),
        (
            Reason.self,
            """
            item_unusable not_as_described not_delivered topup_not_credited not_effective \
            activation_failed mistaken_purchase demand_changed other
            """
        ),
        (Fault.self, "platform buyer"), (SecretState.self, "sealed revealed leaked"),
        (UsageState.self, "unused partly_used redeemed unknown"),
        (ActivationState.self, "not_activated activated unknown"),
        (BindingState.self, "unbound bound unknown"), (ValidityState.self, "valid expired unknown"),
        (ObservationSource.self, "platform_check vendor_check channel_check buyer_claim"),
        (AmountUnit.self, "fen day"),
        (
            EvidenceKind.self,
            """
            order_detail voucher_screenshot topup_failure_screenshot membership_status \
            activation_failure_prompt not_installed_screenshot remaining_value_proof \
            payment_record official_failure_proof compatibility_error_screenshot \
            proof_of_purchase vendor_letter other
            """
        ),
        (Sensitivity.self, "normal voucher_secret personal"), (Judgement.self, "yes no unknown"),
        (ErasureBasis.self, "buyer_request legal_order retention_expired"),
        (
            RejectionReason.self,
            """
            window_expired order_state_not_eligible already_used activated_counts_as_used \
            activated_and_bound expired_item secret_leaked evidence_insufficient \
            evidence_unclear evidence_tampered reason_unclear amount_invalid \
            pirated_ineligible not_refundable_by_terms fraud_suspected
            """
        ),
        (Basis.self, "full less_fee prorata unused_value negotiated"),
        (ReviewBasis.self, "full less_fee prorata unused_value"),
        (Referral.self, "game_vendor software_vendor"),
        (ComponentKind.self, "fee fixed_cost concession"),
        (AppealGrounds.self, "wrong_facts new_evidence rule_misapplied amount_too_low other"),
        (AppealOutcome.self, "verdict_upheld verdict_overturned"),
        (
            ExplanationCode.self,
            """
            merchant_balance_insufficient channel_delay account_abnormal review_backlog \
            system_fault already_paid rule_explained other
            """
        ),
        (ExtensionReason.self, "business_trip illness discovered_late other"),
        (
            ExtensionDenialReason.self,
            "beyond_hard_limit reason_not_accepted item_state_unverifiable other"
        ),
        (Route.self, "auto manual"), (WindowBasis.self, "standard extension"),
        (
            CaseStatus.self,
            """
            under_review awaiting_supplement negotiating approved rejected appealing paying \
            payout_failed paid completed withdrawn closed_unpaid
            """
        ),
        (RefundStatus.self, "none partial full"),
        (Destination.self, "original private_transfer other_account unknown_link third_party"),
        (Remedy.self, "user_bank_card merchant_bank_card"),
        (ChannelStatus.self, "ABNORMAL CLOSED ERROR"),
        (MismatchKind.self, "missing_in_ledger not_succeeded amount_differs missing_in_statement"),
        (ComplaintChannel.self, "platform_online platform_email 12321 12315 other"),
        (EscalationChannel.self, "12321 12315 other"),
        (ComplaintSubject.self, "payout_delayed review_delayed rejected amount_mismatch other"),
        (ComplaintDemand.self, "explain_and_deadline pay_now reopen other"),
        (ComplaintOutcome.self, "paid_in_full paid_partly explained not_upheld other"),
        (ComplaintState.self, "filed acknowledged responded escalated resolved withdrawn"),
        (ContactMedium.self, "phone sms in_app email"),
        (ContactOutcome.self, "reached no_answer refused"),
        (OffPlatformMedium.self, "qq wechat_private phone sms other"),
        (ProposedBy.self, "seller buyer agent unknown"),
        (ListingFlagReason.self, "pirated description_false complaints other"),
        (
            ChargebackStage.self,
            "inquiry opened pre_arbitration arbitration won lost closed"
        ),
        (
            Role.self,
            """
            buyer agent reviewer supervisor appeals finance compliance channel system auditor \
            investigator
            """
        ),
        (Via.self, "official qq wechat_private phone email other"),
        (PersonalDataKind.self, "id_number bank_card mobile password"),
        (
            ClockName.self,
            "review payout supplement appeal arrival chase complaint commitment"
        ),
        (ClockOutcome.self, "running met breached suspended cancelled"),
        (DayKind.self, "holiday workday"), (ReviewMode.self, "manual realtime"),
        (BuyerFaultMode.self, "fee partial_only"), (Rounding.self, "half_up"),
        (ProrataUnit.self, "day"), (ApplicationWarning.self, "vague_description"),
        (ComplaintFlag.self, "no_prior_chase"), (CaseOutcome.self, "rejected"),
        (ActionName.self, ContractNames.actions), (EventKind.self, ContractNames.events),
        (RefusalCode.self, ContractNames.refusals),
    ]

    @Test func `every code has the name of the contract and counts up from 1`() {
        func check<List: Code>(_ list: List.Type, _ names: String) {
            let expected = names.split(whereSeparator: \.isWhitespace).map(String.init)
            #expect(list.names == expected, "\(list)")
            #expect(list.allCases.map(\.rawValue) == (1...UInt8(expected.count)).map { $0 })
            for code in list.allCases { #expect(list.init(name: code.name) == code) }
            #expect(list.init(name: "no such code") == nil)
        }
        for (list, names) in Self.lists { check(list, names) }
    }

    @Test func `there are 58 actions, 62 events and their bodies in order`() {
        #expect(ActionName.allCases.count == 58)
        #expect(EventKind.allCases.count == 62)
        #expect(LedgerEvent.bodies.map { $0.kind } == EventKind.allCases)
    }

    /// The policy parameters of `default-v1` (section 13).
    @Test func `the built-in policy has the values of the contract`() {
        let policy = Policy.standard
        #expect([policy.windowHours, policy.extensionHardLimitHours] == [72, 168])
        #expect(policy.eligibleOrderStates == [.undelivered, .unused, .completed])
        #expect(policy.partialAllowed && policy.prorataEnabled && policy.goodwillEnabled)
        #expect([policy.reviewWorkingDays, policy.payoutWorkingDays] == [3, 5])
        #expect([policy.realtimeReviewSeconds, policy.arrivalGraceMinutes] == [300, 120])
        #expect([policy.supplementWindowHours, policy.amendWindowHours] == [72, 72])
        #expect([policy.maxAmendments, policy.maxAppeals, policy.maxPayoutAttempts] == [2, 1, 5])
        #expect([policy.appealWindowHours, policy.negotiationOfferHours] == [168, 72])
        #expect([policy.appealReviewWorkingDays, policy.complaintResponseWorkingDays] == [3, 3])
        #expect([policy.chaseResponseHours, policy.channelLimitDays] == [24, 365])
        #expect(policy.reviewMode == .manual)
        #expect(policy.buyerFaultMode == .fee)
        #expect([policy.buyerFaultFeeBasisPoints, policy.fixedCostBasisPoints] == [500, 60])
        #expect([policy.buyerFaultFeeMinimum, policy.fixedCost] == [0, 0])
        #expect(policy.buyerFaultFeeMaximum == Limit.none)
        #expect(policy.fourEyesMinimum == 100_000)
        #expect([policy.priceFloorBasisPoints, policy.minDescriptionCharacters] == [3_000, 5])
        #expect(policy.vaguePhrases == ["商品不好", "不好用", "不满意", "不想要了", "质量差"])
        let faults = Reason.allCases.map { policy.faultByReason.fault(for: $0) }
        #expect(faults == Array(repeating: .platform, count: 6) + [.buyer, .buyer, nil])
    }
}
