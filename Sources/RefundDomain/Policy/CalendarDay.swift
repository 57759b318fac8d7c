public import Records
public import Units

/// A published day that differs from Monday to Friday, or confirms it.
public struct CalendarDay: NestedRecord, Hashable {
    /// The day in Shanghai.
    public var date = LocalDate.placeholder

    /// Holiday or working day.
    public var kind = DayKind.placeholder

    /// Why, for people.
    public var name = Name.placeholder

    public init() {}

    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "date", &date)
        try visitor.field(2, "kind", &kind)
        try visitor.field(3, "name", &name)
    }
}
