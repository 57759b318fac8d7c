/// A moment of the simulated shop, in milliseconds UTC since 1970, told in Shanghai time.
struct Moment: Comparable, Hashable, Sendable {
    static let second: Int64 = 1000
    static let minute = 60 * second
    static let hour = 60 * minute
    static let day = 24 * hour
    /// China has one time zone and no summer time.
    private static let offset = 8 * hour

    var milliseconds: Int64

    static func < (one: Moment, other: Moment) -> Bool { one.milliseconds < other.milliseconds }
    static func + (moment: Moment, milliseconds: Int64) -> Moment {
        Moment(milliseconds: moment.milliseconds + milliseconds)
    }
    static func - (one: Moment, other: Moment) -> Int64 { one.milliseconds - other.milliseconds }

    /// Days since 1970-01-01, by the Shanghai calendar.
    var dayNumber: Int64 { (milliseconds + Self.offset) / Self.day }

    /// The hour of the Shanghai day, 0 to 23.
    var hour: Int { Int((milliseconds + Self.offset) % Self.day / Self.hour) }

    /// Saturday or Sunday; 1970-01-01 was a Thursday.
    var isWeekend: Bool { Self.isWeekend(dayNumber: dayNumber) }

    static func isWeekend(dayNumber: Int64) -> Bool { (dayNumber + 3) % 7 >= 5 }

    /// Midnight of a Shanghai day, and so many hours after it.
    static func of(dayNumber: Int64, hour: Int64 = 0) -> Moment {
        Moment(milliseconds: dayNumber * day - offset + hour * Self.hour)
    }

    /// The first moment from this one on that lies between 9 and 18 o'clock, Monday to Friday.
    var inOfficeHours: Moment {
        var moment = self
        if moment.hour >= 18 { moment = .of(dayNumber: moment.dayNumber + 1, hour: 9) }
        while moment.isWeekend { moment = .of(dayNumber: moment.dayNumber + 1, hour: 9) }
        if moment.hour < 9 { moment = .of(dayNumber: moment.dayNumber, hour: 9) }
        return moment
    }

    /// The first moment from this one on at which people are awake.
    var inWakingHours: Moment {
        (1..<7).contains(hour)
            ? .of(dayNumber: dayNumber, hour: 7) + (milliseconds % Self.hour) : self
    }
}

extension Moment {
    /// `2026-03-10T14:00:00+08:00`, with three digits of a second where there are any.
    var text: String {
        let date = CivilDate(dayNumber: dayNumber)
        let time = (milliseconds + Self.offset) % Self.day
        let fraction = time % Self.second
        return String(unsafeUninitializedCapacity: 32) { buffer in
            // Twenty-nine bytes at most: nineteen, a point and three digits, and the offset's six.
            var count = 0
            func digits(_ value: Int64, _ width: Int) {
                var rest = value
                for place in (0..<width).reversed() {
                    buffer[count + place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                count += width
            }
            func mark(_ byte: UInt8) {
                buffer[count] = byte
                count += 1
            }
            digits(date.year, 4)
            mark(UInt8(ascii: "-"))
            digits(date.month, 2)
            mark(UInt8(ascii: "-"))
            digits(date.day, 2)
            mark(UInt8(ascii: "T"))
            digits(time / Self.hour, 2)
            mark(UInt8(ascii: ":"))
            digits(time / Self.minute % 60, 2)
            mark(UInt8(ascii: ":"))
            digits(time / Self.second % 60, 2)
            if fraction > 0 {
                mark(UInt8(ascii: "."))
                digits(fraction, 3)
            }
            mark(UInt8(ascii: "+"))
            digits(8, 2)
            mark(UInt8(ascii: ":"))
            digits(0, 2)
            return count
        }
    }
}
