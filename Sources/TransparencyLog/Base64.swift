internal import Foundation

/// RFC 4648, section 4: the alphabet with `+` and `/`, with padding, and nothing else.
enum Base64 {
    static func encode(_ bytes: some Collection<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes; nil unless the text is the one encoding of them.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let text = String(text)
        guard let data = Data(base64Encoded: text), encode(data) == text else { return nil }
        return [UInt8](data)
    }
}

/// Decimal digits without a sign and without leading zeroes; nil for anything else.
func decimal(_ text: some StringProtocol) -> Int64? {
    let digits = text.utf8
    guard (1...19).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
        digits.first != UInt8(ascii: "0") || digits.count == 1
    else { return nil }
    return Int64(text)
}

/// Big-endian bytes of a number.
func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
}
