import EventLog
import Records
import RefundDomain
import Units

extension AuditActions {
    /// What leads to events of negotiations, verdicts and appeals.
    var verdict: [any ActionBody] {
        if case .negotiationRequested(let event) = head.event { return [negotiation(event)] }
        if case .partialOfferMade(let event) = head.event {
            return [
                MakeOffer {
                    $0.caseID = event.caseID
                    $0.offerID = event.offerID
                    $0.amount = event.amount
                    $0.note = event.note
                }
            ]
        }
        if case .partialOfferAccepted(let event) = head.event {
            return [
                AcceptOffer {
                    $0.caseID = event.caseID
                    $0.offerID = event.offerID
                }
            ]
        }
        if case .partialOfferDeclined(let event) = head.event {
            return [
                DeclineOffer {
                    $0.caseID = event.caseID
                    $0.offerID = event.offerID
                }
            ]
        }
        if case .verdictApproved(let event) = head.event { return [approved(event)] }
        if case .verdictRejected(let event) = head.event { return [rejected(event)] }
        if case .appealFiled(let event) = head.event { return [appealed(event)] }
        if case .appealDecided(let event) = head.event { return [decided(event)] }
        if case .verdictVoided(let event) = head.event {
            return [
                VoidVerdict {
                    $0.caseID = event.caseID
                    $0.reason = event.reason
                    $0.confirmedBy = event.confirmedBy
                }
            ]
        }
        return []
    }

    private func negotiation(_ event: NegotiationRequested) -> RequestNegotiation {
        RequestNegotiation {
            $0.caseID = event.caseID
            $0.evidenceIDs = event.evidenceIDs
            $0.unused = event.unused
            $0.unit = event.unit
            $0.nonMalicious = event.nonMalicious
            $0.note = event.note
        }
    }

    /// The amount is left out: the formula must give it.
    private func approved(_ event: VerdictApproved) -> any ActionBody {
        guard head.header.context.actor.role != .system else {
            return AutoReview { $0.caseID = event.caseID }
        }
        return Approve {
            $0.caseID = event.caseID
            $0.basis = ReviewBasis(event.basis)
            $0.fault = event.fault
            $0.note = event.note
        }
    }

    private func rejected(_ event: VerdictRejected) -> any ActionBody {
        guard head.header.context.actor.role != .system else {
            return AutoReview { $0.caseID = event.caseID }
        }
        return Reject {
            $0.caseID = event.caseID
            $0.reasonCodes = event.reasonCodes
            $0.explanation = event.explanation
        }
    }

    private func appealed(_ event: AppealFiled) -> FileAppeal {
        FileAppeal {
            $0.caseID = event.caseID
            $0.appealID = event.appealID
            $0.grounds = event.grounds
            $0.evidenceIDs = event.evidenceIDs
            $0.note = event.note
        }
    }

    /// An appeal that overturns says its basis and fault in the verdict that follows.
    private func decided(_ event: AppealDecided) -> DecideAppeal {
        DecideAppeal {
            $0.caseID = event.caseID
            $0.outcome = event.outcome
            $0.reason = event.reason
            guard event.outcome == .verdictOverturned else { return }
            $0.basis = .full
            guard case .verdictApproved(let verdict) = next else { return }
            $0.basis = ReviewBasis(verdict.basis)
            $0.fault = verdict.fault
        }
    }

    /// What leads to events of control.
    var control: [any ActionBody] {
        if case .offPlatformContactReported(let event) = head.event {
            return [
                ReportOffPlatform {
                    $0.medium = event.medium
                    $0.proposedBy = event.proposedBy
                    $0.note = event.note
                }
            ]
        }
        if case .riskSignalRaised(let event) = head.event {
            return [
                RaiseRiskSignal {
                    $0.signal = event.signal
                    $0.inputs = event.inputs
                }
            ]
        }
        if case .listingFlagged(let event) = head.event {
            return [
                FlagListing {
                    $0.sku = event.sku
                    $0.reason = event.reason
                }
            ]
        }
        if case .noteAdded(let event) = head.event {
            return [
                AddNote {
                    $0.caseID = event.caseID
                    $0.textRef = event.textRef
                }
            ]
        }
        if case .correctionRecorded(let event) = head.event {
            return [
                RecordCorrection {
                    $0.correctsPosition = event.correctsPosition
                    $0.field = event.field
                    $0.value = event.value
                    $0.reason = event.reason
                }
            ]
        }
        return []
    }
}

extension ReviewBasis {
    /// The basis a reviewer gave; a negotiated one comes from an offer alone, never from a review.
    fileprivate init(_ basis: Basis) {
        self =
            switch basis {
            case .full, .negotiated: .full
            case .lessFee: .lessFee
            case .prorata: .prorata
            case .unusedValue: .unusedValue
            }
    }
}
