extension Story {
    /// A rejection that can be cured: better evidence or a better reason, and a second look.
    mutating func amendment() {
        begin()
        chooseLines(one: true)
        reason = "other"
        applyInTime()
        waitForOffice(hours: 2...30)
        reject([pick(["evidence_insufficient", "evidence_unclear", "reason_unclear"])])
        if chance(5) {
            tell("amend_application", by: buyer)
        }
        waitForBuyer(hours: 1...50)
        choosePlatformReason()
        let better = reason
        uploadRequired()
        amend(reason: better)
        review()
        if chance(15) {
            reject(["evidence_insufficient"])
            return letRejectionStand()
        }
        approveFull()
        payOut()
    }
}
