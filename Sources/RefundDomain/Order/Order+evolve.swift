import Records
import Units

extension Order {
    /// Folds one fact into the order; it copies, it never judges.
    public mutating func evolve(_ event: LedgerEvent, _ header: EventHeader) {
        folded.evolve(event, header)
    }
}

extension FoldedEvents {
    /// Folds one fact.
    ///
    /// The switch lists every event and has no `default`, so a new kind of event does not compile
    /// until someone has said what it means for an order.
    mutating func evolve(_ event: LedgerEvent, _ header: EventHeader) {
        // Most orders have fewer; room for a few at once instead of growing three times.
        if positions.isEmpty { positions.reserveCapacity(8) }
        positions.append(header.position)
        if let key = header.key, header.context.hasLedgerKey != true { keys.note(key, of: event) }
        latestEventAt = max(latestEventAt ?? header.occurredAt, header.occurredAt)
        if case .actionRefused = event { return }
        latestAt = max(latestAt ?? header.occurredAt, header.occurredAt)

        switch event {
        case .orderRegistered(let body): evolve(body, header)
        case .orderStateChanged(let body): state = body.to
        case .itemStateObserved(let body): evolve(body)
        case .refundApplied(let body): evolve(body, header)
        case .applicationAmended(let body): evolve(body, header)
        case .applicationWithdrawn(let body): evolve(body, header)
        case .extensionRequested(let body): extensions.append(Extension(id: body.requestID))
        case .extensionGranted(let body): decide(body.requestID, .granted(body.newDeadlineAt))
        case .extensionDenied(let body): decide(body.requestID, .denied)
        case .evidenceUploaded(let body): evolve(body, header)
        case .evidenceAssessed(let body): change(body.evidenceID) { $0.assessment = body }
        case .evidenceQuarantined(let body):
            change(body.evidenceID) { $0.status = .quarantined }
        case .evidenceErased(let body): change(body.evidenceID) { $0.status = .erased }
        case .supplementRequested(let body): evolve(body, header)
        case .supplementProvided(let body): evolve(body, header)
        case .supplementLapsed(let body): evolve(body, header)
        case .reviewAssigned(let body): evolve(body, header)
        case .negotiationRequested(let body): evolve(body, header)
        case .partialOfferMade(let body): evolve(body, header)
        case .partialOfferAccepted(let body): change(body.caseID) { $0.negotiation = nil }
        case .partialOfferDeclined(let body):
            endNegotiation(body.caseID, body.reviewDueAt, body.provisional, header)
        case .partialOfferLapsed(let body):
            endNegotiation(body.caseID, body.reviewDueAt, body.provisional, header)
        case .verdictApproved(let body): evolve(body, header)
        case .verdictRejected(let body): evolve(body, header)
        case .appealFiled(let body): evolve(body, header)
        case .appealDecided(let body): evolve(body, header)
        case .verdictVoided(let body): evolve(body, header)
        case .payoutInitiated(let body): evolve(body, header)
        case .payoutAccepted(let body): evolve(body, header)
        case .payoutSucceeded(let body): evolve(body, header)
        case .payoutFailed(let body): evolve(body, header)
        case .payoutRetried(let body): evolve(body, header)
        case .payoutReissued(let body): evolve(body, header)
        case .payoutReversed(let body): evolve(body, header)
        case .arrivalConfirmed(let body): evolve(body, header)
        case .arrivalPresumed(let body): evolve(body, header)
        case .arrivalDisputed(let body): evolve(body, header)
        case .statementLineMatched(let body): note(body.statementID, body.lineNo)
        case .statementMismatchFound(let body): evolve(body)
        case .payoutChased(let body): evolve(body, header)
        case .chaseAnswered(let body): evolve(body, header)
        case .complaintFiled(let body): evolve(body, header)
        case .complaintAcknowledged(let body):
            change(body.complaintID) { $0.state = .acknowledged }
        case .complaintResponded(let body): evolve(body, header)
        case .complaintEscalated(let body): change(body.complaintID) { $0.state = .escalated }
        case .complaintResolved(let body): evolve(body, header)
        case .complaintWithdrawn(let body): evolve(body, header)
        case .riskSignalRaised: riskSignalCount += 1
        case .slaBreachRecorded(let body):
            changeClock(body.caseID, body.clock, body.cycle) { $0.isBreachRecorded = true }
        case .deadlineRecomputed(let body):
            changeClock(body.caseID, body.clock, body.cycle) {
                $0.dueAt = body.newDueAt
                $0.isProvisional = body.provisional
                $0.calendar = body.calendarVersion
            }
        case .caseClosed(let body):
            change(body.caseID) {
                $0.status = .closedUnpaid
                $0.closedAt = header.occurredAt
            }
        case .chargebackObserved(let body): evolve(body)
        case .contactAttempted, .actionRefused, .offPlatformContactReported, .listingFlagged,
            .noteAdded, .correctionRecorded, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            break
        }
    }

    private mutating func evolve(_ body: OrderRegistered, _ header: EventHeader) {
        registered = [body]
        registeredPosition = header.position
        state = body.state
        items = body.lines.map { Item(line: $0) }
    }

    private mutating func evolve(_ body: ItemStateObserved) {
        guard let index = items.firstIndex(where: { $0.line.id == body.line }) else { return }
        guard body.source != .buyerClaim else {
            if let usage = body.facets.usage { items[index].claimedUsage = usage }
            return
        }
        items[index].checked.adopt(body.facets)
        if body.facets.usage != nil {
            items[index].used = UsedAmount(used: body.used, unit: body.unit)
        }
        if let activation = body.facets.activation {
            items[index].activatedAt = activation == .activated ? body.observedAt : nil
        }
    }

    private mutating func decide(_ request: ExtensionID, _ state: Extension.State) {
        guard let index = extensions.firstIndex(where: { $0.id == request }) else { return }
        extensions[index].state = state
    }

    private mutating func evolve(_ body: EvidenceUploaded, _ header: EventHeader) {
        evidence.append(
            Evidence(
                id: body.evidenceID, caseID: body.caseID, kind: body.kind, sha256: body.sha256,
                byteSize: body.byteSize, sensitivity: body.sensitivity, keyID: body.keyID,
                position: header.position))
    }

    private mutating func note(_ statement: Name, _ line: Int64?) {
        guard let line else { return }
        statementLines.insert(StatementLine(statement: statement, number: line))
    }

    private mutating func evolve(_ body: StatementMismatchFound) {
        note(body.statementID, body.lineNo)
        guard body.kind == .missingInStatement, let payout = body.payoutID else { return }
        missingLines.insert(MissingLine(statement: body.statementID, payout: payout))
    }

    private mutating func evolve(_ body: ChargebackObserved) {
        if let index = chargebacks.firstIndex(where: { $0.reference == body.channelRef }) {
            chargebacks[index].stages.append(body.stage)
        } else {
            chargebacks.append(Chargeback(reference: body.channelRef, stages: [body.stage]))
        }
    }
}

extension Facets {
    /// Takes over what was found; facets not looked at stay as they were.
    mutating func adopt(_ found: Facets) {
        secret = found.secret ?? secret
        usage = found.usage ?? usage
        activation = found.activation ?? activation
        binding = found.binding ?? binding
        validity = found.validity ?? validity
    }
}
