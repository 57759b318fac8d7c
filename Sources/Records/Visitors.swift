/// Lists the fields of a record without an instance of it.
public struct FieldCollector: FieldVisitor {
    private var fields: [FieldDescription] = []

    /// The fields of a record type, in order of number.
    public static func fields<T: Record>(of type: T.Type) -> [FieldDescription] {
        var collector = FieldCollector()
        var empty = T()
        empty.visit(&collector)
        return collector.fields
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        fields.append(.init(number: number, name: name, kind: T.kind, isOptional: false))
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        fields.append(.init(number: number, name: name, kind: T.kind, isOptional: true))
    }
}

/// Looks for a field of a record type that holds what a person wrote freely.
///
/// Descriptions of all fields would say it, too, but with the names of every code: ten milliseconds
/// at the start of each program.
public struct FreeTextSearch: FieldVisitor {
    private var isFound = false

    /// Whether a record type has such a field.
    public static func findsAny<T: Record>(in type: T.Type) -> Bool {
        var search = FreeTextSearch()
        var empty = T()
        empty.visit(&search)
        return search.isFound
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        if T.self == FreeText.self { isFound = true }
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        if T.self == FreeText.self { isFound = true }
    }
}

/// Gathers everything in a record that a person wrote freely.
public struct FreeTextCollector: FieldVisitor {
    /// In order of field.
    @usableFromInline
    var found: [FreeText] = []

    @usableFromInline
    init() {}

    /// The free texts of a record.
    @inlinable
    public static func texts<T: Record>(of record: T) -> [FreeText] {
        var collector = FreeTextCollector()
        var copy = record
        copy.visit(&collector)
        return collector.found
    }

    @inlinable
    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        value.collectFreeText(into: &found)
    }

    @inlinable
    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        value?.collectFreeText(into: &found)
    }
}

/// Replaces everything in a record that a person wrote freely.
///
/// A text is known by the number of its field, so it stands in the record itself, never in a list
/// or in a record inside it; a test makes sure of that.
public struct FreeTextReplacer<Failure: Error>: FieldVisitor {
    private let replace: (Int, FreeText) throws(Failure) -> FreeText

    /// The record with other texts.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - replace: Given each text with the number of its field.
    /// - Returns: The other record.
    /// - Throws: What `replace` throws.
    public static func replacing<T: Record>(
        in record: T, _ replace: @escaping (Int, FreeText) throws(Failure) -> FreeText
    ) throws(Failure) -> T {
        var replacer = FreeTextReplacer(replace: replace)
        var copy = record
        try copy.visit(&replacer)
        return copy
    }

    public mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T
    ) throws(Failure) {
        try value.replaceFreeText { text throws(Failure) in try replace(number, text) }
    }

    public mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T?
    ) throws(Failure) {
        try value?.replaceFreeText { text throws(Failure) in try replace(number, text) }
    }
}
