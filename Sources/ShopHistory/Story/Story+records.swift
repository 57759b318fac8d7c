extension Story {
    /// Someone at work leaves a note; its text is kept elsewhere.
    mutating func note(by actor: Actor) {
        act(
            "add_note", by: actor,
            ["text_ref": .text("note:\(random.hexadecimal(words: 1).prefix(12))")])
    }

    mutating func signalRisk() {
        act(
            "raise_risk_signal", by: chance(70) ? People.system : pick(People.compliance),
            [
                "signal": .text(
                    pick(["many_refunds", "new_device", "shared_account", "velocity"])),
                "inputs": chance(60)
                    ? .object(["orders_30d": .integer(random.number(2...40))]) : nil,
            ])
    }

    mutating func flagListing() {
        let line = pick(order.lines)
        act(
            "flag_listing", by: chance(50) ? reviewer : pick(People.compliance),
            [
                "sku": .text(line.product.sku),
                "reason": .text(pick(["description_false", "complaints", "other"])),
            ])
    }

    mutating func reportOffPlatform() {
        act(
            "report_off_platform", by: pick([buyer, buyer, agent, People.system]),
            [
                "medium": .text(pick(["qq", "wechat_private", "phone", "sms", "other"])),
                "proposed_by": .text(pick(["seller", "seller", "buyer", "agent", "unknown"])),
                "note": maybeOne(50, of: Phrases.offPlatform),
            ])
    }

    mutating func reportChargeback(_ reference: String, _ stage: String) {
        act(
            "report_chargeback", by: chance(80) ? People.channel : People.system,
            [
                "channel_ref": .text(reference), "stage": .text(stage),
                "amount": .integer(order.tenders[0].paid),
            ])
    }

    /// What a changed calendar makes of the running clocks.
    mutating func recomputeDeadlines() {
        act("recompute_deadlines", by: chance(80) ? People.system : supervisor)
    }
}
