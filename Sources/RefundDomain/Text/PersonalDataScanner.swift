/// Finds personal data in texts that people wrote (R56).
///
/// Source: ACTIONS.md, section 11. It works on Unicode scalars, without any library.
public struct PersonalDataScanner: Sendable {
    private let known: [String]

    /// Creates a scanner that overlooks some texts, such as the order's own number.
    public init(blanking known: [String] = []) { self.known = known }

    /// The kinds of personal data in some texts, each once, in order of number.
    public func kinds(in texts: [String]) -> [PersonalDataKind] {
        var found: Set<PersonalDataKind> = []
        for text in texts { scan(text, into: &found) }
        return PersonalDataKind.allCases.filter(found.contains)
    }

    private func scan(_ text: String, into found: inout Set<PersonalDataKind>) {
        var scalars = Self.normalized(text)
        guard Self.mayHoldAny(scalars) else { return }
        blankKnown(&scalars)
        if Self.hasPassword(scalars) { found.insert(.password) }
        var start = 0
        while start < scalars.count {
            guard isDigit(scalars[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < scalars.count, isDigit(scalars[end]) { end += 1 }
            scanRun(scalars, start..<end, into: &found)
            start = end
        }
    }

    /// Whether there is a run of digits or the beginning of a word without which nothing is found,
    /// whatever is blanked; most texts have neither.
    private static func mayHoldAny(_ scalars: [UInt32]) -> Bool {
        var digits = 0
        for scalar in scalars {
            digits = isDigit(scalar) ? digits + 1 : 0
            if digits == digitsMin || passwordBeginnings.contains(lowered(scalar)) { return true }
        }
        return false
    }

    /// The digits of the shortest run that is looked at.
    private static let digitsMin = 4

    /// Looks at a run of digits that has no digit on either side.
    private func scanRun(
        _ scalars: [UInt32], _ run: Range<Int>, into found: inout Set<PersonalDataKind>
    ) {
        let digits = scalars[run].map { Int($0 - zero) }
        if isIdentityNumber(scalars, run, digits) { found.insert(.idNumber) }
        if (13...19).contains(digits.count), passesLuhn(digits) { found.insert(.bankCard) }
        if digits.count == 4, hasGroupedCard(scalars, run) { found.insert(.bankCard) }
        if digits.count == 11, digits[0] == 1, digits[1] >= 3 { found.insert(.mobile) }
    }

    /// GB 11643: 17 digits and a check digit or X, not next to a letter or digit.
    private func isIdentityNumber(_ scalars: [UInt32], _ run: Range<Int>, _ digits: [Int]) -> Bool {
        var end = run.upperBound
        let check: UInt32
        if digits.count == 18 {
            check = scalars[end - 1]
        } else if digits.count == 17, end < scalars.count, scalars[end] | 0x20 == 0x78 {
            check = 0x58
            end += 1
        } else {
            return false
        }
        let isFree =
            (run.lowerBound == 0 || !isLetterOrDigit(scalars[run.lowerBound - 1]))
            && (end == scalars.count || !isLetterOrDigit(scalars[end]))
        guard isFree else { return false }
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 }
        return Array("10X98765432".unicodeScalars)[sum % 11].value == check
    }

    /// Groups 4-4-4-4, perhaps followed by 1 to 3 digits, split by one space or hyphen each.
    private func hasGroupedCard(_ scalars: [UInt32], _ first: Range<Int>) -> Bool {
        var digits = scalars[first].map { Int($0 - zero) }
        var end = first.upperBound
        for group in 1...4 {
            guard end < scalars.count, scalars[end] == 0x20 || scalars[end] == 0x2D else {
                return false
            }
            let next = scalars[(end + 1)...].prefix(while: isDigit)
            let isLast = group == 4
            guard isLast ? (1...3).contains(next.count) : next.count == 4 else { return false }
            digits += next.map { Int($0 - zero) }
            end = next.endIndex
            if group >= 3, passesLuhn(digits) { return true }
        }
        return false
    }

    /// 密码, password or pwd, perhaps a separator, then four or more ASCII letters or digits.
    private static func hasPassword(_ scalars: [UInt32]) -> Bool {
        for word in passwordWords {
            for start in scalars.indices
            where lowered(scalars[start]) == word[0] && start + word.count <= scalars.count
                && zip(word, scalars[start...]).allSatisfy({ $0 == lowered($1) })
            {
                var rest = scalars[(start + word.count)...].drop(while: isSpace)
                if let mark = rest.first, passwordMarks.contains(mark) { rest = rest.dropFirst() }
                rest = rest.drop(while: isSpace)
                if rest.prefix(4).count(where: isLetterOrDigit) == 4 { return true }
            }
        }
        return false
    }

    private static let passwordWords = ["密码", "password", "pwd"].map {
        $0.unicodeScalars.map(\.value)
    }
    private static let passwordBeginnings = passwordWords.map { $0[0] }
    private static let passwordMarks = Set(":=是为".unicodeScalars.map(\.value))

    /// Full-width ASCII becomes ASCII and the ideographic space a space.
    static func normalized(_ text: String) -> [UInt32] {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0xFF01...0xFF5E: scalar.value - 0xFEE0
            case 0x3000: 0x20
            case let other: other
            }
        }
    }

    /// Blanks whatever is part of a known text; one may be a part of another one, or overlap it.
    private func blankKnown(_ scalars: inout [UInt32]) {
        let text = scalars
        for pattern in known.map(Self.normalized)
        where !pattern.isEmpty && pattern.count <= text.count {
            for start in 0...(text.count - pattern.count)
            where text[start] == pattern[0] && text[start...].starts(with: pattern) {
                for index in start..<(start + pattern.count) { scalars[index] = 0x20 }
            }
        }
    }
}

private let zero: UInt32 = 0x30

private func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

private func isSpace(_ scalar: UInt32) -> Bool { scalar == 0x20 || scalar == 0x09 }

private func lowered(_ scalar: UInt32) -> UInt32 {
    (0x41...0x5A).contains(scalar) ? scalar + 0x20 : scalar
}

private func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    isDigit(scalar) || (0x61...0x7A).contains(lowered(scalar))
}

private func passesLuhn(_ digits: [Int]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
        let value = index % 2 == 0 ? digit : digit * 2
        sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
}
