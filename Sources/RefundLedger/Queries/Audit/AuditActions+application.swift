import EventLog
import Records
import RefundDomain
import Units

// Each list serves one group of the exhaustive switch in `AuditActions.bodies`; events of other
// groups never come here.
extension AuditActions {
    /// What leads to events of applications and of extensions.
    var application: [any ActionBody] {
        if case .refundApplied(let event) = head.event { return [applied(event)] }
        if case .applicationAmended(let event) = head.event { return [amended(event)] }
        if case .applicationWithdrawn(let event) = head.event {
            return [
                WithdrawApplication {
                    $0.caseID = event.caseID
                    $0.note = event.note
                }
            ]
        }
        if case .extensionRequested(let event) = head.event {
            return [
                RequestExtension {
                    $0.requestID = event.requestID
                    $0.reason = event.reason
                    $0.note = event.note
                }
            ]
        }
        if case .extensionGranted(let event) = head.event {
            return [
                GrantExtension {
                    $0.requestID = event.requestID
                    $0.newDeadlineAt = event.newDeadlineAt
                }
            ]
        }
        if case .extensionDenied(let event) = head.event {
            return [
                DenyExtension {
                    $0.requestID = event.requestID
                    $0.reason = event.reason
                }
            ]
        }
        return []
    }

    private func applied(_ event: RefundApplied) -> ApplyRefund {
        ApplyRefund {
            $0.caseID = event.caseID
            $0.lineIDs = event.lineIDs
            $0.reason = event.reason
            $0.claimedFault = event.claimedFault
            $0.amount = event.requested
            $0.description = event.description
        }
    }

    /// An amount that stayed the same may have been left out, and is then not looked at again.
    private func amended(_ event: ApplicationAmended) -> AmendApplication {
        let before = order.refundCase(event.caseID)?.requested
        return AmendApplication {
            $0.caseID = event.caseID
            $0.reason = event.reason
            $0.amount = event.requested == before ? nil : event.requested
            $0.description = event.description
        }
    }

    /// What leads to events of evidence and of the review before a verdict.
    var review: [any ActionBody] {
        if case .evidenceUploaded(let event) = head.event { return [uploaded(event)] }
        if case .evidenceAssessed(let event) = head.event { return [assessed(event)] }
        if case .evidenceQuarantined(let event) = head.event {
            return [
                QuarantineEvidence {
                    $0.evidenceID = event.evidenceID
                    $0.kinds = event.kinds
                    $0.detectorVersion = event.detectorVersion
                }
            ]
        }
        if case .evidenceErased(let event) = head.event {
            return [
                EraseEvidence {
                    $0.evidenceID = event.evidenceID
                    $0.basis = event.basis
                }
            ]
        }
        if case .supplementRequested(let event) = head.event {
            return [
                RequestSupplement {
                    $0.caseID = event.caseID
                    $0.requestID = event.requestID
                    $0.requiredKinds = event.requiredKinds
                    $0.note = event.note
                }
            ]
        }
        if case .supplementProvided(let event) = head.event {
            return [
                ProvideSupplement {
                    $0.caseID = event.caseID
                    $0.evidenceIDs = event.evidenceIDs
                }
            ]
        }
        if case .contactAttempted(let event) = head.event {
            return [
                RecordContact {
                    $0.caseID = event.caseID
                    $0.medium = event.medium
                    $0.outcome = event.outcome
                }
            ]
        }
        if case .reviewAssigned(let event) = head.event {
            return [
                AssignReviewer {
                    $0.caseID = event.caseID
                    $0.reviewer = event.reviewer
                }
            ]
        }
        return []
    }

    private func uploaded(_ event: EvidenceUploaded) -> UploadEvidence {
        UploadEvidence {
            $0.caseID = event.caseID
            $0.evidenceID = event.evidenceID
            $0.kind = event.kind
            $0.sha256 = event.sha256
            $0.byteSize = event.byteSize
            $0.mediaType = event.mediaType
            $0.sensitivity = event.sensitivity
            $0.keyID = event.keyID
        }
    }

    private func assessed(_ event: EvidenceAssessed) -> AssessEvidence {
        AssessEvidence {
            $0.evidenceID = event.evidenceID
            $0.clear = event.clear
            $0.complete = event.complete
            $0.unedited = event.unedited
            $0.relevant = event.relevant
            $0.note = event.note
        }
    }
}
