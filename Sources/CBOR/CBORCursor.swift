/// Reads items whose rules ``CBORReader/skipItem()`` has checked before; quick, and never copies.
///
/// What deterministic encoding demands of a whole item (shortest heads, ascending keys, UTF-8) was
/// asked when it was walked over, and is not asked again. Where an item ends is: every head and
/// every length is compared with the end of the bytes, so a cursor over anything else throws or
/// gives wrong values, and reads nothing that lies outside.
///
/// It points into memory that it does not own, and must not leave the closure that lent it.
public struct CBORCursor {
    /// Everything is read at `start + offset`, with `offset` compared with `count` before.
    @usableFromInline let start: UnsafePointer<UInt8>?
    @usableFromInline let count: Int

    /// The number of bytes read so far.
    @usableFromInline var offset = 0

    /// The number of bytes read so far.
    @inlinable public var bytesRead: Int { offset }

    /// Starts at the first byte of some memory that outlives the cursor.
    @inlinable
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        start = bytes.baseAddress
        count = bytes.count
    }

    /// Reads an integer.
    @inlinable
    public mutating func integer() throws(CBORError) -> Int64 {
        let initial = try peek()
        if initial < 24 {
            offset += 1
            return Int64(initial)
        }
        let place = offset
        let argument = try argument(initial)
        guard argument <= UInt64(Int64.max) else { throw .integerOutOfRange(offset: place) }
        switch initial >> 5 {
        case 0: return Int64(argument)
        case 1: return ~Int64(argument)
        case _: throw unexpected(.integer, initial, place)
        }
    }

    /// Reads the key of a map's pair if it is a given number; otherwise reads nothing.
    ///
    /// - Returns: Whether the key is less than the number, that number, or greater.
    @inlinable
    public mutating func key(_ number: Int64) throws(CBORError) -> CBORKeyOrder {
        if let start, offset < count, start[offset] < 24 {
            let key = Int64(start[offset])
            guard key == number else { return key < number ? .less : .greater }
            offset += 1
            return .same
        }
        let place = offset
        let key = try integer()
        if key == number { return .same }
        offset = place
        return key < number ? .less : .greater
    }

    /// Reads a text string.
    @inlinable
    public mutating func text() throws(CBORError) -> String {
        String(decoding: try content(.text, major: 3), as: UTF8.self)
    }

    /// Reads a byte string; it lies in the cursor's own memory.
    @inlinable
    public mutating func bytes() throws(CBORError) -> UnsafeBufferPointer<UInt8> {
        try content(.bytes, major: 2)
    }

    /// Reads `true` or `false`.
    @inlinable
    public mutating func bool() throws(CBORError) -> Bool {
        let initial = try peek()
        guard initial == 0xF4 || initial == 0xF5 else { throw unexpected(.bool, initial, offset) }
        offset += 1
        return initial == 0xF5
    }

    /// Reads `null` if it is next; otherwise reads nothing and answers false.
    @inlinable
    public mutating func nullIfPresent() throws(CBORError) -> Bool {
        guard try peek() == 0xF6 else { return false }
        offset += 1
        return true
    }

    /// Reads the start of an array and returns the number of its items, which come next.
    @inlinable
    public mutating func arrayHeader() throws(CBORError) -> Int {
        try header(.array, major: 4, bytesPerItem: 1)
    }

    /// Reads the start of a map and returns the number of its pairs, which come next.
    @inlinable
    public mutating func mapHeader() throws(CBORError) -> Int {
        try header(.map, major: 5, bytesPerItem: 2)
    }

    /// What the next item is, without reading it.
    @inlinable
    public func peekMajorType() throws(CBORError) -> CBORMajorType {
        CBORMajorType(initialByte: try peek())
    }

    /// Skips one item with everything in it.
    public mutating func skipItem() throws(CBORError) {
        var left = 1
        while left > 0 {
            let initial = try peek()
            let argument = try argument(initial)
            left -= 1
            switch initial >> 5 {
            case 2, 3: offset += try length(argument, bytesPerItem: 1)
            case 4: left += try length(argument, bytesPerItem: 1)
            case 5: left += 2 * (try length(argument, bytesPerItem: 2))
            case _: break
            }
        }
    }

    /// The byte that the next item starts with.
    @inlinable @inline(__always)
    func peek() throws(CBORError) -> UInt8 {
        guard let start, offset < count else { throw .truncated(offset: offset) }
        return start[offset]
    }

    /// Reads the head that starts with a byte, and gives its number.
    @inlinable @inline(__always)
    mutating func argument(_ initial: UInt8) throws(CBORError) -> UInt64 {
        let information = initial & 0x1F
        guard information >= 24 else {
            offset += 1
            return UInt64(information)
        }
        return try longArgument(information)
    }

    @usableFromInline
    mutating func longArgument(_ information: UInt8) throws(CBORError) -> UInt64 {
        let width = 1 << Int(information - 24)
        guard information < 28, let start, width < count - offset else {
            throw .truncated(offset: offset)
        }
        // As many bytes as were compared with the end above, big end first.
        let place = UnsafeRawPointer(start + offset + 1)
        offset += 1 + width
        switch width {
        case 1: return UInt64(place.load(as: UInt8.self))
        case 2: return UInt64(UInt16(bigEndian: place.loadUnaligned(as: UInt16.self)))
        case 4: return UInt64(UInt32(bigEndian: place.loadUnaligned(as: UInt32.self)))
        case _: return UInt64(bigEndian: place.loadUnaligned(as: UInt64.self))
        }
    }

    @inlinable @inline(__always)
    mutating func header(
        _ expected: CBORExpected, major: UInt8, bytesPerItem: Int
    ) throws(CBORError) -> Int {
        let place = offset
        let initial = try peek()
        guard initial >> 5 == major else { throw unexpected(expected, initial, place) }
        return try length(try argument(initial), bytesPerItem: bytesPerItem)
    }

    /// The next string's content, which ends within the bytes.
    @inlinable @inline(__always)
    mutating func content(
        _ expected: CBORExpected, major: UInt8
    ) throws(CBORError) -> UnsafeBufferPointer<UInt8> {
        let count = try header(expected, major: major, bytesPerItem: 1)
        let content = UnsafeBufferPointer(start: start.map { $0 + offset }, count: count)
        offset += count
        return content
    }

    /// A length or count, never more than what is left to read.
    @inlinable @inline(__always)
    func length(_ argument: UInt64, bytesPerItem: Int) throws(CBORError) -> Int {
        guard argument <= UInt64((count - offset) / bytesPerItem) else {
            throw .truncated(offset: offset)
        }
        return Int(argument)
    }

    @usableFromInline
    func unexpected(_ expected: CBORExpected, _ initial: UInt8, _ place: Int) -> CBORError {
        .unexpectedType(
            expected: expected, found: CBORMajorType(initialByte: initial), offset: place)
    }
}

/// How the next key of a map stands to a number.
public enum CBORKeyOrder {
    case less
    case same
    case greater
}
