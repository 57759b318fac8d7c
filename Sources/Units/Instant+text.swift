extension Instant {
    /// Reads `YYYY-MM-DDTHH:MM:SS[.f{1,3}]` followed by `Z` or `±HH:MM`; `nil` for anything else.
    ///
    /// Source: ACTIONS.md, section 1, type `time`. A leap second (`:60`) is not accepted, nor an
    /// instant whose day in Shanghai has no year of four digits.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let date = LocalDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second < 60
        else { return nil }
        bytes = bytes[19...]
        guard let fraction = Self.fraction(&bytes), let offset = Self.offset(bytes) else {
            return nil
        }
        let ofDay = Int64(hour) * 3_600_000 + Int64(minute) * 60_000 + Int64(second) * 1_000
        self.init(
            milliseconds: Int64(date.dayNumber) * LocalDate.dayLength + ofDay + fraction - offset)
        guard (0...9999).contains(LocalDate(of: self).year) else { return nil }
    }

    private static func fraction(_ bytes: inout ArraySlice<UInt8>) -> Int64? {
        guard bytes.first == UInt8(ascii: ".") else { return 0 }
        let digits = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count), let value = decimal(digits) else { return nil }
        bytes = bytes.dropFirst(1 + digits.count)
        return Int64(value) * [100, 10, 1][digits.count - 1]
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let zone = Array(bytes)
        if zone == [UInt8(ascii: "Z")] { return 0 }
        guard zone.count == 6, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
            zone[3] == UInt8(ascii: ":"), let hours = decimal(zone[1..<3]), hours < 24,
            let minutes = decimal(zone[4..<6]), minutes < 60
        else { return nil }
        let offset = Int64(hours) * 3_600_000 + Int64(minutes) * 60_000
        return zone[0] == UInt8(ascii: "-") ? -offset : offset
    }

    /// The instant as people in Shanghai write it: `2026-03-10T14:00:00+08:00`, with milliseconds
    /// only when there are any.
    public var shanghaiText: String {
        let date = LocalDate(of: self)
        let ofDay = Int(milliseconds - date.start.milliseconds)
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
