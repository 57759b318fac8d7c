import Records
public import RefundDomain
public import Units

/// Steps of an order and of a case, up to the verdict; closures change what they say.
extension Step {
    static func make<Body: ActionBody>(_ body: Body, _ fill: (inout Body) -> Void) -> Step {
        var body = body
        fill(&body)
        return Step(body)
    }

    /// Registers an order when it was paid.
    public static func register(_ order: RegisterOrder = .sample()) -> Step {
        Step(order).at(Sample.paidAt)
    }

    /// The shop says in which state the order is.
    public static func change(to state: OrderState) -> Step {
        Step(ChangeOrderState { $0.to = state })
    }

    /// The platform checks an item.
    public static func check(_ fill: (inout ObserveItem) -> Void) -> Step {
        make(ObserveItem { $0.source = .platformCheck }, fill)
    }

    /// The buyer says what state an item is in.
    public static func claim(_ fill: (inout ObserveItem) -> Void) -> Step {
        make(ObserveItem { $0.source = .buyerClaim }, fill).by(.buyer)
    }

    /// The buyer applies because nothing was delivered: the platform's fault, no evidence needed.
    public static func apply(_ fill: (inout ApplyRefund) -> Void = { _ in }) -> Step {
        make(
            ApplyRefund {
                $0.reason = .notDelivered
                $0.description = FreeText("一直没有收到商品")
            }, fill)
    }

    /// The buyer amends.
    public static func amend(_ fill: (inout AmendApplication) -> Void = { _ in }) -> Step {
        make(AmendApplication(), fill)
    }

    /// The buyer takes the application back.
    public static func withdraw(_ fill: (inout WithdrawApplication) -> Void = { _ in }) -> Step {
        make(WithdrawApplication(), fill)
    }

    /// The buyer wants to apply late.
    public static func requestExtension(
        _ fill: (inout RequestExtension) -> Void = { _ in }
    ) -> Step { make(RequestExtension { $0.reason = .illness }, fill) }

    /// A supervisor allows it.
    public static func grantExtension(
        until deadline: Instant, _ fill: (inout GrantExtension) -> Void = { _ in }
    ) -> Step { make(GrantExtension { $0.newDeadlineAt = deadline }, fill) }

    /// A supervisor does not allow it.
    public static func denyExtension(_ fill: (inout DenyExtension) -> Void = { _ in }) -> Step {
        make(DenyExtension { $0.reason = .reasonNotAccepted }, fill)
    }

    /// The buyer puts evidence into the case; the number tells files apart.
    public static func upload(
        _ kind: EvidenceKind = .orderDetail, file: UInt8 = 1,
        _ fill: (inout UploadEvidence) -> Void = { _ in }
    ) -> Step {
        make(
            UploadEvidence {
                $0.kind = kind
                $0.sha256 = .sample(file)
            }, fill)
    }

    /// A reviewer finds evidence good.
    public static func assess(
        _ evidence: EvidenceID = "E1", _ fill: (inout AssessEvidence) -> Void = { _ in }
    ) -> Step { make(AssessEvidence { $0.evidenceID = evidence }, fill) }

    /// Personal data was found in evidence.
    public static func quarantine(_ evidence: EvidenceID = "E1") -> Step {
        Step(
            QuarantineEvidence {
                $0.evidenceID = evidence
                $0.kinds = ["id_number"]
            })
    }

    /// Evidence is erased.
    public static func erase(_ evidence: EvidenceID = "E1") -> Step {
        Step(
            EraseEvidence {
                $0.evidenceID = evidence
                $0.basis = .legalOrder
            })
    }

    /// A reviewer asks for more.
    public static func requestSupplement(
        _ fill: (inout RequestSupplement) -> Void = { _ in }
    ) -> Step { make(RequestSupplement { $0.requiredKinds = [.paymentRecord] }, fill) }

    /// The buyer gives it.
    public static func provideSupplement(_ evidence: EvidenceID...) -> Step {
        Step(ProvideSupplement { $0.evidenceIDs = evidence })
    }

    /// Somebody tries to reach the buyer.
    public static func contact(_ fill: (inout RecordContact) -> Void = { _ in }) -> Step {
        make(
            RecordContact {
                $0.medium = .phone
                $0.outcome = .noAnswer
            }, fill)
    }

    /// A reviewer is given the case.
    public static func assign(_ fill: (inout AssignReviewer) -> Void = { _ in }) -> Step {
        make(AssignReviewer { $0.reviewer = "reviewer-1" }, fill)
    }

    /// The buyer wants a part of the money: 40.00 of face value are unused.
    public static func negotiate(_ fill: (inout RequestNegotiation) -> Void = { _ in }) -> Step {
        make(
            RequestNegotiation {
                $0.evidenceIDs = ["E1"]
                $0.unused = 4_000
                $0.nonMalicious = true
            }, fill)
    }

    /// A reviewer offers a part; as much as allowed unless said.
    public static func offer(
        _ amount: Fen? = nil, _ fill: (inout MakeOffer) -> Void = { _ in }
    ) -> Step { make(MakeOffer { $0.amount = amount }, fill) }

    /// The buyer accepts.
    public static func accept(_ fill: (inout AcceptOffer) -> Void = { _ in }) -> Step {
        make(AcceptOffer(), fill)
    }

    /// The buyer declines.
    public static func decline(_ fill: (inout DeclineOffer) -> Void = { _ in }) -> Step {
        make(DeclineOffer(), fill)
    }

    /// A reviewer approves.
    public static func approve(
        _ basis: ReviewBasis = .full, fault: Fault? = nil, amount: Fen? = nil,
        _ fill: (inout Approve) -> Void = { _ in }
    ) -> Step {
        make(
            Approve {
                $0.basis = basis
                $0.fault = fault
                $0.amount = amount
            }, fill)
    }

    /// A reviewer rejects.
    public static func reject(
        _ reasons: RejectionReason..., fill: (inout Reject) -> Void = { _ in }
    ) -> Step {
        make(
            Reject {
                $0.reasonCodes = reasons.isEmpty ? [.evidenceInsufficient] : reasons
                $0.explanation = FreeText("凭证不足")
            }, fill)
    }

    /// The system decides.
    public static func autoReview(_ fill: (inout AutoReview) -> Void = { _ in }) -> Step {
        make(AutoReview(), fill)
    }

    /// The buyer appeals.
    public static func appeal(
        _ grounds: AppealGrounds = .wrongFacts, _ fill: (inout FileAppeal) -> Void = { _ in }
    ) -> Step { make(FileAppeal { $0.grounds = grounds }, fill) }

    /// The verdict stands.
    public static func uphold(_ fill: (inout DecideAppeal) -> Void = { _ in }) -> Step {
        make(
            DecideAppeal {
                $0.outcome = .verdictUpheld
                $0.reason = FreeText("维持原判")
            }, fill)
    }

    /// The verdict falls.
    public static func overturn(
        _ basis: ReviewBasis = .full, _ fill: (inout DecideAppeal) -> Void = { _ in }
    ) -> Step {
        make(
            DecideAppeal {
                $0.outcome = .verdictOverturned
                $0.reason = FreeText("改判")
                $0.basis = basis
            }, fill)
    }

    /// Finance undoes an approval, confirmed by a supervisor.
    public static func void(_ fill: (inout VoidVerdict) -> Void = { _ in }) -> Step {
        make(
            VoidVerdict {
                $0.reason = FreeText("重复审批")
                $0.confirmedBy = "supervisor-1"
            }, fill)
    }
}
