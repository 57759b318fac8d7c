internal import Foundation
public import JSONText
public import Records
public import Units

/// Writes records as JSON objects with their permanent field names, for people and programs.
public struct JSONRecordEncoder: ValueWriter, FieldVisitor {
    /// What was written so far.
    public var writer: JSONWriter

    /// Whether sealed texts are written as what stands in the log, so that nothing is lost.
    private let keepsSeals: Bool

    /// Whether fields are left out whose text anybody could read in the log.
    var leavesPlainTextOut = false

    /// The names of the fields that were left out.
    private(set) var fieldsLeftOut: [String] = []

    /// Goes on writing where a writer stands.
    ///
    /// - Parameters:
    ///   - writer: The writer.
    ///   - keepsSeals: Whether a sealed text is written as `{"sealed": …}` with what stands in the
    ///     log, in Base64, and with its `text` when it was opened; else as the text, or as what
    ///     stands in its place.
    public init(_ writer: JSONWriter = JSONWriter(), keepsSeals: Bool = false) {
        self.writer = writer
        self.keepsSeals = keepsSeals
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        guard !isLeftOut(name, value) else { return }
        writer.name(name)
        value.write(to: &self)
    }

    public mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        guard let value, !isLeftOut(name, value) else { return }
        writer.name(name)
        value.write(to: &self)
    }

    /// Whether a value is text that a person wrote and nobody sealed, or an object that the ledger
    /// keeps without reading it.
    private mutating func isLeftOut<T: FieldValue>(_ name: String, _ value: T) -> Bool {
        guard leavesPlainTextOut else { return false }
        var isPlain = T.kind == .object
        if case .plain? = value as? FreeText { isPlain = true }
        if isPlain { fieldsLeftOut.append(name) }
        return isPlain
    }

    public mutating func record<T: Record>(_ value: T) {
        writer.beginObject()
        var copy = value
        copy.visit(&self)
        writer.endObject()
    }

    public mutating func list<T: FieldValue>(_ values: [T]) {
        writer.beginArray()
        for value in values { value.write(to: &self) }
        writer.endArray()
    }

    public mutating func integer(_ value: Int64) { writer.integer(value) }
    public mutating func bool(_ value: Bool) { writer.bool(value) }
    public mutating func text(_ value: String) { writer.string(value) }
    public mutating func freeText(_ value: FreeText) {
        switch value {
        case .plain(let text): writer.string(text)
        case .sealed(let bytes): seal(bytes, nil)
        case .opened(let bytes, let content) where keepsSeals: seal(bytes, content)
        case .opened(_, let content): writer.string(content.shown)
        }
    }

    private mutating func seal(_ bytes: [UInt8], _ content: SealedContent?) {
        guard keepsSeals else { return writer.string(FreeText.sealed(bytes).shown) }
        writer.beginObject()
        writer.member(Self.sealMember, Data(bytes).base64EncodedString())
        if let content { writer.member(Self.textMember, content.shown) }
        writer.endObject()
    }

    fileprivate static let sealMember = "sealed"
    fileprivate static let textMember = "text"

    public mutating func instant(_ value: Instant) { writer.string(value.shanghaiText) }
    public mutating func digest(_ value: ContentHash) { writer.string(value.hex) }
    public mutating func code(_ number: Int, _ name: @autoclosure () -> String) {
        writer.string(name())
    }
    public mutating func null() { writer.null() }

    public mutating func object(_ json: String) {
        guard let value = try? JSONValue.parse(json) else {
            writer.string(json)
            return
        }
        writer.value(value)
    }
}

/// Reads records from JSON, strictly: a field that is unknown, missing or of another type is an
/// error that names the field.
///
/// The way to a field is put together only when there is an error to report.
struct JSONRecordDecoder: ValueReader, FieldVisitor {
    private var value: JSONValue
    private var members: [JSONMember] = []
    private var foundCount = 0
    private var next = 0
    private let isRecorded: Bool

    /// Starts at a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - isRecorded: Whether it is of an event: there a list may be empty, a text sealed, and what
    ///     follows from an instant may lie behind the year 9999; in actions not.
    init(_ value: JSONValue, isRecorded: Bool = false) {
        self.value = value
        self.isRecorded = isRecorded
    }

    /// Reads some of an object's fields; others may stand beside them until ``finish(_:_:)``.
    mutating func fields<T: Record>(of type: T.Type) throws(InputError) -> T {
        if members.isEmpty { try enter() }
        var record = T()
        try record.visit(&self)
        return record
    }

    /// Makes sure that an object had no other fields than those of two records.
    func finish<T: Record>(_ first: T.Type, _ second: any Record.Type) throws(InputError) {
        guard foundCount < members.count else { return }
        throw unknownField(FieldCollector.fields(of: first), descriptions(of: second))
    }

    mutating func record<T: Record>(_ type: T.Type) throws(InputError) -> T {
        let outer = (members, foundCount, next)
        try enter()
        var record = T()
        try record.visit(&self)
        if foundCount < members.count {
            throw unknownField(FieldCollector.fields(of: type), [])
        }
        (members, foundCount, next) = outer
        return record
    }

    private mutating func enter() throws(InputError) {
        guard case .object(let object) = value else { throw mismatch("an object") }
        members = object
        foundCount = 0
        next = 0
    }

    private func descriptions<T: Record>(of type: T.Type) -> [FieldDescription] {
        FieldCollector.fields(of: type)
    }

    private func unknownField(
        _ first: [FieldDescription], _ second: [FieldDescription]
    ) -> InputError {
        let known = (first + second).map(\.name)
        let unknown = members.first { !known.contains($0.name) }?.name ?? "?"
        let names = known.isEmpty ? "none" : known.joined(separator: ", ")
        return InputError(
            field: unknown, expected: "one of the known fields (\(names))",
            found: "an unknown field")
    }

    mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T
    ) throws(InputError) {
        guard try find(name) else {
            throw InputError(field: name, expected: T.kind.inputDescription, found: "nothing")
        }
        value = try read(name)
    }

    mutating func field<T: FieldValue>(
        _ number: Int, _ name: String, _ value: inout T?
    ) throws(InputError) {
        value = try find(name) ? try read(name) : nil
    }

    /// Makes a member's value the one to read, if the object has it.
    ///
    /// Most writers keep the order of the fields, so it looks first behind the last one found.
    private mutating func find(_ name: String) throws(InputError) -> Bool {
        let length = name.utf8.count
        var index = next
        for _ in members.indices {
            if index >= members.count { index = 0 }
            // Lengths first: most names differ in them, and they cost nothing to compare.
            if members[index].name.utf8.count == length, members[index].name == name {
                value = members[index].value
                foundCount += 1
                next = index + 1
                return true
            }
            index += 1
        }
        return false
    }

    private mutating func read<T: FieldValue>(_ name: String) throws(InputError) -> T {
        do throws(InputError) { return try T.read(from: &self) } catch {
            throw error.inside(name)
        }
    }

    mutating func list<T: FieldValue>(of type: T.Type) throws(InputError) -> [T] {
        guard case .array(let elements) = value else { throw mismatch("a list") }
        guard isRecorded || !elements.isEmpty else {
            throw mismatch("a list with at least one value")
        }
        var values: [T] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            value = element
            do throws(InputError) { values.append(try T.read(from: &self)) } catch {
                throw error.inside("[\(index)]")
            }
        }
        return values
    }

    mutating func integer() throws(InputError) -> Int64 {
        guard case .integer(let number) = value else { throw mismatch("a whole number") }
        guard FieldKind.integers.contains(number) else {
            throw mismatch("a whole number of at most \(FieldKind.integers.upperBound)")
        }
        return number
    }

    mutating func bool() throws(InputError) -> Bool {
        guard case .bool(let flag) = value else { throw mismatch("true or false") }
        return flag
    }

    mutating func text<T>(
        _ kind: FieldKind, _ convert: (String) -> T?
    ) throws(InputError) -> T {
        guard case .string(let text) = value, let result = convert(text) else {
            throw mismatch(kind.inputDescription)
        }
        // SQLite has such a name, and tools that read it end it there.
        guard isRecorded || kind != .identifier || !text.hasZero else {
            throw mismatch("a text without the character U+0000")
        }
        return result
    }

    /// A text; in events also a sealed one, whose text, if it stands beside it, is passed over.
    mutating func freeText() throws(InputError) -> FreeText {
        if case .string(let text) = value { return .plain(text) }
        guard isRecorded, case .object(let members) = value,
            members.allSatisfy({
                [JSONRecordEncoder.sealMember, JSONRecordEncoder.textMember].contains($0.name)
            }),
            case .string(let base64) = value[JSONRecordEncoder.sealMember],
            let data = Data(base64Encoded: base64), data.base64EncodedString() == base64
        else { throw mismatch(FieldKind.freeText.inputDescription) }
        return .sealed(Array(data))
    }

    mutating func instant() throws(InputError) -> Instant {
        guard case .string(let text) = value,
            let instant = isRecorded ? Instant(recorded: text) : Instant(text)
        else { throw mismatch(FieldKind.instant.inputDescription) }
        return instant
    }

    mutating func digest() throws(InputError) -> ContentHash {
        guard case .string(let text) = value, let digest = ContentHash(hex: text) else {
            throw mismatch(FieldKind.digest.inputDescription)
        }
        return digest
    }

    mutating func object() throws(InputError) -> String {
        guard case .object = value else { throw mismatch("an object") }
        return String(decoding: value.canonicalBytes, as: UTF8.self)
    }

    mutating func code<T>(
        _ names: @autoclosure () -> [String], _ convert: (UInt8) -> T?
    ) throws(InputError) -> T {
        let names = names()
        guard case .string(let text) = value, let index = names.firstIndex(of: text) else {
            throw mismatch(FieldKind.code(names).inputDescription)
        }
        guard let code = convert(UInt8(truncatingIfNeeded: index + 1)) else {
            preconditionFailure("\(T.self) is not numbered from 1 without gaps")
        }
        return code
    }

    mutating func isNull() throws(InputError) -> Bool { value == .null }

    private func mismatch(_ expected: String) -> InputError {
        InputError(field: nil, expected: expected, found: value.inputDescription)
    }
}

extension FieldKind {
    /// The kind as a person is told to write it.
    var inputDescription: String {
        switch self {
        case .integer, .fen: "a whole number"
        case .instant: "a time such as 2026-03-10T14:00:00+08:00"
        case .date: "a date such as 2026-03-10"
        case .bool: "true or false"
        case .identifier: "a text that is not empty"
        case .freeText: "a text"
        case .digest: "64 lower-case hexadecimal digits"
        case .object, .record: "an object"
        case .code(let names): "one of \(names.joined(separator: ", "))"
        case .list(let kind): "a list of \(kind.inputDescription)"
        case .nullable(let kind): "\(kind.inputDescription) or null"
        }
    }
}

extension JSONValue {
    /// The value as a message quotes it, cut to a bearable length.
    var inputDescription: String {
        let text = text
        return text.count > 60 ? "\(text.prefix(60))…" : text
    }
}
