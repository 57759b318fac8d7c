import Records
import RefundDomain
import Units

/// Forms of an action of which only the name, the case and the circumstances are known.
///
/// They differ in what its guards look at and the record does not hold: whose fault, which
/// formula, which of the order's payouts, and so on.
struct AuditProbes {
    let name: ActionName
    let caseID: CaseID?
    let at: Instant
    let role: Role
    let order: Order

    /// The forms; one that says nothing where nothing makes a difference.
    var bodies: [any ActionBody] {
        let forms = forms
        return forms.isEmpty ? [plain] : forms
    }

    private var plain: any ActionBody {
        guard let kind = actionBodies.first(where: { $0.name == name }) else { return Sweep() }
        return body(kind)
    }

    /// An action that says its case and nothing else.
    private func body<Body: ActionBody>(_ kind: Body.Type) -> Body {
        var body = Body()
        var setter = CaseSetter(caseID: caseID)
        body.visit(&setter)
        return body
    }

    private var forms: [any ActionBody] {
        switch name {
        case .observeItem:
            [with(ObserveItem.self) { $0.source = role == .buyer ? .buyerClaim : .platformCheck }]
        case .approve: approvals
        case .decideAppeal: appealDecisions
        case .fileAppeal:
            [AppealGrounds.amountTooLow, .wrongFacts].map { grounds in
                with(FileAppeal.self) { $0.grounds = grounds }
            }
        case .grantExtension: grants
        case .denyExtension: requests.map { id in with(DenyExtension.self) { $0.requestID = id } }
        case .uploadEvidence:
            order.evidence.map { piece in with(UploadEvidence.self) { $0.sha256 = piece.sha256 } }
        case .assessEvidence:
            order.evidence.map { piece in with(AssessEvidence.self) { $0.evidenceID = piece.id } }
        case .quarantineEvidence:
            order.evidence.map { piece in
                with(QuarantineEvidence.self) { $0.evidenceID = piece.id }
            }
        case .eraseEvidence:
            order.evidence.map { piece in with(EraseEvidence.self) { $0.evidenceID = piece.id } }
        case .retryPayout, .reissuePayout, .reportPayoutSucceeded, .reportPayoutFailed,
            .reportPayoutReversed:
            payouts
        case .confirmArrival:
            [nil, Fen(-1)].map { amount in with(ConfirmArrival.self) { $0.amount = amount } }
        case .answerChase:
            ([nil] + order.chases.map(\.id)).map { id in
                with(AnswerChase.self) { $0.chaseID = id }
            }
        case .acknowledgeComplaint, .respondComplaint, .escalateComplaint, .resolveComplaint,
            .withdrawComplaint:
            complaintForms
        case .registerOrder, .changeOrderState, .applyRefund, .amendApplication,
            .withdrawApplication, .requestExtension, .requestSupplement, .provideSupplement,
            .recordContact, .assignReviewer, .requestNegotiation, .makeOffer, .acceptOffer,
            .declineOffer, .reject, .autoReview, .voidVerdict, .initiatePayout,
            .reportPayoutAccepted, .disputeArrival, .reconcileLine, .reportMissingLine,
            .chasePayout, .fileComplaint, .reportOffPlatform, .raiseRiskSignal, .flagListing,
            .addNote, .recordCorrection, .reportChargeback, .recomputeDeadlines, .sweep,
            .publishPolicy, .publishCalendar, .eraseSubject, .restrictSubject:
            []
        }
    }

    private func with<Body: ActionBody>(
        _ kind: Body.Type, _ fill: (inout Body) -> Void
    ) -> any ActionBody {
        var body = body(kind)
        fill(&body)
        return body
    }
}

extension AuditProbes {
    private static let bases: [ReviewBasis] = [.full, .lessFee, .prorata, .unusedValue]
    private static let faults: [Fault?] = [nil, .platform, .buyer]
    /// No amount, and one that is always wrong.
    private static let amounts: [Fen?] = [nil, Fen(-1)]

    private var approvals: [any ActionBody] {
        Self.faults.flatMap { fault in
            Self.bases.flatMap { basis in
                Self.amounts.map { amount in
                    with(Approve.self) {
                        $0.fault = fault
                        $0.basis = basis
                        $0.amount = amount
                    }
                }
            }
        }
    }

    private var appealDecisions: [any ActionBody] {
        Self.faults.flatMap { fault in
            Self.bases.flatMap { basis in
                Self.amounts.map { amount in
                    with(DecideAppeal.self) {
                        $0.outcome = .verdictOverturned
                        $0.fault = fault
                        $0.basis = basis
                        $0.amount = amount
                    }
                }
            }
        }
    }

    /// No request by name, and each by its name.
    private var requests: [ExtensionID?] { [nil] + order.extensions.map(\.id) }

    private var grants: [any ActionBody] {
        requests.flatMap { id in
            [at, .distantFuture].map { deadline in
                with(GrantExtension.self) {
                    $0.requestID = id
                    $0.newDeadlineAt = deadline
                }
            }
        }
    }

    /// Each payout, with and without what may be wrong about it.
    private var payouts: [any ActionBody] {
        order.payouts.flatMap { payout in
            let amounts = [payout.amount, Fen(-1)]
            if name == .retryPayout {
                return [Remedy?.none, .userBankCard].map { remedy in
                    with(RetryPayout.self) {
                        $0.payoutID = payout.id
                        $0.remedy = remedy
                    }
                }
            }
            if name == .reissuePayout {
                return [with(ReissuePayout.self) { $0.payoutID = payout.id }]
            }
            if name == .reportPayoutFailed {
                return [
                    with(ReportPayoutFailed.self) {
                        $0.payoutID = payout.id
                        $0.channelRefundID = Self.neverGiven
                    }
                ]
            }
            return amounts.map { amount in
                name == .reportPayoutReversed
                    ? with(ReportPayoutReversed.self) {
                        $0.payoutID = payout.id
                        $0.amount = amount
                    }
                    : with(ReportPayoutSucceeded.self) {
                        $0.payoutID = payout.id
                        $0.amount = amount
                        $0.channelRefundID = Self.neverGiven
                    }
            }
        }
    }

    /// A channel's id that no channel gives, so that the report is no repeat.
    private static let neverGiven: Name = "\u{1}"

    private var complaintForms: [any ActionBody] {
        ([nil] + order.complaints.map(\.id)).flatMap { id -> [any ActionBody] in
            if name == .acknowledgeComplaint {
                return [with(AcknowledgeComplaint.self) { $0.complaintID = id }]
            }
            if name == .escalateComplaint {
                return [with(EscalateComplaint.self) { $0.complaintID = id }]
            }
            if name == .resolveComplaint {
                return [with(ResolveComplaint.self) { $0.complaintID = id }]
            }
            if name == .withdrawComplaint {
                return [with(WithdrawComplaint.self) { $0.complaintID = id }]
            }
            return [nil, at].map { commitment in
                with(RespondComplaint.self) {
                    $0.complaintID = id
                    $0.commitmentAt = commitment
                }
            }
        }
    }
}

/// Gives an action its case.
private struct CaseSetter: FieldVisitor {
    let caseID: CaseID?

    mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {}

    mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        if name == "case", let id = caseID as? T { value = id }
    }
}
