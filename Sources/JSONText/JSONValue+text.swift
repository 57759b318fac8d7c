extension JSONWriter {
    /// Writes a whole tree, members in the order they have.
    public mutating func value(_ value: JSONValue) {
        write(value, sorted: false)
    }

    /// Writes a whole tree in canonical form: every object's members sorted by the UTF-8 bytes of
    /// their names.
    public mutating func canonical(_ value: JSONValue) {
        write(value, sorted: true)
    }

    private mutating func write(_ value: JSONValue, sorted: Bool) {
        switch value {
        case .object(let members):
            beginObject()
            let ordered =
                sorted
                ? members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } : members
            for member in ordered {
                name(member.name)
                write(member.value, sorted: sorted)
            }
            endObject()
        case .array(let elements):
            beginArray()
            for element in elements { write(element, sorted: sorted) }
            endArray()
        case .string(let text): string(text)
        case .integer(let value): integer(value)
        case .number(let spelling): number(verbatim: spelling)
        case .bool(let value): bool(value)
        case .null: null()
        }
    }
}

extension JSONValue {
    /// The tree as compact text, members in the order they have.
    public var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The tree as compact bytes with sorted members.
    ///
    /// Equal for objects that differ only in the order of members, so fit for digests. Numbers keep
    /// their spelling: `1.0` is not `1e0`.
    public var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        writer.canonical(self)
        return writer.bytes
    }
}
