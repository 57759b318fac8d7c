import Records
import Units

/// Facts that the ledger notices by itself; signals are facts, never verdicts.
///
/// Source: ACTIONS.md, section 12.
enum RiskSignals {
    /// What a registration shows: prices far too low, then payments without protection.
    static func ofRegistration(_ order: OrderRegistered, _ policy: Policy) -> [LedgerEvent] {
        let prices = order.lines.compactMap { line -> LedgerEvent? in
            guard let reference = line.referencePrice else { return nil }
            let isFar =
                Int128(line.paid.amount) * 10_000 < Int128(reference.amount)
                * Int128(policy.priceFloorBasisPoints)
            guard isFar else { return nil }
            return signal(
                "price_far_below_market",
                [
                    ("line_id", .text(line.id.text)), ("paid_fen", .number(line.paid.amount)),
                    ("reference_price_fen", .number(reference.amount)),
                ])
        }
        let payments = order.tenders.compactMap { tender -> LedgerEvent? in
            let inputs: [(String, Input)] = [
                ("channel", .text(tender.channel.name)), ("tender_id", .text(tender.id.text)),
            ]
            if tender.channel == .privateTransfer {
                return signal("private_transfer_payment", inputs)
            }
            return tender.guaranteedTrade ? nil : signal("tender_not_guaranteed", inputs)
        }
        return prices + payments
    }

    /// What a check of an item shows against what the buyer said and when the buyer applied.
    static func ofObservation(
        _ found: ItemStateObserved, _ item: Item, _ order: Order
    ) -> [LedgerEvent] {
        guard found.source != .buyerClaim,
            found.facets.usage == .partlyUsed || found.facets.usage == .redeemed
        else { return [] }
        var signals: [LedgerEvent] = []
        let inputs: [(String, Input)] = [
            ("line_id", .text(found.line.text)),
            ("usage", .text(found.facets.usage?.name ?? "")),
        ]
        if item.claimedUsage == .unused {
            signals.append(signal("claim_conflicts_with_check", inputs))
        }
        let open = order.cases.last { $0.isOpen && $0.lineIDs.contains(found.line) }
        if let open, found.observedAt > open.appliedAt {
            signals.append(
                signal(
                    "redeemed_after_application", [("case_id", .text(open.id.text))] + inputs))
        }
        return signals
    }

    /// The same evidence in several orders.
    static func evidenceElsewhere(_ evidence: EvidenceUploaded) -> LedgerEvent {
        signal(
            "evidence_hash_in_other_order",
            [
                ("case_id", .text(evidence.caseID.text)),
                ("evidence_id", .text(evidence.evidenceID.text)),
                ("sha256", .text(evidence.sha256.hex)),
            ])
    }

    /// Evidence that somebody edited (R30).
    static func edited(_ evidence: Evidence) -> LedgerEvent {
        signal(
            "edited_evidence",
            [
                ("case_id", .text(evidence.caseID.text)),
                ("evidence_id", .text(evidence.id.text)),
            ])
    }

    private enum Input {
        case text(String)
        case number(Int64)
    }

    private static func signal(_ name: String, _ inputs: [(String, Input)]) -> LedgerEvent {
        let members = inputs.sorted { $0.0 < $1.0 }.map { name, input in
            switch input {
            case .text(let text): "\"\(name)\":\"\(escaped(text))\""
            case .number(let number): "\"\(name)\":\(number)"
            }
        }
        return RiskSignalRaised {
            $0.signal = Name(name)
            $0.inputs = JSONObject(json: "{\(members.joined(separator: ","))}")
        }.event
    }

    /// A text between the quotes of a JSON string (RFC 8259, section 7).
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case _: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
