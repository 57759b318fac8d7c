/// What the shop does once a day beside its orders: corrections, calendars, policies.
struct DailyChores: Sendable {
    private var random: SplitMix64
    private var told = ToldLines()
    private var now: Moment
    private let day: Int64

    /// Tells the chores of one day.
    ///
    /// - Parameters:
    ///   - day: Days since the opening.
    ///   - now: When they begin.
    ///   - seed: Of what is drawn.
    /// - Returns: The lines.
    static func lines(day: Int64, at now: Moment, seed: UInt64) -> ToldLines {
        var chores = DailyChores(random: SplitMix64(seed: seed), now: now, day: day)
        chores.tell()
        return chores.told
    }

    private init(random: SplitMix64, now: Moment, day: Int64) {
        self.random = random
        self.now = now
        self.day = day
    }

    private mutating func tell() {
        if random.chance(70) || day < 3 { correct() }
        if day % 30 == 5 { reviseCalendar() }
        if day % 20 == 2 { publishWrongPolicy() }
    }

    /// A clerical error in one of the first orders, whose positions are known.
    private mutating func correct() {
        let index = random.below(OpeningDay.foundingOrders)
        now = now + random.number(1...7200) * Moment.second
        let by =
            random.chance(50) ? random.pick(People.supervisors) : random.pick(People.compliance)
        told.tell(
            "record_correction", by: by, at: now, order: ShopHistory.orderNumber(index + 1),
            [
                "corrects_position": .integer(OpeningDay.publishedEvents + Int64(index) + 1),
                "field": .text(random.pick(["lines.0.name", "platform_ref.rating", "buyer_ref"])),
                "value": .text(random.pick(["名称更正", "4.8", "见工单", "renamed"])),
                "reason": .text(random.pick(["录入错误", "供应商改名", "Typing error"])),
            ])
    }

    /// The calendar of the year again, with a day on which the shop is closed.
    private mutating func reviseCalendar() {
        now = now + random.number(60...3600) * Moment.second
        let closed = now.dayNumber + random.number(3...9)
        Self.publishCalendar(
            year: CivilDate(dayNumber: now.dayNumber).year, revision: day, closed: closed, at: now,
            in: &told)
    }

    static func publishCalendar(
        year: Int64, revision: Int64, closed: Int64?, at: Moment, in told: inout ToldLines
    ) {
        var days = [CivilDate.dayNumber(year, 1, 1)]
        days += (1...5).map { CivilDate.dayNumber(year, 5, $0) }
        days += (1...7).map { CivilDate.dayNumber(year, 10, $0) }
        var entries: [Fields] = days.map {
            ["date": .text(CivilDate(dayNumber: $0).text), "kind": "holiday", "name": "法定节假日"]
        }
        if let closed, !days.contains(closed), CivilDate(dayNumber: closed).year == year {
            let date = CivilDate(dayNumber: closed).text
            entries.append(["date": .text(date), "kind": "holiday", "name": "停业日"])
        }
        told.tell(
            "publish_calendar", by: People.compliance[0], at: at, order: nil,
            [
                "version": .text("cn-\(year)-r\(revision)"), "first_year": .integer(year),
                "last_year": .integer(year), "days": .objects(entries),
            ])
    }

    /// A policy that must not come into force.
    private mutating func publishWrongPolicy() {
        now = now + random.number(60...3600) * Moment.second
        let isOutOfBounds = random.chance(50)
        let isWrongRole = random.chance(30)
        told.tell(
            "publish_policy",
            by: isWrongRole ? random.pick(People.supervisors) : People.compliance[0], at: now,
            order: nil,
            [
                "version": .text("draft-\(day)"),
                "effective_from": .moment(now + (isOutOfBounds ? Moment.day : -Moment.day)),
                "params": .object(["window_hours": isOutOfBounds ? 12 : 48]),
            ])
    }
}
