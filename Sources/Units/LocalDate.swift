/// A calendar day in Asia/Shanghai (UTC+08:00, no daylight saving since 1991).
///
/// Working days, daily totals and due dates are counted in these days (G10).
public struct LocalDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public var dayNumber: Int

    /// Creates a day from the days passed since 1970-01-01.
    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Creates a day of the proleptic Gregorian calendar; `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.daysIn(month: month, year: year)
        else { return nil }
        self.init(dayNumber: Self.dayNumber(year: year, month: month, day: day))
    }

    /// The day on which an instant falls in Shanghai; of one that cannot be recorded, the day at that
    /// end of time.
    public init(of instant: Instant) {
        let local = instant.clamped.milliseconds + Self.shanghaiOffset
        self.init(dayNumber: Int(floorDivide(local, Self.dayLength)))
    }

    /// Reads `YYYY-MM-DD`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard let date = text.utf8.withBytes({ LocalDate($0[...]) }) else { return nil }
        self = date
    }

    init?(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
        let start = text.startIndex
        guard text.count == 10, text[start + 4] == UInt8(ascii: "-"),
            text[start + 7] == UInt8(ascii: "-"),
            let year = decimal(text[start..<(start + 4)]),
            let month = decimal(text[(start + 5)..<(start + 7)]),
            let day = decimal(text[(start + 8)..<(start + 10)])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The first instant of the day, 00:00 in Shanghai.
    public var start: Instant {
        Instant(milliseconds: Int64(dayNumber) * Self.dayLength - Self.shanghaiOffset)
    }

    /// The day a number of days later; negative counts lead back.
    public func adding(days: Int) -> LocalDate { LocalDate(dayNumber: dayNumber + days) }

    /// Whether the day is a Saturday or a Sunday.
    public var isWeekend: Bool {
        let weekday = ((dayNumber % 7) + 7 + 4) % 7  // 1970-01-01 was a Thursday; 0 is Sunday
        return weekday == 0 || weekday == 6
    }

    /// Year, month (1 to 12) and day (1 to 31) of the proleptic Gregorian calendar.
    public var civil: (year: Int, month: Int, day: Int) {
        // H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The year of the day.
    public var year: Int { civil.year }

    /// The day as `YYYY-MM-DD`.
    public var text: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    public static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.dayNumber < right.dayNumber
    }

    /// Milliseconds that Shanghai's clocks are ahead of UTC.
    public static let shanghaiOffset: Int64 = 8 * 3_600_000

    static let dayLength: Int64 = 86_400_000

    static func daysIn(month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension LocalDate: CustomStringConvertible {
    public var description: String { text }
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

func decimal(_ digits: some Collection<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}

extension Collection where Element == UInt8 {
    /// Gives the bytes in one piece; they are copied only where they are not.
    func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
        withContiguousStorageIfAvailable(body) ?? Array(self).withUnsafeBufferPointer(body)
    }
}
