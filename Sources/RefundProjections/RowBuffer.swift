import Units

/// Rows of one table, value after value in one run of bytes.
///
/// A rebuild moves tens of millions of values; as bytes they cost neither memory of their own nor
/// reference counts, and a store binds texts where they lie. There are no floating-point numbers
/// in the views.
public struct RowBuffer: Sendable {
    /// What comes before each value.
    @usableFromInline
    enum Tag {
        @inlinable static var null: UInt8 { 0 }
        /// Followed by eight bytes.
        @inlinable static var integer: UInt8 { 1 }
        /// Followed by a length in four bytes, and so many bytes.
        @inlinable static var text: UInt8 { 2 }
        /// As for texts.
        @inlinable static var blob: UInt8 { 3 }
    }

    @inlinable static var integerBytes: Int { 1 + MemoryLayout<Int64>.size }
    @inlinable static var headBytes: Int { 1 + MemoryLayout<UInt32>.size }

    /// What was written; bytes from `end` on mean nothing.
    private(set) var storage: [UInt8] = []

    /// The number of bytes written.
    private(set) var end = 0

    /// The number of rows.
    private(set) var count = 0

    init() {}

    /// Makes room for as many bytes as another buffer holds: batches are much alike.
    init(sizedLike other: RowBuffer) {
        storage = Array(repeating: 0, count: other.end + other.end / 16)
    }

    /// Whether there is no row.
    public var isEmpty: Bool { end == 0 }

    @inline(__always)
    mutating func null() {
        write(1) { $0[0] = Tag.null }
    }

    @inline(__always)
    mutating func integer(_ value: Int64) {
        write(Self.integerBytes) {
            $0[0] = Tag.integer
            $0.storeBytes(of: value, toByteOffset: 1, as: Int64.self)
        }
    }

    @inline(__always)
    mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { append(Tag.text, UnsafeRawBufferPointer($0)) }
    }

    mutating func digest(_ value: ContentHash) {
        let words = (
            value.words.0.bigEndian, value.words.1.bigEndian, value.words.2.bigEndian,
            value.words.3.bigEndian
        )
        Swift.withUnsafeBytes(of: words) { append(Tag.blob, $0) }
    }

    /// Starts a text that is put together where it lies; parts follow.
    mutating func openText() -> Int {
        let start = end
        write(Self.headBytes) { $0[0] = Tag.text }
        return start
    }

    /// Appends a part of a text that was started.
    mutating func part(_ value: String) {
        var value = value
        value.withUTF8 { part in
            write(part.count) { $0.copyMemory(from: UnsafeRawBufferPointer(part)) }
        }
    }

    /// Ends the text that was started at an offset.
    mutating func closeText(_ start: Int) {
        store(UInt32(end - start - Self.headBytes), at: start + 1)
    }

    /// Notes that a row is complete.
    @inline(__always)
    mutating func endRow() { count += 1 }

    /// Appends a row that lies in another buffer.
    mutating func appendRow(_ range: Range<Int>, of other: RowBuffer) {
        reserve(range.count)
        storage.replaceSubrange(end..<end + range.count, with: other.storage[range])
        end += range.count
        endRow()
    }

    /// Adds to the integer that was written at an offset.
    mutating func add(_ more: Int64, at offset: Int) {
        store(load(at: offset + 1, as: Int64.self).addingWithinBounds(more), at: offset + 1)
    }

    /// Forgets all rows, to use the memory again.
    mutating func removeAll() { (end, count) = (0, 0) }

    private mutating func append(_ tag: UInt8, _ bytes: UnsafeRawBufferPointer) {
        write(Self.headBytes + bytes.count) {
            $0[0] = tag
            $0.storeBytes(of: UInt32(bytes.count), toByteOffset: 1, as: UInt32.self)
            UnsafeMutableRawBufferPointer(rebasing: $0[Self.headBytes...]).copyMemory(from: bytes)
        }
    }

    /// Lends room for a value: exactly so many bytes of the storage, behind what was written.
    @inline(__always)
    private mutating func write(_ count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Void) {
        reserve(count)
        let (start, end) = (end, end + count)
        storage.withUnsafeMutableBytes {
            body(UnsafeMutableRawBufferPointer(rebasing: $0[start..<end]))
        }
        self.end = end
    }

    private mutating func store<T: BitwiseCopyable>(_ value: T, at offset: Int) {
        storage.withUnsafeMutableBytes {
            $0.storeBytes(of: value, toByteOffset: offset, as: T.self)
        }
    }

    func load<T: BitwiseCopyable>(at offset: Int, as type: T.Type) -> T {
        storage.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) }
    }

    @inline(__always)
    private mutating func reserve(_ count: Int) {
        if storage.count - end < count { grow(count) }
    }

    @inline(never)
    private mutating func grow(_ count: Int) {
        // By half: at the end of a batch the room that is left over is memory for nothing.
        let more = max(count, storage.count / 2, 256)
        storage.append(contentsOf: repeatElement(0, count: more))
    }
}

/// Takes each value of some rows, in order; texts and blobs lie in the rows' own memory, where they
/// stay until all rows were read.
public protocol RowReader {
    mutating func null()
    mutating func integer(_ value: Int64)
    mutating func text(_ value: UnsafeRawBufferPointer)
    mutating func blob(_ value: UnsafeRawBufferPointer)
    /// The row is complete.
    mutating func endOfRow() throws
}

extension RowBuffer {
    /// Shows all rows, each of so many values, to a reader.
    @inlinable
    public func read(width: Int, _ reader: inout some RowReader) throws {
        try withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                try Self.readRow(bytes, at: &offset, width: width, &reader)
            }
        }
    }

    /// Shows the rows of two buffers to a reader, in order of the integer that each starts with.
    @inlinable
    public func read(
        mergedWith other: RowBuffer, width: Int, _ reader: inout some RowReader
    ) throws {
        try withUnsafeBytes { left in
            try other.withUnsafeBytes { right in
                var (next, otherNext) = (0, 0)
                while next < left.count, otherNext < right.count {
                    if Self.leadingInteger(left, next) <= Self.leadingInteger(right, otherNext) {
                        try Self.readRow(left, at: &next, width: width, &reader)
                    } else {
                        try Self.readRow(right, at: &otherNext, width: width, &reader)
                    }
                }
                while next < left.count {
                    try Self.readRow(left, at: &next, width: width, &reader)
                }
                while otherNext < right.count {
                    try Self.readRow(right, at: &otherNext, width: width, &reader)
                }
            }
        }
    }

    @inlinable
    static func leadingInteger(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int64 {
        bytes.loadUnaligned(fromByteOffset: offset + 1, as: Int64.self)
    }

    /// Shows one row to a reader and moves `offset` behind it.
    @inlinable
    static func readRow(
        _ bytes: UnsafeRawBufferPointer, at offset: inout Int, width: Int,
        _ reader: inout some RowReader
    ) throws {
        // Bounded by how rows are written: every value whole, after its own tag and length, so
        // the last one ends where the bytes do.
        for _ in 0..<width {
            let start = offset
            switch bytes[start] {
            case Tag.integer:
                reader.integer(bytes.loadUnaligned(fromByteOffset: start + 1, as: Int64.self))
                offset = start + Self.integerBytes
            case Tag.null:
                reader.null()
                offset = start + 1
            case let tag:
                let count = bytes.loadUnaligned(fromByteOffset: start + 1, as: UInt32.self)
                offset = start + Self.headBytes + Int(count)
                let content = UnsafeRawBufferPointer(
                    rebasing: bytes[(start + Self.headBytes)..<offset])
                if tag == Tag.text { reader.text(content) } else { reader.blob(content) }
            }
        }
        try reader.endOfRow()
    }

    /// Everything that was written.
    @usableFromInline
    func withUnsafeBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) throws -> T {
        try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
    }

    /// Where the value after the one at an offset starts.
    func offset(after offset: Int) -> Int {
        switch storage[offset] {
        case Tag.null: offset + 1
        case Tag.integer: offset + Self.integerBytes
        case _: offset + Self.headBytes + Int(load(at: offset + 1, as: UInt32.self))
        }
    }
}

/// What a column holds.
public enum SQLType: String, Hashable, Sendable {
    /// A whole number.
    case integer = "INTEGER"
    /// A text.
    case text = "TEXT"
    /// Bytes.
    case blob = "BLOB"
}
