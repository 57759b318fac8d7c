extension Instant {
    /// Reads `YYYY-MM-DDTHH:MM:SS[.f{1,3}]` followed by `Z` or `±HH:MM`; `nil` for anything else.
    ///
    /// Source: ACTIONS.md, section 1, type `time`. A leap second (`:60`) is not accepted, nor an
    /// instant whose day in Shanghai has no year of four digits.
    public init?(_ text: some StringProtocol) {
        guard let milliseconds = text.utf8.withBytes(Self.milliseconds) else { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// Reads what ``shanghaiText`` wrote of an instant that was recorded; its year may have more
    /// digits, because deadlines come after what they follow from.
    public init?(recorded text: some StringProtocol) {
        if let instant = Instant(text) {
            self = instant
            return
        }
        let year = text.utf8.prefix { $0 != UInt8(ascii: "-") }
        guard (5...9).contains(year.count), year.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int64(String(decoding: year, as: UTF8.self))
        else { return nil }
        // Years repeat after 400: read in one of four digits, and moved by whole rounds.
        let rounds = value / 400 - 5
        let near = String(value - rounds * 400) + String(text.dropFirst(year.count))
        guard let instant = Instant(near) else { return nil }
        let sum =
            Int128(instant.milliseconds) + Int128(rounds) * 146_097 * Int128(LocalDate.dayLength)
        guard let milliseconds = Int64(exactly: sum) else { return nil }
        self.init(milliseconds: milliseconds)
    }

    private static func milliseconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let date = LocalDate(bytes[0..<10]),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        guard let fraction = fraction(&rest), let offset = offset(rest) else { return nil }
        let ofDay = Int64(hour) * 3_600_000 + Int64(minute) * 60_000 + Int64(second) * 1_000
        let milliseconds =
            Int64(date.dayNumber) * LocalDate.dayLength + ofDay + fraction - offset
        let day = LocalDate(of: Instant(milliseconds: milliseconds))
        return (0...9999).contains(day.year) ? milliseconds : nil
    }

    private static func fraction(_ bytes: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        guard bytes.first == UInt8(ascii: ".") else { return 0 }
        let digits = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count), let value = decimal(digits) else { return nil }
        bytes = bytes.dropFirst(1 + digits.count)
        return Int64(digits.count == 1 ? value * 100 : digits.count == 2 ? value * 10 : value)
    }

    private static func offset(_ zone: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        let start = zone.startIndex
        if zone.count == 1, zone[start] == UInt8(ascii: "Z") { return 0 }
        guard zone.count == 6,
            zone[start] == UInt8(ascii: "+") || zone[start] == UInt8(ascii: "-"),
            zone[start + 3] == UInt8(ascii: ":"),
            let hours = decimal(zone[(start + 1)..<(start + 3)]), hours < 24,
            let minutes = decimal(zone[(start + 4)..<(start + 6)]), minutes < 60
        else { return nil }
        let offset = Int64(hours) * 3_600_000 + Int64(minutes) * 60_000
        return zone[start] == UInt8(ascii: "-") ? -offset : offset
    }

    /// The instant as people in Shanghai write it: `2026-03-10T14:00:00+08:00`, with milliseconds
    /// only when there are any.
    public var shanghaiText: String {
        let date = LocalDate(of: self)
        let ofDay = Int(clamped.milliseconds - date.start.milliseconds)
        let clock =
            "\(padded(ofDay / 3_600_000, 2)):\(padded(ofDay / 60_000 % 60, 2)):"
            + padded(ofDay / 1_000 % 60, 2)
        let fraction = ofDay % 1_000 == 0 ? "" : "." + padded(ofDay % 1_000, 3)
        return "\(date.text)T\(clock)\(fraction)+08:00"
    }
}

extension Instant: CustomStringConvertible {
    public var description: String { shanghaiText }
}
