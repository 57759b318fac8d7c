extension JSONParser {
    /// Reads `-? int frac? exp?`; the cursor is on the minus or the first digit.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = cursor
        let isNegative = input[cursor] == UInt8(ascii: "-")
        if isNegative { cursor += 1 }
        let digits = cursor
        // Accumulated below zero, where one more value fits than above it.
        var negated: Int64 = 0
        var fits = true
        while let digit = digit() {
            let (product, tooLarge) = negated.multipliedReportingOverflow(by: 10)
            let (difference, tooSmall) = product.subtractingReportingOverflow(Int64(digit))
            negated = difference
            fits = fits && !tooLarge && !tooSmall
            cursor += 1
        }
        guard cursor > digits else { throw mismatch("a digit") }
        guard input[digits] != UInt8(ascii: "0") || cursor == digits + 1 else {
            throw mismatch("no digit after a leading zero", at: digits + 1)
        }
        let isInteger = try fractionAndExponent()
        if isInteger && fits && (isNegative || negated != .min) {
            return .integer(isNegative ? negated : -negated)
        }
        return .number(String(decoding: input[start..<cursor], as: UTF8.self))
    }

    /// True when neither a fraction nor an exponent was there.
    private mutating func fractionAndExponent() throws(JSONError) -> Bool {
        var isInteger = true
        if peek() == UInt8(ascii: ".") {
            isInteger = false
            cursor += 1
            try oneOrMoreDigits()
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            isInteger = false
            cursor += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { cursor += 1 }
            try oneOrMoreDigits()
        }
        return isInteger
    }

    private mutating func oneOrMoreDigits() throws(JSONError) {
        let start = cursor
        while digit() != nil { cursor += 1 }
        guard cursor > start else { throw mismatch("a digit") }
    }

    @inline(__always)
    private func digit() -> UInt8? {
        guard cursor < input.count else { return nil }
        let value = input[cursor] &- UInt8(ascii: "0")
        return value < 10 ? value : nil
    }
}
