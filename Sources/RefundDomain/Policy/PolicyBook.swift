public import Units

/// Every policy that was ever published, and the one that is built in.
public struct PolicyBook: Equatable, Sendable {
    /// A published policy.
    public struct Publication: Equatable, Sendable {
        /// The event.
        public let event: PolicyPublished
        /// Its parameters.
        public let policy: Policy
    }

    /// The publications, in order of position.
    public private(set) var publications: [Publication] = []

    /// A book with nothing but the built-in policy, in force from the beginning.
    public init() {}

    /// Takes note of a publication.
    public mutating func add(_ event: PolicyPublished) {
        let policy = Policy().adopting(event.params, as: event.version)
        publications.append(Publication(event: event, policy: policy))
    }

    /// The publication of a version.
    public func publication(_ version: PolicyVersion) -> Publication? {
        place(of: version).map { publications[$0] }
    }

    /// The parameters of a version; those of the built-in policy for a name never published.
    public func policy(_ version: PolicyVersion) -> Policy {
        place(of: version).map { publications[$0].policy } ?? .standard
    }

    private func place(of version: PolicyVersion) -> Int? {
        let publications = publications
        return publications.indices.last { publications[$0].policy.version == version }
    }

    /// The policy in force at an instant: one for the platform before one for all, then the
    /// latest effective, then the latest published.
    public func inForce(at instant: Instant, platform: Name?) -> Policy {
        place(inForceAt: instant, platform: platform).map { publications[$0].policy } ?? .standard
    }

    /// The version of the policy in force at an instant; nothing else of it is copied.
    func versionInForce(at instant: Instant, platform: Name?) -> PolicyVersion {
        place(inForceAt: instant, platform: platform).map { publications[$0].policy.version }
            ?? Policy.standard.version
    }

    private func place(inForceAt instant: Instant, platform: Name?) -> Int? {
        var best: Int?
        // Places, not publications: those are large, and this is asked for every action.
        for place in publications.indices {
            let from = publications[place].effectiveFrom
            let isGeneral = publications[place].isGeneral
            guard from <= instant, isGeneral || publications[place].platform == platform else {
                continue
            }
            guard let current = best else {
                best = place
                continue
            }
            let isCloser = !isGeneral && publications[current].isGeneral
            let isFurther = isGeneral && !publications[current].isGeneral
            let isLater = from >= publications[current].effectiveFrom
            if isCloser || (!isFurther && isLater) { best = place }
        }
        return best
    }
}

extension PolicyBook.Publication {
    fileprivate var effectiveFrom: Instant { event.effectiveFrom }
    fileprivate var platform: Name? { event.platform }
    fileprivate var isGeneral: Bool { event.platform == nil }
}

/// Every calendar that was ever published.
public struct CalendarBook: Equatable, Sendable {
    /// The publications with their business instants, in order of position.
    public private(set) var publications: [(at: Instant, event: CalendarPublished)] = []

    private var calendars: [(from: Instant, calendar: WorkingCalendar)] = []

    /// A book without any publication.
    public init() {}

    /// Takes note of a publication, made at a business instant.
    public mutating func add(_ event: CalendarPublished, at instant: Instant) {
        publications.append((instant, event))
        if let latest = calendars.last, instant < latest.from { return bookAnew() }
        // Nearly always: it replaces days of what was in force, and nothing before it changes.
        let next = (calendars.last?.calendar ?? WorkingCalendar()).replacing(event)
        if calendars.last?.from == instant { calendars.removeLast() }
        calendars.append((instant, next))
    }

    /// Works out every calendar from all publications.
    private mutating func bookAnew() {
        let starts = Set(publications.map(\.at)).sorted()
        calendars = starts.map { start in
            let known = publications.filter { $0.at <= start }
            return (start, known.reduce(WorkingCalendar()) { $0.replacing($1.event) })
        }
    }

    /// The publication of a version.
    public func publication(_ version: CalendarVersion) -> CalendarPublished? {
        publications.last { $0.event.version == version }?.event
    }

    /// The calendar for actions at an instant: everything published at or before it.
    public func inForce(at instant: Instant) -> WorkingCalendar {
        // Places, not calendars: this is asked for every action.
        calendars.indices.last { calendars[$0].from <= instant }.map { calendars[$0].calendar }
            ?? WorkingCalendar()
    }

    public static func == (left: CalendarBook, right: CalendarBook) -> Bool {
        left.publications.elementsEqual(right.publications) { $0 == $1 }
    }
}
