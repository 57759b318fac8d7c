/// The initial byte of an item and the number that belongs to it (RFC 8949, 3).
struct CBORHead {
    /// What the item is.
    let major: CBORMajorType

    /// A value, a length, a count, or the number of a simple value.
    let argument: UInt64
}

/// Walks over encoded items and refuses whatever is not deterministic; allocates nothing.
enum CBORScanner {
    /// Reads one head and moves `offset` behind it.
    @inline(__always)
    static func head(_ bytes: Span<UInt8>, at offset: inout Int) throws(CBORError) -> CBORHead {
        guard offset < bytes.count else { throw .truncated(offset: offset) }
        let initial = bytes[offset]
        if initial < 0xC0, initial & 0x1F < 24 {
            offset += 1
            return CBORHead(
                major: CBORMajorType(initialByte: initial), argument: UInt64(initial & 0x1F))
        }
        return try longHead(bytes, at: &offset)
    }

    @inline(never)
    private static func longHead(
        _ bytes: Span<UInt8>, at offset: inout Int
    ) throws(CBORError) -> CBORHead {
        let start = offset
        let initial = bytes[start]
        let major = CBORMajorType(initialByte: initial)
        let information = initial & 0x1F
        guard major != .simple else {
            let argument = try simple(information, at: start)
            offset = start + 1
            return CBORHead(major: .simple, argument: argument)
        }
        switch information {
        case 28...30:
            throw .malformed(offset: start)
        case 31:
            let hasLength = major.rawValue >= 2 && major.rawValue <= 5
            throw hasLength
                ? .unsupported(.indefiniteLength, offset: start) : .malformed(offset: start)
        case _:
            guard major != .tag else { throw .unsupported(.tag, offset: start) }
        }
        let width = 1 << Int(information - 24)
        guard width < bytes.count - start else { throw .truncated(offset: start) }
        var argument: UInt64 = 0
        for index in start + 1...start + width {
            argument = argument << 8 | UInt64(bytes[index])
        }
        // A width of w bytes is needed only from 2^(8 w / 2) up, and one byte only from 24 up.
        let least: UInt64 = width == 1 ? 24 : 1 << UInt64(4 * width)
        guard argument >= least else { throw .notShortest(offset: start) }
        offset = start + 1 + width
        return CBORHead(major: major, argument: argument)
    }

    private static func simple(_ information: UInt8, at offset: Int) throws(CBORError) -> UInt64 {
        switch information {
        case 20...22: return UInt64(information)
        case 23: throw .unsupported(.undefined, offset: offset)
        case 25...27: throw .unsupported(.float, offset: offset)
        case 28...30: throw .malformed(offset: offset)
        case 31: throw .unsupported(.indefiniteLength, offset: offset)
        case _: throw .unsupported(.simpleValue, offset: offset)
        }
    }

    /// Moves `offset` behind one whole item that satisfies every rule.
    ///
    /// Most items do, and are walked over quickly; an item that does not is looked at here.
    static func skip(_ bytes: Span<UInt8>, at offset: inout Int) throws(CBORError) {
        let start = offset
        let end = bytes.withUnsafeBufferPointer { CBORWalk.end(ofItemAt: start, in: $0) }
        if let end { return offset = end }
        try skip(bytes, at: &offset, depth: 0)
    }

    /// Moves `offset` behind one whole item, and says which rule it breaks, if it does.
    ///
    /// - Parameters:
    ///   - bytes: The input.
    ///   - offset: Where the item starts.
    ///   - depth: The number of arrays and maps the walk is already inside.
    /// - Throws: ``CBORError`` for the first rule that is broken.
    static func skip(
        _ bytes: Span<UInt8>, at offset: inout Int, depth: Int
    ) throws(CBORError) {
        let start = offset
        guard start < bytes.count else { throw .truncated(offset: start) }
        // Most items are small numbers: 0 to 23, or -1 to -24.
        guard bytes[start] & 0xDF >= 24 else { return offset = start + 1 }
        let head = try head(bytes, at: &offset)
        switch head.major {
        case .unsigned, .negative:
            guard head.argument <= UInt64(Int64.max) else {
                throw .integerOutOfRange(offset: start)
            }
        case .bytes:
            offset += try length(head, of: bytes, from: offset, item: start)
        case .text:
            let end = offset + (try length(head, of: bytes, from: offset, item: start))
            guard isUTF8(bytes, offset..<end) else { throw .invalidText(offset: start) }
            offset = end
        case .array:
            let count = try length(head, of: bytes, from: offset, item: start)
            guard depth < CBORReader.nestingMax else { throw .nestedTooDeep(offset: start) }
            for _ in 0..<count { try skip(bytes, at: &offset, depth: depth + 1) }
        case .map:
            try skipPairs(head, of: bytes, at: &offset, item: start, depth: depth)
        case .tag:
            throw .unsupported(.tag, offset: start)
        case .simple:
            break
        }
    }

    private static func skipPairs(
        _ head: CBORHead, of bytes: Span<UInt8>, at offset: inout Int, item: Int, depth: Int
    ) throws(CBORError) {
        let count = try pairCount(head, of: bytes, from: offset, item: item)
        guard depth < CBORReader.nestingMax else { throw .nestedTooDeep(offset: item) }
        var previous = 0..<0
        for index in 0..<count {
            let start = offset
            try skip(bytes, at: &offset, depth: depth + 1)
            let key = start..<offset
            if index > 0 { try requireAscending(bytes, previous, key) }
            previous = key
            try skip(bytes, at: &offset, depth: depth + 1)
        }
    }

    /// The length of a string or the count of an array, never more than what is left to read.
    ///
    /// Every item takes at least one byte, so a count can be trusted for reserving memory.
    @inline(__always)
    static func length(
        _ head: CBORHead, of bytes: Span<UInt8>, from offset: Int, item: Int
    ) throws(CBORError) -> Int {
        guard head.argument <= UInt64(bytes.count - offset) else { throw .truncated(offset: item) }
        return Int(head.argument)
    }

    /// The count of a map; each pair takes at least two bytes.
    @inline(__always)
    static func pairCount(
        _ head: CBORHead, of bytes: Span<UInt8>, from offset: Int, item: Int
    ) throws(CBORError) -> Int {
        guard head.argument <= UInt64((bytes.count - offset) / 2) else {
            throw .truncated(offset: item)
        }
        return Int(head.argument)
    }

    /// Compares encoded keys bytewise; no encoded item is the beginning of another.
    @inline(__always)
    private static func requireAscending(
        _ bytes: Span<UInt8>, _ previous: Range<Int>, _ key: Range<Int>
    ) throws(CBORError) {
        for index in 0..<min(previous.count, key.count) {
            let before = bytes[previous.lowerBound + index]
            let now = bytes[key.lowerBound + index]
            guard before == now else {
                guard before < now else { throw .keyOutOfOrder(offset: key.lowerBound) }
                return
            }
        }
        throw .duplicateKey(offset: key.lowerBound)
    }

    private static func isUTF8(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        let raw = bytes.bytes
        // Eight at a time, as long as all are ASCII; loading compares with the bytes' end.
        while range.upperBound - start >= 8,
            raw.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self) & asciiMask == 0
        { start += 8 }
        while start < range.upperBound, bytes[start] < 0x80 { start += 1 }
        guard start < range.upperBound else { return true }
        return (try? UTF8Span(validating: bytes.extracting(start..<range.upperBound))) != nil
    }

    /// The top bit of each of eight bytes: set in none of them if all are ASCII.
    private static let asciiMask: UInt64 = 0x8080_8080_8080_8080
}
