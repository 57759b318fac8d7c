import RefundDomain

/// For each action the members that it needs beyond those that every action has, and no more.
let minimalFields: [ActionName: [(name: String, json: String)]] = [
    .registerOrder: [
        ("buyer_ref", #""buyer-1""#), ("platform_ref", "{}"),
        (
            "lines",
            #"[{"line_id":"L1","sku":"s","name":"n","category":"other","pirated":false,"#
                + #""qty":1,"paid_fen":1}]"#
        ),
        (
            "tenders",
            #"[{"tender_id":"T1","channel":"alipay","channel_trade_no":"x","paid_fen":1,"#
                + #""guaranteed_trade":true}]"#
        ),
        ("paid_fen", "1"), ("paid_at", #""2026-03-01T00:00:00Z""#), ("order_state", #""unused""#),
        (
            "listing_terms",
            #"{"refundable":true,"activation_counts_as_used":false,"text_sha256":"\#(sha)"}"#
        ),
    ],
    .changeOrderState: [("to", #""closed""#)],
    .observeItem: [
        ("facets", #"{"usage":"unused"}"#), ("source", #""platform_check""#),
    ],
    .applyRefund: [("reason", #""other""#)],
    .amendApplication: [],
    .withdrawApplication: [],
    .requestExtension: [("reason", #""illness""#)],
    .grantExtension: [("new_deadline_at", #""2026-03-01T00:00:00.5+08:00""#)],
    .denyExtension: [("reason", #""other""#)],
    .uploadEvidence: [("kind", #""voucher_screenshot""#), ("sha256", #""\#(sha)""#)],
    .assessEvidence: [
        ("evidence", #""E1""#), ("clear", #""yes""#), ("complete", #""no""#),
        ("unedited", #""unknown""#), ("relevant", #""yes""#),
    ],
    .quarantineEvidence: [("evidence", #""E1""#), ("kinds", #"["mobile"]"#)],
    .eraseEvidence: [("evidence", #""E1""#), ("basis", #""legal_order""#)],
    .requestSupplement: [("required_kinds", #"["vendor_letter"]"#)],
    .provideSupplement: [("evidence_ids", #"["E1"]"#)],
    .recordContact: [("medium", #""sms""#), ("outcome", #""reached""#)],
    .assignReviewer: [("reviewer", #""r""#)],
    .requestNegotiation: [
        ("evidence_ids", #"["E1"]"#), ("unused", "-1"), ("non_malicious", "false"),
    ],
    .makeOffer: [],
    .acceptOffer: [],
    .declineOffer: [],
    .approve: [("basis", #""less_fee""#)],
    .reject: [("reason_codes", #"["amount_invalid"]"#), ("explanation", #""""#)],
    .autoReview: [],
    .fileAppeal: [("grounds", #""other""#)],
    .decideAppeal: [("outcome", #""verdict_upheld""#), ("reason", #""x""#)],
    .voidVerdict: [("reason", #""x""#), ("confirmed_by", #""s""#)],
    .initiatePayout: [],
    .retryPayout: [("payout", #""P1""#)],
    .reissuePayout: [("payout", #""P1""#)],
    .reportPayoutAccepted: [("payout", #""P1""#), ("channel_refund_id", #""c""#)],
    .reportPayoutSucceeded: [
        ("payout", #""P1""#), ("channel_refund_id", #""c""#), ("amount", "1"),
    ],
    .reportPayoutFailed: [
        ("payout", #""P1""#), ("channel_status", #""ABNORMAL""#), ("code", #""X""#),
        ("retryable", "true"),
    ],
    .reportPayoutReversed: [("payout", #""P1""#), ("amount", "1"), ("reason", #""X""#)],
    .confirmArrival: [],
    .disputeArrival: [("amount", "0")],
    .reconcileLine: [
        ("statement", #""S""#), ("line_no", "1"), ("out_refund_no", #""A-|*@_9""#),
        ("amount", "1"),
    ],
    .reportMissingLine: [("statement", #""S""#), ("payout", #""P1""#)],
    .chasePayout: [],
    .answerChase: [("note", #""""#)],
    .fileComplaint: [
        ("channel", #""12321""#), ("subject", #""rejected""#), ("demand", #""reopen""#),
    ],
    .acknowledgeComplaint: [],
    .respondComplaint: [("explanation_code", #""already_paid""#)],
    .escalateComplaint: [("to_channel", #""12315""#)],
    .resolveComplaint: [("outcome", #""not_upheld""#)],
    .withdrawComplaint: [],
    .reportOffPlatform: [("medium", #""qq""#), ("proposed_by", #""seller""#)],
    .raiseRiskSignal: [("signal", #""odd""#)],
    .flagListing: [("sku", #""s""#), ("reason", #""pirated""#)],
    .addNote: [("text_ref", #""note:1""#)],
    .recordCorrection: [
        ("corrects_position", "1"), ("field", #""f""#), ("value", #""""#), ("reason", #""""#),
    ],
    .reportChargeback: [
        ("channel_ref", #""c""#), ("stage", #""pre_arbitration""#), ("amount", "1"),
    ],
    .recomputeDeadlines: [],
    .sweep: [],
    .publishPolicy: [
        ("version", #""v""#), ("effective_from", #""2026-03-01T00:00:00Z""#), ("params", "{}"),
    ],
    .eraseSubject: [("subject", #""buyer-1""#), ("ground", #""buyer_request""#)],
    .restrictSubject: [
        ("subject", #""buyer-1""#), ("ground", #""dispute""#),
        ("until", #""2029-03-01T00:00:00Z""#),
    ],
    .publishCalendar: [
        ("version", #""v""#), ("first_year", "2027"), ("last_year", "2027"),
        ("days", #"[{"date":"2027-01-01","kind":"holiday","name":"元旦"}]"#),
    ],
]

/// Sixty-four lower-case hexadecimal digits.
let sha = String(repeating: "0f", count: 32)
