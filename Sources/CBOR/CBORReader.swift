/// Reads items of RFC 8949's core deterministic encoding (4.2.1) one by one, without copying.
///
/// Everything else is refused: longer heads than needed, keys that do not ascend, floats, tags,
/// indefinite lengths, invalid UTF-8, input that is cut short. So equal values always have equal
/// bytes, and a digest of the bytes is a digest of the value.
///
/// ```swift
/// var reader = CBORReader(bytes[...])
/// for _ in 0..<(try reader.mapHeader()) {
///     switch try reader.integer() {
///     case 1: state = try reader.text()
///     case 2: amount = try reader.integer()
///     case _: _ = try reader.skipItem()
///     }
/// }
/// try reader.finish()
/// ```
///
/// After an error the place of the reader is unspecified; do not read on.
public struct CBORReader: Sendable {
    /// The most arrays and maps inside one another that one call accepts.
    ///
    /// Counted from the item that the call is made on; events need about four.
    public static let nestingMax = 32

    @usableFromInline let buffer: ArraySlice<UInt8>

    /// The number of bytes read so far, counted from the start of the slice.
    @inlinable public var offset: Int { position }

    @usableFromInline var position = 0

    /// Everything before this offset has been walked over by the scanner.
    private var scannedThrough = 0

    /// Starts at the first byte of a slice.
    public init(_ bytes: ArraySlice<UInt8>) {
        buffer = bytes
    }

    /// Whether every byte has been read.
    @inlinable public var isAtEnd: Bool { position == buffer.count }

    /// Reads an integer.
    @inlinable
    public mutating func integer() throws(CBORError) -> Int64 {
        if position < buffer.count {
            let initial = buffer[buffer.startIndex + position]
            if initial < 24 {
                position += 1
                return Int64(initial)
            }
        }
        return try longInteger()
    }

    @usableFromInline
    mutating func longInteger() throws(CBORError) -> Int64 {
        let start = position
        let head = try head()
        guard head.major == .unsigned || head.major == .negative else {
            throw unexpected(.integer, head, start)
        }
        guard let value = Int64(exactly: head.argument) else {
            throw .integerOutOfRange(offset: start)
        }
        return head.major == .unsigned ? value : ~value
    }

    /// Reads a text string.
    public mutating func text() throws(CBORError) -> String {
        let start = position
        let content = try content(.text, major: .text)
        guard let text = String(validating: content, as: UTF8.self) else {
            throw .invalidText(offset: start)
        }
        return text
    }

    /// Reads a byte string; the slice shares the reader's memory.
    public mutating func bytes() throws(CBORError) -> ArraySlice<UInt8> {
        try content(.bytes, major: .bytes)
    }

    /// Reads `true` or `false`.
    public mutating func bool() throws(CBORError) -> Bool {
        let start = position
        let head = try head()
        guard head.major == .simple, head.argument != 22 else {
            throw unexpected(.bool, head, start)
        }
        return head.argument == 21
    }

    /// Reads `null` if it is next; otherwise reads nothing and answers false.
    public mutating func nullIfPresent() throws(CBORError) -> Bool {
        guard position < buffer.count else { throw .truncated(offset: position) }
        guard buffer[buffer.startIndex + position] == 0xF6 else { return false }
        position += 1
        return true
    }

    /// Reads the start of an array and returns the number of its items, which come next.
    ///
    /// The count is never more than the bytes left.
    public mutating func arrayHeader() throws(CBORError) -> Int {
        let start = position
        let head = try head()
        guard head.major == .array else { throw unexpected(.array, head, start) }
        return try CBORScanner.length(head, of: buffer.span, from: position, item: start)
    }

    /// Reads the start of a map and returns the number of its pairs, which come next.
    ///
    /// The whole map is checked here, once, with the maps inside it: a caller can rely on keys
    /// that ascend without looking.
    public mutating func mapHeader() throws(CBORError) -> Int {
        let start = position
        let head = try head()
        guard head.major == .map else { throw unexpected(.map, head, start) }
        if start >= scannedThrough { scannedThrough = try endOfItem(at: start) }
        return try CBORScanner.pairCount(head, of: buffer.span, from: position, item: start)
    }

    /// What the next item is, without reading it.
    @inlinable
    public func peekMajorType() throws(CBORError) -> CBORMajorType {
        guard position < buffer.count else { throw .truncated(offset: position) }
        return CBORMajorType(initialByte: buffer[buffer.startIndex + position])
    }

    /// Skips one item with everything in it, checks it against every rule, and returns its bytes.
    ///
    /// The slice shares the reader's memory.
    @discardableResult
    public mutating func skipItem() throws(CBORError) -> ArraySlice<UInt8> {
        let start = position
        position = try endOfItem(at: start)
        scannedThrough = max(scannedThrough, position)
        return slice(start..<position)
    }

    /// Makes sure that nothing follows.
    public mutating func finish() throws(CBORError) {
        guard isAtEnd else { throw .trailingBytes(offset: position) }
    }

    private mutating func head() throws(CBORError) -> CBORHead {
        var end = position
        let head = try CBORScanner.head(buffer.span, at: &end)
        position = end
        return head
    }

    /// Walks over the item that starts at an offset.
    private func endOfItem(at start: Int) throws(CBORError) -> Int {
        var end = start
        try CBORScanner.skip(buffer.span, at: &end)
        return end
    }

    private mutating func content(
        _ expected: CBORExpected, major: CBORMajorType
    ) throws(CBORError) -> ArraySlice<UInt8> {
        let start = position
        let head = try head()
        guard head.major == major else { throw unexpected(expected, head, start) }
        let count = try CBORScanner.length(head, of: buffer.span, from: position, item: start)
        let content = slice(position..<position + count)
        position += count
        return content
    }

    private func slice(_ range: Range<Int>) -> ArraySlice<UInt8> {
        buffer[buffer.startIndex + range.lowerBound..<buffer.startIndex + range.upperBound]
    }

    private func unexpected(_ expected: CBORExpected, _ head: CBORHead, _ start: Int) -> CBORError {
        .unexpectedType(expected: expected, found: head.major, offset: start)
    }
}
