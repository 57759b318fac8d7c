import EventLog
import Records
import RefundDomain
import Units

/// The policy and the calendar that every ledger starts with; nobody asked for them.
enum AuditBuiltIn {
    /// Whether an event is one of the two: published by the ledger itself, at the beginning.
    static func isBuiltIn(_ recorded: RecordedEvent) -> Bool {
        guard recorded.header.position <= 2, recorded.header.context.actor == .ledger else {
            return false
        }
        return recorded.event.kind == .policyPublished || recorded.event.kind == .calendarPublished
    }

    /// How one of the two differs from what is built in; the calendar may have grown since.
    static func deviations(of recorded: RecordedEvent) -> [AuditDeviation] {
        guard case .policyPublished(let published) = recorded.event else { return [] }
        var context = EventContext()
        context.actor = .ledger
        context.policy = Policy.standard.version
        context.calendar = recorded.header.context.calendar
        let standard = PolicyPublished {
            $0.version = Policy.standard.version
            $0.effectiveFrom = Ledger.beginning
            $0.params = Policy.standard.parameters
            // Which keys seal a ledger's texts is the ledger's own choice.
            $0.vault = published.vault
        }
        return AuditComparison(order: nil).differences(
            recorded, EventDraft(event: standard.event, context: context))
    }
}
