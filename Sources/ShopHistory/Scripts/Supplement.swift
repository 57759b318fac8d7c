extension Story {
    /// The reviewer needs more; the buyer brings it in time, too late or never.
    mutating func supplement() {
        begin()
        chooseLines(one: true)
        choosePlatformReason()
        applyInTime()
        uploadRequired()
        waitForOffice(hours: 1...30)
        requestSupplement(["payment_record", "official_failure_proof"])
        if chance(30) { wait(hours: 1...10); contact() }
        if chance(65) { bringMore() } else { bringNothing() }
        review()
        if chance(20) {
            reject(["evidence_insufficient"])
            return letRejectionStand()
        }
        approveFull()
        payOut()
    }

    private mutating func bringMore() {
        waitForBuyer(hours: 2...50)
        if let known = evidence.last, chance(8) {
            tell("upload_evidence", by: buyer, ["kind": "other", "sha256": .text(known.hash)])
            wait(minutes: 1...5)
        }
        let first = upload("payment_record")
        wait(minutes: 0...9)
        let ids = chance(60) ? [first, upload("official_failure_proof")] : [first]
        provideSupplement(ids)
    }

    private mutating func bringNothing() {
        wait(hours: 73...90)
        if chance(25), let known = evidence.last {
            tell("provide_supplement", by: buyer, ["evidence_ids": .texts([known.id])])
            wait(minutes: 1...30)
        }
        sweep()
        isUnderReview = true
    }
}
