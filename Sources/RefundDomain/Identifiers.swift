public import Records
public import Units

/// An order, by its number on the platform; also the name of its stream.
public typealias OrderID = Identifier<Order>
/// A person, by the platform's name; separation of duties compares these (R58).
public typealias PersonID = Identifier<Actor>
/// A line of an order.
public typealias LineID = Identifier<OrderLine>
/// A tender of an order.
public typealias TenderID = Identifier<Tender>
/// A refund case; `C1`, `C2`, … when the caller leaves it out.
public typealias CaseID = Identifier<RefundCase>
/// A piece of evidence; `E1` and so on.
public typealias EvidenceID = Identifier<Evidence>
/// A verdict; `V1` and so on.
public typealias VerdictID = Identifier<Verdict>
/// An offer in a negotiation; `O1` and so on.
public typealias OfferID = Identifier<Offer>
/// A payout; `P1` and so on.
public typealias PayoutID = Identifier<Payout>
/// A chase; `H1` and so on.
public typealias ChaseID = Identifier<Chase>
/// A complaint; `K1` and so on.
public typealias ComplaintID = Identifier<Complaint>
/// A request for more evidence; `Q1` and so on.
public typealias SupplementID = Identifier<Supplement>
/// A request to apply late; `X1` and so on.
public typealias ExtensionID = Identifier<Extension>
/// An appeal; `A1` and so on.
public typealias AppealID = Identifier<Appeal>
/// A version of the policy.
public typealias PolicyVersion = Identifier<Policy>
/// A version of the calendar.
public typealias CalendarVersion = Identifier<WorkingCalendar>
/// A refund number (`out_refund_no`), under which a channel pays at most once (R34).
public typealias RefundNumber = Identifier<PayoutInitiated>
/// A reference to a note that is kept elsewhere.
public typealias TextReference = Identifier<NoteAdded>
/// A name that the ledger records and compares, but does not interpret.
public typealias Name = Identifier<AnyName>

/// What a ``Name`` names: anything.
public enum AnyName: Sendable {}

/// A rule of the article (`R34`) or a decision on a gap in it (`G13`).
public struct RuleID: FieldValue, Hashable, ExpressibleByStringLiteral {
    /// The letter and the number.
    public var text: String

    /// Creates the name of a rule.
    public init(stringLiteral text: String) { self.text = text }

    public static var kind: FieldKind { .identifier }
    public static var placeholder: RuleID { "" }
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> RuleID {
        try reader.text(kind) { RuleID(stringLiteral: $0) }
    }
    public func write<W: ValueWriter>(to writer: inout W) { writer.text(text) }
}

/// Who acts, and in which role.
public struct Actor: NestedRecord, Hashable {
    /// The person.
    public var id = PersonID.placeholder

    /// The role taken for this action.
    public var role = Role.buyer

    public init() {}

    /// Creates an actor.
    public init(_ id: PersonID, _ role: Role) {
        self.id = id
        self.role = role
    }

    /// The ledger itself, for what it decides without anyone asking.
    public static let ledger = Actor("ledger", .system)

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "id", &id)
        try visitor.field(2, "role", &role)
    }
}
