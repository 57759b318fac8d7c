public import ArgumentParser
import Records
public import RefundDomain
import Units

/// An amount as people give it, in yuan: `258`, `258.5` or `258.00`; never a floating-point number.
struct Yuan: ExpressibleByArgument {
    /// The amount, in fen.
    let fen: Fen

    init?(argument: String) {
        let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.digits(parts[0], 1...15) else {
            return nil
        }
        var cents: Int64 = 0
        if parts.count == 2 {
            guard let digits = Self.digits(parts[1], 1...2) else { return nil }
            cents = parts[1].count == 1 ? digits * 10 : digits
        }
        fen = Fen(whole * 100 + cents)
    }

    private static func digits(_ text: Substring, _ count: ClosedRange<Int>) -> Int64? {
        guard count.contains(text.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(text)
    }
}

/// A digest, or its beginning, in hexadecimal digits.
struct DigestPrefix: ExpressibleByArgument {
    /// The bytes that are given.
    let bytes: [UInt8]

    init?(argument: String) {
        let digits = argument.compactMap(\.hexDigitValue)
        // Half a byte at the end says nothing about a byte, so digits come in pairs.
        guard digits.count == argument.count, (8...64).contains(digits.count),
            digits.count.isMultiple(of: 2)
        else { return nil }
        bytes = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }
}

/// A span of time as people give it: `2d`, `36h` or `90m`; a day has 24 hours.
struct Span: ExpressibleByArgument {
    /// How long it is, in milliseconds.
    let milliseconds: Int64

    init?(argument: String) {
        let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000]
        guard let unit = argument.last.flatMap({ units[$0] }),
            argument.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int64(argument.dropLast()), count <= 100_000
        else { return nil }
        milliseconds = count * unit
    }
}

extension CaseStatus: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
}

extension RefundStatus: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
}

extension ClockName: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
}
