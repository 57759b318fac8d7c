extension Story {
    /// A screenshot shows what it should not; it is quarantined, and a clean one takes its place.
    mutating func privateEvidence() {
        begin()
        chooseLines(one: true)
        choosePlatformReason()
        applyInTime()
        wait(minutes: 1...10)
        let exposed = upload(requiredKinds.first ?? "order_detail")
        wait(seconds: 1...60)
        act(
            "quarantine_evidence", by: chance(80) ? People.system : pick(People.compliance),
            [
                "evidence": .text(exposed),
                "kinds": .texts(chance(50) ? ["id_number", "bank_card"] : ["mobile"]),
                "detector_version": chance(60) ? "pii-1.4" : nil,
            ])
        if chance(20) {
            let again: Fields = ["evidence": .text(exposed), "kinds": .texts(["mobile"])]
            tell("quarantine_evidence", by: People.system, again)
        }
        if chance(60) { waitForOffice(hours: 1...10); contact() }
        waitForBuyer(hours: 1...20)
        if requiredKinds.isEmpty { upload("order_detail") } else { uploadRequired() }
        wait(minutes: 1...200)
        act(
            "erase_evidence", by: chance(50) ? People.system : pick(People.compliance),
            [
                "evidence": .text(exposed),
                "basis": .text(pick(["buyer_request", "legal_order", "retention_expired"])),
            ])
        review()
        approveFull()
        payOut()
    }
}
