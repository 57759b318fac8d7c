extension JSONParser {
    /// Reads a string; the cursor is on its opening quote.
    mutating func string() throws(JSONError) -> String {
        cursor += 1
        let start = cursor
        skipPlainASCII()
        while cursor < input.count {
            let byte = input[cursor]
            if byte == UInt8(ascii: "\"") {
                let text = String(
                    decoding: UnsafeBufferPointer(rebasing: input[start..<cursor]), as: UTF8.self)
                cursor += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
            try plainCharacter(byte)
            skipPlainASCII()
        }
        throw mismatch("the closing quote of a string")
    }

    /// Skips what most strings are made of: bytes of ASCII that are no control character, quote or
    /// backslash.
    @inline(__always)
    private mutating func skipPlainASCII() {
        // A copy, so that it stays in a register.
        var place = cursor
        while place < input.count {
            let byte = input[place]
            guard byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\""),
                byte != UInt8(ascii: "\\")
            else { break }
            place += 1
        }
        cursor = place
    }

    /// Goes on where the first backslash stands, collecting bytes instead of a range.
    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var bytes = Array(input[start..<cursor])
        while cursor < input.count {
            let byte = input[cursor]
            if byte == UInt8(ascii: "\"") {
                cursor += 1
                return String(decoding: bytes, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &bytes)
            } else {
                let from = cursor
                try plainCharacter(byte)
                bytes.append(contentsOf: input[from..<cursor])
            }
        }
        throw mismatch("the closing quote of a string")
    }

    /// Steps over one character that is neither quote nor backslash.
    @inline(__always)
    private mutating func plainCharacter(_ byte: UInt8) throws(JSONError) {
        if (0xE1...0xEC).contains(byte), input.count - cursor >= 3,
            input[cursor + 1] & 0xC0 == 0x80, input[cursor + 2] & 0xC0 == 0x80
        {
            // Most of Chinese; what follows would find the same.
            cursor += 3
            return
        }
        if byte >= 0x80 { return try multibyteCharacter(byte) }
        guard byte >= 0x20 else { throw mismatch("an escape for a control character") }
        cursor += 1
    }

    /// Steps over one well-formed sequence of the Unicode Standard's table 3-7 (no overlong forms,
    /// no surrogates, nothing above U+10FFFF).
    private mutating func multibyteCharacter(_ lead: UInt8) throws(JSONError) {
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case _: throw mismatch("well-formed UTF-8")
        }
        guard input.count - cursor >= length else {
            throw mismatch("the rest of a UTF-8 sequence", at: input.count)
        }
        guard second.contains(input[cursor + 1]) else {
            throw mismatch("well-formed UTF-8", at: cursor + 1)
        }
        for offset in 2..<max(length, 2) where input[cursor + offset] & 0xC0 != 0x80 {
            throw mismatch("well-formed UTF-8", at: cursor + offset)
        }
        cursor += length
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
        cursor += 1
        guard let byte = peek() else { throw mismatch("an escape") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): return try unicodeEscape(into: &bytes)
        case _: throw mismatch("one of \"\\/bfnrtu after a backslash")
        }
        cursor += 1
    }

    /// Reads `uXXXX`, or a surrogate pair `uD83D\uDE00`; the cursor is on the `u`.
    private mutating func unicodeEscape(into bytes: inout [UInt8]) throws(JSONError) {
        let start = cursor - 1
        cursor += 1
        var scalar = try fourHexDigits()
        if scalar & 0xFC00 == 0xD800 {
            guard peek() == UInt8(ascii: "\\") else {
                throw loneSurrogate(at: start)
            }
            cursor += 1
            guard peek() == UInt8(ascii: "u") else { throw loneSurrogate(at: start) }
            cursor += 1
            let low = try fourHexDigits()
            guard low & 0xFC00 == 0xDC00 else { throw loneSurrogate(at: start) }
            scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
        }
        // Fails for exactly the surrogates, which leaves a low one without its high one.
        guard let character = Unicode.Scalar(scalar) else { throw loneSurrogate(at: start) }
        bytes.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch peek() {
            case .some(let byte) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
                digit = byte - UInt8(ascii: "0")
            case .some(let byte) where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20):
                digit = (byte | 0x20) - UInt8(ascii: "a") + 10
            case _: throw mismatch("four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            cursor += 1
        }
        return value
    }

    private func loneSurrogate(at offset: Int) -> JSONError {
        JSONError(
            offset: offset, expected: "a pair of surrogates", found: "half a pair of surrogates")
    }
}
