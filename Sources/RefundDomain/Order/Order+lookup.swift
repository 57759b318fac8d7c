public import Units

/// Finding and changing the parts of an order by name.
extension Order {
    /// The case of a name.
    public func refundCase(_ id: CaseID) -> RefundCase? {
        folded.place(of: id).map { cases[$0] }
    }

    /// The policy that governs a case; `nil` without such a case.
    func policy(governing id: CaseID) -> PolicyVersion? {
        folded.place(of: id).map { cases[$0].policy }
    }

    /// The verdict of a name.
    public func verdict(_ id: VerdictID) -> Verdict? {
        let verdicts = verdicts
        return verdicts.indices.first { verdicts[$0].id == id }.map { verdicts[$0] }
    }

    /// The payout of a name.
    public func payout(_ id: PayoutID) -> Payout? {
        let payouts = payouts
        return payouts.indices.first { payouts[$0].id == id }.map { payouts[$0] }
    }

    /// The verdict that stands in a case.
    public func verdict(of refundCase: RefundCase) -> Verdict? {
        refundCase.verdictID.flatMap { verdict($0) }
    }

    /// The claimed lines of a case, with what is known of their items.
    public func claimedItems(of refundCase: RefundCase) -> [Item] {
        items.filter { refundCase.lineIDs.contains($0.line.id) }
    }
}

/// By place: these parts are large, and to copy each while looking for one costs more than all else.
extension FoldedEvents {
    /// The place of a case.
    func place(of id: CaseID) -> Int? { cases.indices.first { cases[$0].id == id } }

    mutating func change(_ id: CaseID, _ change: (inout RefundCase) -> Void) {
        guard let index = cases.indices.last(where: { cases[$0].id == id }) else { return }
        change(&cases[index])
    }

    mutating func change(_ id: EvidenceID, _ change: (inout Evidence) -> Void) {
        guard let index = evidence.indices.first(where: { evidence[$0].id == id }) else { return }
        change(&evidence[index])
    }

    mutating func change(_ id: PayoutID, _ change: (inout Payout) -> Void) {
        guard let index = payouts.indices.first(where: { payouts[$0].id == id }) else { return }
        change(&payouts[index])
    }

    mutating func change(_ id: ComplaintID, _ change: (inout Complaint) -> Void) {
        guard let index = complaints.indices.first(where: { complaints[$0].id == id }) else {
            return
        }
        change(&complaints[index])
    }
}
