public import JSONText
import Records
import RefundDomain
import Units

extension Explanation {
    /// Writes the explanation as one JSON object; amounts in fen, times in Shanghai.
    public func write(to writer: inout JSONWriter) {
        let header = recorded.header
        writer.beginObject()
        writer.member("order", order.text)
        writer.member("case", refundCase.id.text)
        writer.member("verdict", verdict.id.text)
        writer.member("kind", verdict.approval == nil ? "rejected" : "approved")
        writer.member("position", header.position)
        writer.member("decided_at", header.occurredAt.shanghaiText)
        writer.member("decider", verdict.decider.text)
        writer.member("action", orNull: action?.name)
        writer.member("actor", header.context.actor.id.text)
        writer.member("role", header.context.actor.role.name)
        writer.member("superseded_by", orNull: verdict.supersededBy?.text)
        writer.member("voided", verdict.isVoided)
        writer.list("rules", rules) { $1.string($0.text) }
        if let approval = verdict.approval {
            writer.member("fault", approval.fault.name)
            writer.member("basis", approval.basis.name)
            writer.member("amount", approval.amount.amount)
        }
        if let rejection = verdict.rejection {
            writer.list("reasons", rejection.reasonCodes) { reason, writer in
                writer.beginObject()
                writer.member("code", reason.name)
                writer.member("rule", reason.rule.text)
                writer.member("curable", reason.isCurable)
                writer.endObject()
            }
            writer.member("explanation", rejection.explanation.shown)
            writer.member("referral", orNull: rejection.referral?.name)
        }
        writer.name("formula")
        if let formula { formula.write(to: &writer) } else { writer.null() }
        writer.name("known")
        known.write(to: &writer, refundCase)
        writer.name("decided_again")
        again.write(to: &writer)
        writer.endObject()
    }
}

extension Formula {
    func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for line in lines {
            writer.beginObject()
            writer.member("term", line.term.rawValue)
            writer.member("expression", line.expression)
            writer.member("value", line.value)
            writer.member("unit", line.term.unit.name)
            writer.endObject()
        }
        writer.endArray()
    }
}

extension Knowledge {
    func write(to writer: inout JSONWriter, _ refundCase: RefundCase) {
        writer.beginObject()
        writer.member("order_state", orderState.name)
        writer.member("applied_at", refundCase.appliedAt.shanghaiText)
        writer.member("revision", refundCase.revision)
        writer.member("reason", refundCase.reason.name)
        writer.member("requested", refundCase.requested.amount)
        writer.member("left", left.amount)
        writer.member("claimed_fault", orNull: refundCase.claimedFault?.name)
        writer.member("fault_of_reason", orNull: faultOfReason?.name)
        writer.member("route", refundCase.route.name)
        writer.member("risk_signals", Int64(riskSignals))
        writer.member("policy", policy.version.text)
        writer.member("calendar", calendar.text)
        writer.list("items", items) { $0.write(to: &$1) }
        writer.list("evidence", evidence) { $0.write(to: &$1) }
        writer.list("required_evidence", requiredEvidence) { $1.string($0.name) }
        writer.list("missing_evidence", missingEvidence) { $1.string($0.name) }
        writer.list("clocks", clocks) { $0.write(to: &$1) }
        writer.endObject()
    }
}

extension Item {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("line_id", line.id.text)
        writer.member("category", line.category.name)
        writer.member("paid", line.paid.amount)
        writer.member("secret", orNull: checked.secret?.name)
        writer.member("usage", orNull: checked.usage?.name)
        writer.member("activation", orNull: checked.activation?.name)
        writer.member("binding", orNull: checked.binding?.name)
        writer.member("validity", orNull: checked.validity?.name)
        writer.member("activated_at", orNull: activatedAt?.shanghaiText)
        writer.member("claimed_usage", orNull: claimedUsage?.name)
        writer.endObject()
    }
}

extension Redecision {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch self {
        case .same: writer.member("result", "same")
        case .impossible: writer.member("result", "impossible")
        case .refused(let refusal):
            writer.member("result", "refused")
            writer.member("code", refusal.code.name)
            writer.member("rule", orNull: refusal.rule?.text)
        case .different(let differences):
            writer.member("result", "different")
            writer.list("differences", differences) { difference, writer in
                writer.beginObject()
                writer.member("field", difference.field)
                writer.member("recorded", orNull: difference.recorded)
                writer.member("expected", orNull: difference.expected)
                writer.endObject()
            }
        }
        writer.endObject()
    }
}
