public import Records
public import Units

/// Asks for a part of the money for a partly used item.
///
/// Rules: R41, R42. Fields and guards: ACTIONS.md, section 5.
public struct RequestNegotiation: ActionBody {
    public static let name = ActionName.requestNegotiation
    public static let roles: [Role] = [.buyer]
    public static let ownership = Ownership.buyer

    /// The case.
    public var caseID: CaseID?

    /// The proof of what is left.
    public var evidenceIDs = [EvidenceID].placeholder

    /// How much is unused, in `unit`.
    public var unused = Int64.placeholder

    /// Fen of face value when left out, or days.
    public var unit: AmountUnit?

    /// The statement that the use was in good faith.
    public var nonMalicious = Bool.placeholder

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "evidence_ids", &evidenceIDs)
        try visitor.field(3, "unused", &unused)
        try visitor.field(4, "unit", &unit)
        try visitor.field(5, "non_malicious", &nonMalicious)
        try visitor.field(6, "note", &note)
    }
}

extension RequestNegotiation {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let refundCase = try situation.refundCase(caseID, in: .underReview, .rejected)
        let policy = situation.policy(of: refundCase)
        try require(!refundCase.isAppealDecided, .verdictFinal, "G13")
        if refundCase.status == .rejected {
            let verdict = try situation.verdict(of: refundCase)
            try require(situation.at < verdict.appealUntil, .appealWindowPassed, "R41")
        }
        try require(policy.goodwillEnabled, .goodwillDisabled, "R42")
        let items = situation.order.claimedItems(of: refundCase)
        try require(!items.contains { $0.line.pirated }, .piratedIneligible, "R17")
        try require(nonMalicious, .statementRequired, "R42")
        let proof = try situation.evidence(evidenceIDs)
        let isProven = proof.contains {
            $0.status == .active && $0.kind == .remainingValueProof
        }
        try require(isProven, .proofRequired, "R41")
        try require(items.count == 1, .singleLineRequired, "R41")
        let unit = unit ?? .fen
        guard let total = items.first?.line.total(in: unit), total > 0 else {
            throw Refusal(.valueNotComputable, "R41")
        }
        try require((0...total).contains(unused), .unusedExceedsTotal, "R41")
        return [
            NegotiationRequested {
                $0.caseID = refundCase.id
                $0.evidenceIDs = evidenceIDs
                $0.unused = unused
                $0.unit = unit
                $0.nonMalicious = nonMalicious
                $0.expiresAt = situation.at.adding(hours: policy.negotiationOfferHours)
                $0.note = note
            }.event
        ]
    }
}

extension OrderLine {
    /// How much there is in all: face value in fen, or term in days.
    func total(in unit: AmountUnit) -> Int64? {
        switch unit {
        case .fen: face?.amount
        case .day: termDays
        }
    }
}
