public import Records
public import Units

/// The working days of some years were published.
///
/// Rules: G10. Occurred at: the business instant of the action, in UTC milliseconds.
public struct CalendarPublished: EventBody {
    public static let kind = EventKind.calendarPublished
    public static let rules: [RuleID] = ["G10"]

    /// The name of the version.
    public var version = CalendarVersion.placeholder

    /// The SHA-256 digest of its days as lines `date,kind,name`, each ended by a newline.
    public var sha256 = ContentHash.placeholder

    /// The first year it replaces.
    public var firstYear = Int64.placeholder

    /// The last year it replaces.
    public var lastYear = Int64.placeholder

    /// The days that differ from Monday to Friday.
    public var days = [CalendarDay].placeholder

    public init() {}

    public var event: LedgerEvent { .calendarPublished(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "version", &version)
        try visitor.field(2, "sha256", &sha256)
        try visitor.field(3, "first_year", &firstYear)
        try visitor.field(4, "last_year", &lastYear)
        try visitor.field(5, "days", &days)
    }
}
