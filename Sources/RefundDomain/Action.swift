public import Records
public import Units

/// What somebody asks of the ledger: one line of input.
///
/// It is copied often on its way to a decision, so copies share their memory until one of them
/// changes.
public struct Action: Sendable {
    private struct Parts {
        var at: Instant
        var actor: Actor
        var order: OrderID?
        var key: ActionKey?
        var via: Via
        var client: Name?
        var onBehalfOf: PersonID?
        var body: any ActionBody
    }

    /// One element: an array is the memory that copies share until one of them changes.
    private var shared: [Parts]

    /// Creates an action.
    public init(
        at: Instant, actor: Actor, order: OrderID?, key: ActionKey? = nil, via: Via = .official,
        client: Name? = nil, onBehalfOf: PersonID? = nil, body: any ActionBody
    ) {
        shared = [
            Parts(
                at: at, actor: actor, order: order, key: key, via: via, client: client,
                onBehalfOf: onBehalfOf, body: body)
        ]
    }
}

extension Action {
    /// The business instant, in UTC milliseconds, by the caller's clock: "now" of the decision.
    public var at: Instant {
        _read { yield shared[0].at }
        _modify { yield &shared[0].at }
    }

    /// Who asks, and in which role.
    public var actor: Actor {
        _read { yield shared[0].actor }
        _modify { yield &shared[0].actor }
    }

    /// The order it is about; `nil` for actions about the whole ledger.
    public var order: OrderID? {
        _read { yield shared[0].order }
        _modify { yield &shared[0].order }
    }

    /// The idempotency key, with the digest of everything but `at`.
    public var key: ActionKey? {
        _read { yield shared[0].key }
        _modify { yield &shared[0].key }
    }

    /// By which way it reached the platform (R18).
    public var via: Via {
        _read { yield shared[0].via }
        _modify { yield &shared[0].via }
    }

    /// The program it came from; recorded, without effect (R19).
    public var client: Name? {
        _read { yield shared[0].client }
        _modify { yield &shared[0].client }
    }

    /// The buyer an agent acts for.
    public var onBehalfOf: PersonID? {
        _read { yield shared[0].onBehalfOf }
        _modify { yield &shared[0].onBehalfOf }
    }

    /// What is asked for.
    public var body: any ActionBody {
        _read { yield shared[0].body }
        _modify { yield &shared[0].body }
    }
}

/// Whose action it must be, beyond the role.
public enum Ownership: Sendable {
    /// Nobody's in particular.
    case anyone
    /// A buyer must be the order's buyer.
    case buyer
    /// A buyer must be the order's buyer, an agent must act on that buyer's behalf.
    case buyerOrAgent
}

/// What a kind of action is about.
public enum ActionScope: Sendable {
    /// One order, which must be named.
    case order
    /// One order, or all when none is named.
    case orderOrAll
    /// The policies.
    case policies
    /// The calendars.
    case calendars
    /// What is held about persons.
    case subjects
}

/// The data and the rules of one kind of action.
public protocol ActionBody: Record {
    /// The name under which it is asked for.
    static var name: ActionName { get }

    /// The roles that may ask for it.
    static var roles: [Role] { get }

    /// Whose it must be.
    static var ownership: Ownership { get }

    /// What it is about.
    static var scope: ActionScope { get }

    /// The case it names, if it does.
    var caseID: CaseID? { get }

    /// What is wrong with the data as such, whatever the order's history is.
    func inputFault(at instant: Instant) -> InputFault?

    /// Everything in it that a person wrote freely; found by the list of its fields.
    var freeTexts: [FreeText] { get }

    /// What must be known beyond the order; the shell looks it up before deciding.
    func questions(about order: Order) -> [Question]

    /// Whether the order already says what this action would record (section 2.1).
    func isRepeat(in order: Order) -> Bool

    /// Decides which facts follow; guards stand in the order of the contract.
    func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent]

    /// Who an event of this action is recorded for; the one who asked, unless the ledger acted.
    func actor(of event: LedgerEvent, askedBy actor: Actor) -> Actor
}

extension ActionBody {
    public static var ownership: Ownership { .anyone }
    public static var scope: ActionScope { .order }
    public var caseID: CaseID? { nil }
    public func inputFault(at instant: Instant) -> InputFault? { nil }
    public var freeTexts: [FreeText] { FreeTextCollector.texts(of: self) }
    public func questions(about order: Order) -> [Question] { [] }
    public func isRepeat(in order: Order) -> Bool { false }
    public func actor(of event: LedgerEvent, askedBy actor: Actor) -> Actor { actor }
}

/// Something about the rest of the ledger that a decision depends on.
public enum Question: Hashable, Sendable {
    /// Was this refund number ever used, in any order (R34)?
    case isRefundNumberUsed(RefundNumber)
    /// Does this digest stand in the evidence of another order?
    case isEvidenceElsewhere(ContentHash)
    /// Is anything held about this person that could be erased?
    case isSubjectHeld(PersonID)
}

/// What a decision must know beyond its order, looked up by the shell.
public struct Facts: Sendable {
    /// What was published for all orders.
    private struct Published {
        var policies: PolicyBook
        var calendars: CalendarBook
        var subjects: SubjectBook
    }

    /// One element: an array is the memory that copies share until one of them changes.
    private var published: [Published]

    /// The questions whose answer is yes.
    public var answeredYes: Set<Question>

    /// The SHA-256 digest of a calendar's days, for a publication.
    public var calendarDigest: ContentHash

    /// Creates the facts.
    public init(
        policies: PolicyBook, calendars: CalendarBook, answeredYes: Set<Question> = [],
        calendarDigest: ContentHash = ContentHash(), subjects: SubjectBook = SubjectBook()
    ) {
        published = [Published(policies: policies, calendars: calendars, subjects: subjects)]
        self.answeredYes = answeredYes
        self.calendarDigest = calendarDigest
    }

    /// Every policy published so far.
    public var policies: PolicyBook {
        _read { yield published[0].policies }
        _modify { yield &published[0].policies }
    }

    /// Every calendar published so far.
    public var calendars: CalendarBook {
        _read { yield published[0].calendars }
        _modify { yield &published[0].calendars }
    }

    /// What was decided about personal data so far.
    public var subjects: SubjectBook {
        _read { yield published[0].subjects }
        _modify { yield &published[0].subjects }
    }
}
