import Crypto
import EventLog
import RefundDomain
public import Units
import Vault

extension Ledger {
    /// When the built-in policy and calendar took effect: before any order, in year 1.
    public static let beginning = LocalDate(year: 1, month: 1, day: 1)?.start ?? .distantPast

    /// Publishes the built-in policy and calendar in a log that is still empty.
    ///
    /// They are events like all others, so that the log alone says by which rules it was decided.
    ///
    /// - Throws: ``EventStoreError`` when the log is not empty or cannot be written.
    public func initialize() async throws {
        var calendar = BuiltInCalendar.publication
        let digest = SHA256.hash(data: Array(BuiltInCalendar.text.utf8))
        calendar.sha256 = ContentHash(bytes: Array(digest)) ?? calendar.sha256
        var policy = PolicyPublished()
        policy.version = Policy.standard.version
        policy.effectiveFrom = Self.beginning
        policy.params = Policy.standard.parameters
        policy.vault = (sealing?.vault.name).map { Name($0) }
        var context = EventContext()
        context.actor = .ledger
        context.policy = policy.version
        context.calendar = calendar.version
        let drafts = [
            (Streams.policies, EventDraft(event: policy.event, context: context)),
            (Streams.calendars, EventDraft(event: calendar.event, context: context)),
        ]
        let parts = drafts.map { stream, draft in
            StreamAppend(
                stream: stream, expected: 0,
                events: [EventCodec.encode(draft, at: Self.beginning)])
        }
        let results = try await store.append([Append(parts: parts)], recordedAt: now())
        guard case .appended(first: 1, count: 2) = results.first else {
            throw EventStoreError.invalidRequest("the log is not empty")
        }
    }
}
