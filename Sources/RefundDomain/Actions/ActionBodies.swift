/// Something that is done for a kind of action, whichever it is, such as reading one.
///
/// A generic function instead of a value of type `any ActionBody.Type`, so that the compiler makes
/// the code for each kind and nothing is looked up while it runs.
public protocol ActionKindVisitor {
    /// What comes of it.
    associatedtype Outcome
    /// What can go wrong.
    associatedtype Failure: Error

    /// Does it for a kind of action.
    mutating func visit<Body: ActionBody>(_ kind: Body.Type) throws(Failure) -> Outcome
}

extension ActionName {
    /// Does something for the kind of action that has this name.
    ///
    /// To add an action: write it in `Actions/`, add its name at the end of ``ActionName`` and its
    /// line here.
    @inlinable
    public func accept<V: ActionKindVisitor>(
        _ visitor: inout V
    ) throws(V.Failure) -> V.Outcome {
        switch self {
        case .registerOrder: try visitor.visit(RegisterOrder.self)
        case .changeOrderState: try visitor.visit(ChangeOrderState.self)
        case .observeItem: try visitor.visit(ObserveItem.self)
        case .applyRefund: try visitor.visit(ApplyRefund.self)
        case .amendApplication: try visitor.visit(AmendApplication.self)
        case .withdrawApplication: try visitor.visit(WithdrawApplication.self)
        case .requestExtension: try visitor.visit(RequestExtension.self)
        case .grantExtension: try visitor.visit(GrantExtension.self)
        case .denyExtension: try visitor.visit(DenyExtension.self)
        case .uploadEvidence: try visitor.visit(UploadEvidence.self)
        case .assessEvidence: try visitor.visit(AssessEvidence.self)
        case .quarantineEvidence: try visitor.visit(QuarantineEvidence.self)
        case .eraseEvidence: try visitor.visit(EraseEvidence.self)
        case .requestSupplement: try visitor.visit(RequestSupplement.self)
        case .provideSupplement: try visitor.visit(ProvideSupplement.self)
        case .recordContact: try visitor.visit(RecordContact.self)
        case .assignReviewer: try visitor.visit(AssignReviewer.self)
        case .requestNegotiation: try visitor.visit(RequestNegotiation.self)
        case .makeOffer: try visitor.visit(MakeOffer.self)
        case .acceptOffer: try visitor.visit(AcceptOffer.self)
        case .declineOffer: try visitor.visit(DeclineOffer.self)
        case .approve: try visitor.visit(Approve.self)
        case .reject: try visitor.visit(Reject.self)
        case .autoReview: try visitor.visit(AutoReview.self)
        case .fileAppeal: try visitor.visit(FileAppeal.self)
        case .decideAppeal: try visitor.visit(DecideAppeal.self)
        case .voidVerdict: try visitor.visit(VoidVerdict.self)
        case .initiatePayout: try visitor.visit(InitiatePayout.self)
        case .retryPayout: try visitor.visit(RetryPayout.self)
        case .reissuePayout: try visitor.visit(ReissuePayout.self)
        case .reportPayoutAccepted: try visitor.visit(ReportPayoutAccepted.self)
        case .reportPayoutSucceeded: try visitor.visit(ReportPayoutSucceeded.self)
        case .reportPayoutFailed: try visitor.visit(ReportPayoutFailed.self)
        case .reportPayoutReversed: try visitor.visit(ReportPayoutReversed.self)
        case .confirmArrival: try visitor.visit(ConfirmArrival.self)
        case .disputeArrival: try visitor.visit(DisputeArrival.self)
        case .reconcileLine: try visitor.visit(ReconcileLine.self)
        case .reportMissingLine: try visitor.visit(ReportMissingLine.self)
        case .chasePayout: try visitor.visit(ChasePayout.self)
        case .answerChase: try visitor.visit(AnswerChase.self)
        case .fileComplaint: try visitor.visit(FileComplaint.self)
        case .acknowledgeComplaint: try visitor.visit(AcknowledgeComplaint.self)
        case .respondComplaint: try visitor.visit(RespondComplaint.self)
        case .escalateComplaint: try visitor.visit(EscalateComplaint.self)
        case .resolveComplaint: try visitor.visit(ResolveComplaint.self)
        case .withdrawComplaint: try visitor.visit(WithdrawComplaint.self)
        case .reportOffPlatform: try visitor.visit(ReportOffPlatform.self)
        case .raiseRiskSignal: try visitor.visit(RaiseRiskSignal.self)
        case .flagListing: try visitor.visit(FlagListing.self)
        case .addNote: try visitor.visit(AddNote.self)
        case .recordCorrection: try visitor.visit(RecordCorrection.self)
        case .reportChargeback: try visitor.visit(ReportChargeback.self)
        case .recomputeDeadlines: try visitor.visit(RecomputeDeadlines.self)
        case .sweep: try visitor.visit(Sweep.self)
        case .publishPolicy: try visitor.visit(PublishPolicy.self)
        case .publishCalendar: try visitor.visit(PublishCalendar.self)
        case .eraseSubject: try visitor.visit(EraseSubject.self)
        case .restrictSubject: try visitor.visit(RestrictSubject.self)
        }
    }
}

/// Every action the ledger understands, in order of ``ActionName``.
public let actionBodies: [any ActionBody.Type] = ActionName.allCases.map { name in
    var kinds = KindOfAction()
    return name.accept(&kinds)
}

/// The kind itself.
private struct KindOfAction: ActionKindVisitor {
    func visit<Body: ActionBody>(_ kind: Body.Type) -> any ActionBody.Type { kind }
}
