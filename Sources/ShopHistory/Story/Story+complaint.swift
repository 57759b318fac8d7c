extension Story {
    /// The buyer asks where the money is.
    mutating func chase() {
        let (id, said) = newID("H", chases)
        let by = customer
        act(
            "chase_payout", by: by,
            ["chase": .text(said), "note": maybeOne(50, of: Phrases.chases)])
        chases += 1
        latestChase = id
    }

    mutating func answerChase() {
        act(
            "answer_chase", by: pick([agent, agent, supervisor, treasurer]),
            [
                "chase": chance(50) ? .text(latestChase) : nil,
                "note": .text(pick(Phrases.answers)),
            ])
        answeredChase = latestChase
    }

    /// The buyer complains, here or elsewhere.
    mutating func complain(_ subject: String, demand: String, channel: String) {
        let (id, said) = newID("K", complaints)
        let by = customer
        let isElsewhere = channel == "12321" || channel == "12315"
        act(
            "file_complaint", by: by,
            [
                "complaint": .text(said), "channel": .text(channel),
                "external_ref": isElsewhere ? .text("EX-\(random.number(10_000...99_999))") : nil,
                "subject": .text(subject), "demand": .text(demand),
                "prior_chase": chases > 0 && chance(40) ? .text(latestChase) : nil,
                "note": maybeOne(40, of: Phrases.complaints),
            ])
        complaints += 1
        latestComplaint = id
    }

    /// How a step names the complaint; the latest needs no name.
    private var complaintName: Field? { mutating get { chance(60) ? .text(latestComplaint) : nil } }

    mutating func acknowledgeComplaint() {
        let name = complaintName
        act("acknowledge_complaint", by: agent, ["complaint": name])
    }

    mutating func respondToComplaint(_ code: String, commitment: Moment?) {
        let name = complaintName
        act(
            "respond_complaint", by: pick([agent, supervisor]),
            [
                "complaint": name, "explanation_code": .text(code),
                "commitment_at": commitment.map { .moment($0) },
                "note": maybeOne(40, of: Phrases.answers),
            ])
    }

    mutating func escalateComplaint() {
        let name = complaintName
        let by = customer
        act(
            "escalate_complaint", by: by,
            [
                "complaint": name, "to_channel": .text(pick(["12321", "12315", "other"])),
                "external_ref": chance(60) ? .text("EX-\(random.number(10_000...99_999))") : nil,
            ])
    }

    mutating func resolveComplaint(_ outcome: String, by actor: Actor) {
        let name = complaintName
        act("resolve_complaint", by: actor, ["complaint": name, "outcome": .text(outcome)])
    }

    mutating func withdrawComplaint() {
        let name = complaintName
        act(
            "withdraw_complaint", by: buyer,
            ["complaint": name, "note": maybeOne(40, of: Phrases.withdrawals)])
    }
}
