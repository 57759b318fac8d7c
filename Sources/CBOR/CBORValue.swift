/// One item as a tree, for tests, tools and showing entries to people.
///
/// Reading events goes through ``CBORReader``, which allocates nothing.
public indirect enum CBORValue: Hashable, Sendable {
    /// An integer.
    case integer(Int64)

    /// A byte string.
    case bytes([UInt8])

    /// A text string.
    case text(String)

    /// An array.
    case array([CBORValue])

    /// A map; in any order in memory, ascending by encoded key when it was decoded.
    case map([Pair])

    /// `true` or `false`.
    case bool(Bool)

    /// `null`.
    case null

    /// One key of a map with its value.
    public struct Pair: Hashable, Sendable {
        /// The key.
        public let key: CBORValue

        /// The value.
        public let value: CBORValue

        /// Creates a pair.
        public init(_ key: CBORValue, _ value: CBORValue) {
            self.key = key
            self.value = value
        }
    }
}

extension CBORValue {
    /// Decodes exactly one item, under all the rules of ``CBORReader``.
    public static func decode(_ bytes: ArraySlice<UInt8>) throws(CBORError) -> CBORValue {
        var check = CBORReader(bytes)
        try check.skipItem()
        try check.finish()
        var reader = CBORReader(bytes)
        return try item(&reader)
    }

    /// The item's only encoding; the pairs of maps are sorted on the way.
    ///
    /// - Throws: ``CBORError/duplicateKey(offset:)`` or ``CBORError/nestedTooDeep(offset:)``.
    public func encode() throws(CBORError) -> [UInt8] {
        var writer = CBORWriter()
        try write(to: &writer, depth: 0)
        var check = CBORReader(writer.bytes[...])
        try check.skipItem()
        return writer.bytes
    }

    private static func item(_ reader: inout CBORReader) throws(CBORError) -> CBORValue {
        switch try reader.peekMajorType() {
        case .unsigned, .negative: return .integer(try reader.integer())
        case .bytes: return .bytes(Array(try reader.bytes()))
        case .text: return .text(try reader.text())
        case .array:
            var items: [CBORValue] = []
            for _ in 0..<(try reader.arrayHeader()) { items.append(try item(&reader)) }
            return .array(items)
        case .map:
            var pairs: [Pair] = []
            for _ in 0..<(try reader.mapHeader()) {
                let key = try item(&reader)
                pairs.append(Pair(key, try item(&reader)))
            }
            return .map(pairs)
        case .tag, .simple:
            return try reader.nullIfPresent() ? .null : .bool(try reader.bool())
        }
    }

    private func write(to writer: inout CBORWriter, depth: Int) throws(CBORError) {
        guard depth <= CBORReader.nestingMax else { throw .nestedTooDeep(offset: writer.count) }
        switch self {
        case .integer(let value): writer.integer(value)
        case .bytes(let value): writer.bytes(value)
        case .text(let value): writer.text(value)
        case .bool(let value): writer.bool(value)
        case .null: writer.null()
        case .array(let items):
            writer.arrayHeader(items.count)
            for item in items { try item.write(to: &writer, depth: depth + 1) }
        case .map(let pairs):
            var encoded: [(key: [UInt8], value: CBORValue)] = []
            for pair in pairs {
                var key = CBORWriter(reserving: 16)
                try pair.key.write(to: &key, depth: depth + 1)
                encoded.append((key.bytes, pair.value))
            }
            encoded.sort { $0.key.lexicographicallyPrecedes($1.key) }
            writer.mapHeader(encoded.count)
            for (key, value) in encoded {
                writer.raw(key)
                try value.write(to: &writer, depth: depth + 1)
            }
        }
    }
}
