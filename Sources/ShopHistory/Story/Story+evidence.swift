extension Story {
    /// The kinds the policy requires for the claimed goods and the present reason.
    var requiredKinds: [String] {
        var kinds: [String] = []
        for category in claimedCategories {
            guard let kind = Self.requiredKind(category, reason), !kinds.contains(kind) else {
                continue
            }
            kinds.append(kind)
        }
        return kinds
    }

    private static func requiredKind(_ category: Category, _ reason: String) -> String? {
        switch (category, reason) {
        case (_, "not_as_described"): "order_detail"
        case (.gameCard, "item_unusable"): "voucher_screenshot"
        case (.gameCard, "topup_not_credited"): "topup_failure_screenshot"
        case (.membership, "item_unusable"), (.membership, "not_effective"): "membership_status"
        case (.software, "item_unusable"), (.software, "activation_failed"):
            "activation_failure_prompt"
        case _: nil
        }
    }

    /// Uploads all that is required, and at times more.
    mutating func uploadRequired() {
        for kind in requiredKinds {
            waitForBuyer(minutes: 0...12)
            upload(kind)
        }
        if chance(25) {
            wait(minutes: 0...6)
            upload(pick(["payment_record", "proof_of_purchase", "other"]))
        }
    }

    /// Uploads one piece of evidence.
    @discardableResult
    mutating func upload(_ kind: String) -> String {
        let (id, said) = newID("E", evidence.count)
        let hash = random.hexadecimal(words: 4)
        let by = customer
        let isSecret = kind == "voucher_screenshot"
        act(
            "upload_evidence", by: by,
            [
                "evidence": .text(said), "kind": .text(kind), "sha256": .text(hash),
                "byte_size": chance(80) ? .integer(random.number(8_000...4_000_000)) : nil,
                "media_type": maybeOne(80, of: ["image/png", "image/jpeg"]),
                "sensitivity": isSecret ? "voucher_secret" : chance(10) ? "normal" : nil,
                "key_id": isSecret ? chance(50) ? "key-2024-1" : nil : nil,
            ])
        evidence.append(Evidence(id: id, hash: hash, caseNumber: cases))
        return id
    }

    /// A reviewer looks at evidence of the case; what is wanted counts, so nothing is found wrong.
    mutating func assess(_ id: String? = nil, clear: String = "yes", unedited: String = "yes") {
        guard let id = id ?? evidence.last(where: { $0.caseNumber == cases })?.id else { return }
        act(
            "assess_evidence", by: reviewer,
            [
                "evidence": .text(id), "clear": .text(clear),
                "complete": .text(pick(["yes", "yes", "unknown"])), "unedited": .text(unedited),
                "relevant": "yes", "note": maybeOne(20, of: Phrases.assessments),
            ])
    }

    /// A reviewer asks for more.
    mutating func requestSupplement(_ kinds: [String]) {
        act(
            "request_supplement", by: reviewer,
            [
                "required_kinds": .texts(kinds),
                "note": maybeOne(40, of: Phrases.supplements),
            ])
        isUnderReview = false
    }

    /// The buyer hands in what was asked for.
    mutating func provideSupplement(_ ids: [String]) {
        act("provide_supplement", by: buyer, ["evidence_ids": .texts(ids)])
        isUnderReview = true
    }

    /// Someone tries to reach the buyer.
    mutating func contact() {
        act(
            "record_contact", by: pick([agent, reviewer, People.system]),
            [
                "medium": .text(pick(["phone", "sms", "in_app", "email"])),
                "outcome": .text(pick(["reached", "reached", "no_answer", "refused"])),
            ])
    }
}
