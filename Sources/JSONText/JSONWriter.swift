/// Writes compact JSON into bytes, value after value.
///
/// Commas come by themselves: one is needed exactly when the byte before ends a value, and no
/// other byte ever stands last. Nothing checks that what is begun is ended: that is the caller's.
public struct JSONWriter: Sendable {
    /// What has been written, UTF-8.
    public private(set) var bytes: [UInt8] = []

    /// Starts with nothing written.
    ///
    /// - Parameter capacity: Room to make at once, in bytes.
    public init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Begins an object; its members follow.
    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    /// Ends the object begun last.
    public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    /// Begins an array; its elements follow.
    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    /// Ends the array begun last.
    public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

    /// Writes the name of a member; its value follows.
    public mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a string, escaping only what must be: quotes, backslashes and control characters.
    public mutating func string(_ text: String) {
        separate()
        quote(text)
    }

    /// Writes an integer in decimal.
    public mutating func integer(_ value: Int64) {
        separate()
        decimal(value)
    }

    /// Writes a number as it is spelled; the caller answers for the spelling.
    public mutating func number(verbatim spelling: String) {
        separate()
        bytes.append(contentsOf: spelling.utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Ends a line of a text of many values.
    public mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

    /// Forgets what was written, to write again in the same memory.
    public mutating func removeAll(keepingCapacity: Bool = true) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
    }
}

extension JSONWriter {
    /// Writes a member whose value is a string.
    public mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    /// Writes a member whose value is an integer.
    public mutating func member(_ name: String, _ value: Int64) {
        self.name(name)
        integer(value)
    }

    /// Writes a member whose value is true or false.
    public mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        bool(value)
    }
}

extension JSONWriter {
    @inline(__always)
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
        case .some: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var written = 0
            for (index, byte) in utf8.enumerated() where Self.mustBeEscaped(byte) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[written..<index]))
                escape(byte)
                written = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[written...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    @inline(__always)
    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 15
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        case _: bytes.append(byte)
        }
    }

    private mutating func decimal(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }
}
