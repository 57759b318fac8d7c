public import Units

/// Finding and changing the parts of an order by name.
extension Order {
    /// The case of a name.
    public func refundCase(_ id: CaseID) -> RefundCase? { cases.first { $0.id == id } }

    /// The verdict of a name.
    public func verdict(_ id: VerdictID) -> Verdict? { verdicts.first { $0.id == id } }

    /// The payout of a name.
    public func payout(_ id: PayoutID) -> Payout? { payouts.first { $0.id == id } }

    /// The verdict that stands in a case.
    public func verdict(of refundCase: RefundCase) -> Verdict? {
        refundCase.verdictID.flatMap { verdict($0) }
    }

    /// The claimed lines of a case, with what is known of their items.
    public func claimedItems(of refundCase: RefundCase) -> [Item] {
        items.filter { refundCase.lineIDs.contains($0.line.id) }
    }
}

extension FoldedEvents {
    mutating func change(_ id: CaseID, _ change: (inout RefundCase) -> Void) {
        guard let index = cases.lastIndex(where: { $0.id == id }) else { return }
        change(&cases[index])
    }

    mutating func change(_ id: EvidenceID, _ change: (inout Evidence) -> Void) {
        guard let index = evidence.firstIndex(where: { $0.id == id }) else { return }
        change(&evidence[index])
    }

    mutating func change(_ id: PayoutID, _ change: (inout Payout) -> Void) {
        guard let index = payouts.firstIndex(where: { $0.id == id }) else { return }
        change(&payouts[index])
    }

    mutating func change(_ id: ComplaintID, _ change: (inout Complaint) -> Void) {
        guard let index = complaints.firstIndex(where: { $0.id == id }) else { return }
        change(&complaints[index])
    }
}
