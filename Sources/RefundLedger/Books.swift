import EventLog
import RefundDomain
import Units

/// What was published for all orders, and where its streams stand.
struct Books {
    /// All of it, as decisions look at it.
    private(set) var facts = Facts(policies: PolicyBook(), calendars: CalendarBook())
    /// Where the ledger's own streams stand.
    var versions: [StreamName: StreamVersion] = [:]
    /// The keys of actions about the whole ledger that this process has seen.
    var keys = UsedKeys()
    /// Whether the streams were read.
    var isLoaded = false

    /// The policies.
    var policies: PolicyBook { facts.policies }

    /// The calendars.
    var calendars: CalendarBook { facts.calendars }

    /// What was decided about personal data.
    var subjects: SubjectBook { facts.subjects }

    /// Takes note of an event of one of the ledger's own streams.
    mutating func evolve(_ recorded: RecordedEvent, in stream: StreamName) {
        versions[stream, default: 0] += 1
        if let key = recorded.header.key { keys.note(key, of: recorded.event) }
        facts.subjects.evolve(recorded)
        if case .policyPublished(let event) = recorded.event { facts.policies.add(event) }
        if case .calendarPublished(let event) = recorded.event {
            facts.calendars.add(event, at: recorded.header.occurredAt)
        }
    }
}
