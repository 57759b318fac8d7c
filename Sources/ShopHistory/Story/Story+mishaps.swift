extension Story {
    /// An action that must be refused in the present state, whatever it is.
    ///
    /// Each is sure to be stopped by a check before its effect, so the story goes on unchanged.
    mutating func goWrong() {
        switch random.below(20) {
        case 0: tell("apply_refund", by: buyer, ["reason": "other"], via: pick(Self.wrongWays))
        case 1: tell("chase_payout", by: buyer, via: pick(Self.wrongWays))
        case 2: tell("approve", by: agent, ["basis": "full"])
        case 3: tell("void_verdict", by: reviewer, ["reason": "审批有误", "confirmed_by": "sup-01"])
        case 4: tell("chase_payout", by: Actor("buyer-99\(random.below(100))", "buyer"))
        case 5: tell("chase_payout", by: agent)
        case 6, 7: tell("chase_payout", by: buyer, ["note": .text(pick(Phrases.personal))])
        case 8:
            tell(
                "initiate_payout", by: pick([agent, treasurer]),
                ["destination": .text(pick(Self.wrongDestinations))])
        case 9:
            tell(
                "assess_evidence", by: reviewer,
                [
                    "evidence": "E99", "clear": "yes", "complete": "yes", "unedited": "yes",
                    "relevant": "no",
                ])
        case 10: tell("answer_chase", by: agent, ["chase": "H99", "note": "退款处理中"])
        case 11: tell("retry_payout", by: treasurer, ["payout": "P99"])
        case 12: tell("deny_extension", by: supervisor, ["extension": "X99", "reason": "other"])
        case 13: tell("add_note", by: Actor("aud-01", "auditor"), ["text_ref": "note:a1"])
        case 14: reuseKey()
        case _: goWrongInState()
        }
    }

    /// What depends on how far the story is.
    private mutating func goWrongInState() {
        if order.lines.count > 1 && chance(10) {
            let usage: Field = .object(["usage": "unused"])
            tell("observe_item", by: People.system, ["facets": usage, "source": "platform_check"])
        } else if isCaseOpen && chance(35) {
            tell("apply_refund", by: buyer, ["reason": "mistaken_purchase"])
        } else if let known = evidence.last, isUnderReview, known.caseNumber == cases, chance(60) {
            tell("upload_evidence", by: buyer, ["kind": "other", "sha256": .text(known.hash)])
        } else if cases > 0 && !isUnderReview && chance(50) {
            tell("approve", by: reviewer, ["basis": "full"])
        } else if cases > 0 && !isCaseOpen {
            tell("withdraw_application", by: buyer)
        } else if cases == 0 {
            tell("assign_reviewer", by: supervisor, ["reviewer": "rev-01"])
        } else if let answeredChase {
            tell("answer_chase", by: agent, ["chase": .text(answeredChase), "note": "请耐心等待"])
        } else if let paid = payouts.last(where: \.isPaid) {
            tell("retry_payout", by: treasurer, ["payout": .text(paid.id)])
        } else if complaints == 0 {
            tell("acknowledge_complaint", by: agent)
        } else {
            tell("apply_refund", by: buyer, ["reason": "other"], via: "email")
        }
    }

    /// The key of an earlier action on something else.
    private mutating func reuseKey() {
        guard let lastKey else { return goWrongInState() }
        write(
            "add_note", by: agent, ["text_ref": .text("note:k\(random.below(1000))")],
            key: lastKey, via: nil, client: nil)
    }

    private static let wrongWays = ["qq", "wechat_private", "phone", "email", "other"]
    private static let wrongDestinations = [
        "private_transfer", "other_account", "unknown_link", "third_party",
    ]
}
