import EventLog
import RefundDomain
import Units

/// What was published for all orders, and where its streams stand.
struct Books {
    /// The policies.
    var policies = PolicyBook()
    /// The calendars.
    var calendars = CalendarBook()
    /// What was decided about personal data.
    var subjects = SubjectBook()
    /// Where the ledger's own streams stand.
    var versions: [StreamName: StreamVersion] = [:]
    /// The keys of actions about the whole ledger that this process has seen.
    var keys = UsedKeys()
    /// Whether the streams were read.
    var isLoaded = false

    /// Takes note of an event of one of the ledger's own streams.
    mutating func evolve(_ recorded: RecordedEvent, in stream: StreamName) {
        versions[stream, default: 0] += 1
        if let key = recorded.header.key { keys.note(key, of: recorded.event) }
        subjects.evolve(recorded)
        if case .policyPublished(let event) = recorded.event { policies.add(event) }
        if case .calendarPublished(let event) = recorded.event {
            calendars.add(event, at: recorded.header.occurredAt)
        }
    }
}
