import EventLog
import Records
import RefundDomain
import Units

extension AuditActions {
    /// What leads to events of chases and complaints.
    var complaint: [any ActionBody] {
        if case .payoutChased(let event) = head.event {
            return [
                ChasePayout {
                    $0.caseID = event.caseID
                    $0.chaseID = event.chaseID
                    $0.note = event.note
                }
            ]
        }
        if case .chaseAnswered(let event) = head.event {
            return [
                AnswerChase {
                    $0.chaseID = event.chaseID
                    $0.note = event.note
                }
            ]
        }
        if case .complaintFiled(let event) = head.event { return [filed(event)] }
        if case .complaintAcknowledged(let event) = head.event {
            return [AcknowledgeComplaint { $0.complaintID = event.complaintID }]
        }
        if case .complaintResponded(let event) = head.event { return [responded(event)] }
        if case .complaintEscalated(let event) = head.event {
            return [
                EscalateComplaint {
                    $0.complaintID = event.complaintID
                    $0.toChannel = EscalationChannel(event.toChannel)
                    $0.externalRef = event.externalRef
                }
            ]
        }
        if case .complaintResolved(let event) = head.event {
            return [
                ResolveComplaint {
                    $0.complaintID = event.complaintID
                    $0.outcome = event.outcome
                }
            ]
        }
        if case .complaintWithdrawn(let event) = head.event {
            return [
                WithdrawComplaint {
                    $0.complaintID = event.complaintID
                    $0.note = event.note
                }
            ]
        }
        return []
    }

    private func filed(_ event: ComplaintFiled) -> FileComplaint {
        FileComplaint {
            $0.caseID = event.caseID
            $0.complaintID = event.complaintID
            $0.channel = event.channel
            $0.externalRef = event.externalRef
            $0.subject = event.subject
            $0.demand = event.demand
            $0.priorChaseID = event.priorChaseID
            $0.note = event.note
        }
    }

    private func responded(_ event: ComplaintResponded) -> RespondComplaint {
        RespondComplaint {
            $0.complaintID = event.complaintID
            $0.explanationCode = event.explanationCode
            $0.commitmentAt = event.commitmentAt
            $0.note = event.note
        }
    }
}

extension EscalationChannel {
    /// The channel somebody gave; the platform's own channels are no escalation, so an event that
    /// names one differs from any decision.
    fileprivate init(_ channel: ComplaintChannel) {
        self =
            switch channel {
            case .hotline12321: .hotline12321
            case .hotline12315: .hotline12315
            case .platformOnline, .platformEmail, .other: .other
            }
    }
}
