public import Records

/// Every closed list of codes, in order of name.
///
/// A list has the name of its type, for example `ProductCategory`. Fields of events refer to a list
/// by its codes, which are no other list's.
public enum CodeLists {
    /// The lists; a test finds any that is forgotten here.
    public static let all: [any Code.Type] = [
        ActionName.self, ActivationState.self, AmountUnit.self, AppealGrounds.self,
        AppealOutcome.self, ApplicationWarning.self, Basis.self, BindingState.self,
        BuyerFaultMode.self, CaseOutcome.self, CaseStatus.self, ChannelStatus.self,
        ChargebackStage.self, ClockName.self, ClockOutcome.self, ComplaintChannel.self,
        ComplaintDemand.self, ComplaintFlag.self, ComplaintOutcome.self, ComplaintState.self,
        ComplaintSubject.self, ComponentKind.self, ContactMedium.self, ContactOutcome.self,
        Currency.self, DayKind.self, Destination.self, ErasureBasis.self,
        EscalationChannel.self, EventKind.self, EvidenceKind.self, EvidenceStatus.self,
        ExplanationCode.self, ExtensionDenialReason.self, ExtensionReason.self, Fault.self,
        Judgement.self, ListingFlagReason.self, MismatchKind.self, ObservationSource.self,
        OffPlatformMedium.self, OrderState.self, PayoutStatus.self, PersonalDataKind.self,
        ProductCategory.self, ProposedBy.self, ProrataUnit.self, Reason.self, Referral.self,
        RefundStatus.self, RefusalCode.self, RejectionReason.self, Remedy.self,
        RestrictionGround.self,
        ReviewBasis.self, ReviewMode.self, Role.self, Rounding.self, Route.self,
        SecretState.self, Sensitivity.self, TenderChannel.self, UsageState.self,
        ValidityState.self, Via.self, WindowBasis.self,
    ]

    /// The name of the list that has these codes; `nil` when there is none.
    public static func name(of codes: [String]) -> String? {
        all.first { $0.names == codes }.map { "\($0)" }
    }
}
