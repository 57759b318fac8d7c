/// Writes items of RFC 8949's core deterministic encoding (4.2.1), one after the other.
///
/// Heads are always the shortest. What only the caller can know stays with the caller: a header's
/// count must be followed by that many items, and the keys of a map must ascend bytewise in their
/// encoded form (for integer keys: 0, 1, 2 … and then -1, -2 …). ``CBORReader`` refuses the rest.
///
/// ```swift
/// var writer = CBORWriter()
/// writer.mapHeader(2)
/// writer.integer(1); writer.text("paid")
/// writer.integer(2); writer.integer(1999)
/// ```
public struct CBORWriter: Sendable {
    @usableFromInline var storage: [UInt8]

    /// Everything written so far.
    @inlinable public var bytes: [UInt8] { storage }

    /// The number of bytes written so far.
    @inlinable public var count: Int { storage.count }

    /// Creates an empty writer with room for some bytes.
    @inlinable
    public init(reserving capacity: Int = 256) {
        storage = []
        storage.reserveCapacity(capacity)
    }

    /// Makes room for some more bytes.
    public mutating func reserve(_ count: Int) {
        storage.reserveCapacity(storage.count + count)
    }

    /// Writes an integer.
    @inlinable
    public mutating func integer(_ value: Int64) {
        if value >= 0 {
            head(0x00, UInt64(bitPattern: value))
        } else {
            head(0x20, UInt64(bitPattern: ~value))
        }
    }

    /// Writes a text string as UTF-8, unchanged: no normalisation.
    @inlinable
    public mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            head(0x60, UInt64(utf8.count))
            storage.append(contentsOf: utf8)
        }
    }

    /// Writes a byte string.
    @inlinable
    public mutating func bytes(_ value: some Collection<UInt8>) {
        head(0x40, UInt64(value.count))
        storage.append(contentsOf: value)
    }

    /// Writes `true` or `false`.
    @inlinable
    public mutating func bool(_ value: Bool) {
        storage.append(value ? 0xF5 : 0xF4)
    }

    /// Writes `null`.
    @inlinable
    public mutating func null() {
        storage.append(0xF6)
    }

    /// Starts an array; that many items must follow.
    @inlinable
    public mutating func arrayHeader(_ count: Int) {
        precondition(count >= 0, "an array cannot have \(count) items")
        head(0x80, UInt64(count))
    }

    /// Starts a map; that many pairs must follow, keys ascending.
    @inlinable
    public mutating func mapHeader(_ count: Int) {
        precondition(count >= 0, "a map cannot have \(count) pairs")
        head(0xA0, UInt64(count))
    }

    /// Appends an already encoded item verbatim.
    @inlinable
    public mutating func raw(_ item: some Collection<UInt8>) {
        storage.append(contentsOf: item)
    }

    /// Starts a map whose number of pairs is known only after they are written.
    ///
    /// - Returns: The mark to hand to ``closeMap(_:pairs:)``; maps close innermost first.
    @inlinable
    public mutating func openMap() -> Int {
        let mark = storage.count
        storage.append(0xA0)
        return mark
    }

    /// Writes the count of the map that ``openMap()`` started.
    ///
    /// The head takes one byte up to 23 pairs; a longer map's body is moved to make room.
    @inlinable
    public mutating func closeMap(_ mark: Int, pairs: Int) {
        precondition(pairs >= 0 && storage.indices.contains(mark), "no map was opened at \(mark)")
        if pairs < 24 {
            storage[mark] = 0xA0 | UInt8(pairs)
        } else {
            widenMapHead(at: mark, pairs: pairs)
        }
    }

    /// Forgets everything written, to use the writer again.
    @inlinable
    public mutating func removeAll(keepingCapacity: Bool = false) {
        storage.removeAll(keepingCapacity: keepingCapacity)
    }

    @inlinable
    mutating func head(_ major: UInt8, _ argument: UInt64) {
        if argument < 24 {
            storage.append(major | UInt8(truncatingIfNeeded: argument))
        } else {
            longHead(major, argument)
        }
    }

    @usableFromInline
    mutating func longHead(_ major: UInt8, _ argument: UInt64) {
        let width: Int
        if argument <= 0xFF {
            storage.append(major | 24)
            width = 1
        } else if argument <= 0xFFFF {
            storage.append(major | 25)
            width = 2
        } else if argument <= 0xFFFF_FFFF {
            storage.append(major | 26)
            width = 4
        } else {
            storage.append(major | 27)
            width = 8
        }
        withUnsafeBytes(of: argument.bigEndian) {
            storage.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0.suffix(width)))
        }
    }

    @usableFromInline
    mutating func widenMapHead(at mark: Int, pairs: Int) {
        var wide = CBORWriter(reserving: 9)
        wide.mapHeader(pairs)
        storage.replaceSubrange(mark...mark, with: wide.storage)
    }
}
