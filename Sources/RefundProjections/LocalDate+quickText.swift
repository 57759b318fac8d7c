import Units

extension LocalDate {
    /// ``Units/LocalDate/text``, quicker: every movement of money has a day.
    var quickText: String {
        let (year, month, day) = civil
        guard (0...9999).contains(year) else { return text }
        return String(unsafeUninitializedCapacity: 10) { bytes in
            var place = 0
            func put(_ value: Int, _ divisor: Int) {
                bytes[place] = UInt8(ascii: "0") + UInt8(value / divisor % 10)
                place += 1
            }
            func putDash() {
                bytes[place] = UInt8(ascii: "-")
                place += 1
            }
            for divisor in [1000, 100, 10, 1] { put(year, divisor) }
            putDash()
            put(month, 10)
            put(month, 1)
            putDash()
            put(day, 10)
            put(day, 1)
            return place
        }
    }
}
