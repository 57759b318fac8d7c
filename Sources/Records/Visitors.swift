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

/// Gathers everything in a record that a person wrote freely.
public struct FreeTextCollector: FieldVisitor {
    /// The texts, in order of field.
    public private(set) var texts: [String] = []

    /// The free texts of a record.
    public static func texts(of record: some Record) -> [String] {
        var collector = FreeTextCollector()
        var copy = record
        copy.visit(&collector)
        return collector.texts
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        value.collectFreeText(into: &texts)
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        value?.collectFreeText(into: &texts)
    }
}
