/// When orders arrive: more in the evening than at night, and more as the shop grows.
enum Arrivals {
    static let ordersPerDayFirst: Int64 = 160
    static let ordersPerDayMax: Int64 = 2500
    static let ordersPerDayGrowth: Int64 = 6

    /// How busy each hour of the Shanghai day is; the mean is 100.
    private static let busyness: [Int64] = [
        50, 25, 15, 10, 10, 15, 30, 55, 80, 110, 120, 130, 140, 120, 115, 115, 120, 125, 140, 175,
        195, 190, 170, 145,
    ]

    /// Milliseconds to the next order.
    static func gap(after now: Moment, _ random: inout SplitMix64) -> Int64 {
        let days = (now - OpeningDay.start) / Moment.day
        let perDay = min(ordersPerDayMax, ordersPerDayFirst + ordersPerDayGrowth * days)
        let mean = Moment.day * 100 / (perDay * busyness[now.hour])
        return random.number(1...2 * mean)
    }
}
