import Records
import RefundDomain
import Units

/// Steps that may make sense now, with names and amounts at the edges.
extension Adversary {
    /// A step for an order as it stands.
    mutating func candidate(_ order: Order, _ at: Instant) -> Step {
        let status = order.cases.last?.status
        if chance(9) { return aside(order, at) }
        if chance(status == .underReview ? 15 : 4) { return item(order) }
        switch status {
        case nil, .completed, .withdrawn, .closedUnpaid:
            return chance(75) ? application(order, at) : payout(order, at)
        case .underReview: return chance(80) ? review(order) : evidence(order)
        case .awaitingSupplement, .negotiating: return chance(75) ? waiting(order) : evidence(order)
        case .rejected: return chance(80) ? rejected(order) : evidence(order)
        case .appealing: return chance(80) ? appealing() : evidence(order)
        case .approved, .paying, .payoutFailed: return payout(order, at)
        case .paid: return chance(50) ? one([.confirm(), .sweep(), .dispute()]) : payout(order, at)
        }
    }

    /// An amount at an edge of what is left of an order.
    private mutating func amount(_ order: Order) -> Fen {
        let left = order.money.refundable.amount
        return Fen(one([-1, 0, 1, left / 2, left - 1, left, left + 1, left + 1]))
    }

    private mutating func application(_ order: Order, _ at: Instant) -> Step {
        let (amount, line) = (amount(order), LineID("L\(1 + below(3))"))
        let reason = one(Reason.allCases)
        let limit = order.registration?.paidAt.adding(hours: 168) ?? at
        guard chance(75) else {
            return one([
                .requestExtension(), .grantExtension(until: limit),
                .grantExtension(until: limit.adding(milliseconds: 1)),
                .grantExtension(until: at.adding(hours: 2)), .denyExtension(),
            ])
        }
        return one([
            .apply(), .apply { $0.amount = amount }, .apply { $0.amount = amount },
            .apply { $0.amount = amount }, .apply { $0.reason = reason },
            .apply { ($0.lineIDs, $0.reason) = ([line], reason) },
            .apply { ($0.lineIDs, $0.amount, $0.reason) = ([line], amount, .demandChanged) },
            .apply { $0.description = FreeText("不好用") },
            .apply { $0.description = FreeText("我的手机 13800138000") },
        ])
    }

    private mutating func review(_ order: Order) -> Step {
        let amount = amount(order)
        let basis = one([ReviewBasis.full, .lessFee, .prorata, .unusedValue])
        let unused = Int64(one([0, 1, 5, 30, 9_999, 10_000]))
        return one([
            .approve(), .approve(fault: .platform), .approve(fault: .platform),
            .approve(.lessFee, fault: .buyer), .approve(.lessFee, fault: .buyer),
            .approve(basis, fault: .buyer), .approve(amount: amount), .autoReview(),
            .autoReview(), .reject(.evidenceUnclear), .reject(.evidenceInsufficient),
            .reject(.piratedIneligible), .requestSupplement(), .requestSupplement(),
            .assign(), .negotiate { $0.unused = unused },
            .negotiate { ($0.unused, $0.unit) = (unused, .day) }, .upload(.remainingValueProof),
            .sweep(), .recompute(),
        ])
    }

    private mutating func evidence(_ order: Order) -> Step {
        let file = UInt8(below(5))
        let kind = one([
            EvidenceKind.orderDetail, .voucherScreenshot, .membershipStatus, .remainingValueProof,
            .activationFailurePrompt, .topupFailureScreenshot, .paymentRecord,
        ])
        let piece = order.evidence.isEmpty ? "E1" : one(order.evidence.map(\.id))
        return one([
            .upload(kind, file: file), .upload(kind, file: file), .upload(kind, file: file),
            .assess(piece) {
                ($0.clear, $0.complete, $0.unedited, $0.relevant) = (.yes, .yes, .yes, .yes)
            },
            .assess(piece) {
                ($0.clear, $0.complete, $0.unedited, $0.relevant) = (.yes, .unknown, .no, .yes)
            },
            .quarantine(piece), .erase(piece),
        ])
    }

    private mutating func waiting(_ order: Order) -> Step {
        let amount = amount(order)
        let piece = order.evidence.last?.id ?? "E1"
        return one([
            .provideSupplement(piece), .provideSupplement(piece), .upload(file: UInt8(below(20))),
            .offer(), .offer(), .offer(amount), .accept(), .accept(), .decline(), .sweep(),
            .withdraw(), .contact(),
        ])
    }

    private mutating func rejected(_ order: Order) -> Step {
        let amount = amount(order)
        return one([
            .amend { $0.amount = amount }, .amend { $0.reason = .notDelivered }, .amend(),
            .appeal(), .appeal(.newEvidence), .appeal(.amountTooLow), .sweep(), .withdraw(),
            .negotiate(),
        ])
    }

    private mutating func appealing() -> Step {
        one([
            .uphold(), .uphold(), .overturn(), .overturn { $0.fault = .platform }, .withdraw(),
            .overturn(.lessFee) { $0.fault = .buyer }, .sweep(), .recompute(),
        ])
    }

    private mutating func payout(_ order: Order, _ at: Instant) -> Step {
        let payout = order.payouts.isEmpty ? nil : one(order.payouts)
        let name = payout?.id ?? "P1"
        let sum = Fen((payout?.amount.amount ?? 1) + Int64(chance(12) ? below(3) - 1 : 0))
        let (attempt, number) = (payout?.attempt ?? 1, Name("CR-\(below(3))"))
        let tender = TenderID("T\(1 + below(3))")
        let refund = RefundNumber("R-\(below(3))")
        let early = at.adding(milliseconds: -Int64(one([0, 1, 86_400_000])))
        guard order.payouts.contains(where: \.isInFlight) || chance(35) else {
            return one([
                .initiate(), .initiate(), .initiate { $0.tenderID = tender },
                .initiate { ($0.tenderID, $0.outRefundNo) = (tender, refund) },
                .initiate { $0.destination = .otherAccount },
                .retry(name), .retry(name) { $0.remedy = .userBankCard },
                .reissue(name), .reissue(name) { $0.outRefundNo = refund },
            ])
        }
        return one([
            .accepted(name) { $0.channelRefundID = number },
            .accepted(name) { $0.attempt = attempt - 1 },
            .succeeded(name, amount: sum), .succeeded(name, amount: sum),
            .succeeded(name, amount: sum) { $0.channelSuccessAt = early },
            .succeeded(name, amount: sum) { ($0.attempt, $0.channelRefundID) = (attempt, number) },
            .failed(name, retryable: true), .failed(name, retryable: false),
            .failed(name, retryable: true) { $0.channelStatus = .abnormal },
            .reversed(name, amount: sum), .void(), .appeal(.amountTooLow), .sweep(), .confirm(),
            .reconcile(line: Int64(below(3)), amount: sum) {
                if let payout { $0.outRefundNo = payout.outRefundNo }
            },
            .reportMissing(name),
        ])
    }

    private mutating func aside(_ order: Order, _ at: Instant) -> Step {
        let commitment = at.adding(milliseconds: one([0, 1, 3_600_000]))
        let position = order.positions.isEmpty ? 1 : one(order.positions)
        let channel = one(ComplaintChannel.allCases)
        return one([
            .chase(), .answer(), .complain { $0.channel = channel }, .complain(),
            .acknowledge(), .respond(by: commitment), .respond(), .escalate(), .resolve(),
            .withdrawComplaint(), .reportOffPlatform(), .raiseSignal(), .flag(), .note(),
            .correct(position: position), .contact(), .sweep(), .sweep(), .recompute(),
            .chargeback(one([.inquiry, .opened, .won, .closed]), ref: Name("CB-\(below(2))")),
        ])
    }

    private mutating func item(_ order: Order) -> Step {
        let line = order.items.isEmpty || chance(10) ? nil : one(order.items.map(\.line.id))
        let usage = one(UsageState.allCases)
        let activation = one(ActivationState.allCases)
        let secret = one(SecretState.allCases)
        let used = Int64(one([0, 1, 5_000, 10_000, 10_001]))
        return one([
            .check { ($0.line, $0.facets.usage) = (line, usage) },
            .check { ($0.line, $0.facets.usage) = (line, .unused) },
            .check { ($0.line, $0.facets.activation) = (line, activation) },
            .check { ($0.line, $0.facets.secret) = (line, secret) },
            .check {
                ($0.line, $0.facets.usage, $0.used, $0.unit) = (line, .partlyUsed, used, .fen)
            },
            .claim { ($0.line, $0.facets.usage) = (line, .unused) },
            .change(to: one([.undelivered, .unused, .completed, .closed])),
        ])
    }
}
