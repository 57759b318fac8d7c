import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 8.1: working days of the State Council's calendar, counted in Shanghai (G10).
@Suite struct WorkingDayTests {
    @Test(arguments: [
        ("2026-03-02", true), ("2026-03-07", false), ("2026-01-01", false), ("2026-01-04", true),
        ("2026-02-14", true), ("2026-02-16", false), ("2026-02-28", true), ("2026-10-07", false),
        ("2026-10-10", true), ("2027-01-01", true), ("2027-01-02", false), ("2021-10-01", true),
    ])
    func `a listed day is what it says, any other is Monday to Friday`(text: String, works: Bool)
        throws
    {
        let date = try #require(LocalDate(text))
        #expect(WorkingCalendar.builtIn.isWorkingDay(date) == works)
    }

    /// From when, how many working days, and 00:00 of the day after the last.
    @Test(
        arguments: [
            ("2026-03-02T09:00", 1, "2026-03-04T00:00"),
            ("2026-03-02T00:00", 1, "2026-03-04T00:00"),
            ("2026-03-02T23:59:59.999", 1, "2026-03-04T00:00"),
            ("2026-03-02T09:00", 3, "2026-03-06T00:00"),
            ("2026-03-02T09:00", 5, "2026-03-10T00:00"),
            ("2026-03-06T09:00", 1, "2026-03-10T00:00"),
            ("2026-03-07T09:00", 1, "2026-03-10T00:00"),
            ("2026-02-13T09:00", 1, "2026-02-15T00:00"),
            ("2026-02-13T09:00", 2, "2026-02-25T00:00"),
            ("2026-09-30T09:00", 3, "2026-10-11T00:00"),
            ("2026-12-30T16:00:00Z", 1, "2027-01-02T00:00"),
            ("2026-12-30T15:59:59.999Z", 1, "2027-01-01T00:00"),
        ] as [(String, Int64, String)])
    func `the day of the start is not counted, make-up workdays are`(
        start: String, count: Int64, due: String
    ) {
        let found = WorkingCalendar.builtIn.due(count, workingDaysAfter: clock(start))
        #expect(found.at == clock(due))
    }

    @Test(
        arguments: [
            ("2026-12-29T09:00", 2, false), ("2026-12-30T09:00", 1, false),
            ("2026-12-30T09:00", 2, true),
            ("2026-12-31T09:00", 1, true), ("2021-12-30T09:00", 1, true),
            ("2021-12-31T09:00", 1, false),
        ] as [(String, Int64, Bool)])
    func `a due date is provisional when its count touched a year without a calendar`(
        start: String, count: Int64, isProvisional: Bool
    ) {
        let due = WorkingCalendar.builtIn.due(count, workingDaysAfter: clock(start))
        #expect(due.isProvisional == isProvisional)
    }

    @Test func `a publication replaces all days of its years and no others`() throws {
        let publication = CalendarPublished {
            ($0.version, $0.firstYear, $0.lastYear) = ("cn-2026-b", 2026, 2026)
        }
        let next = WorkingCalendar.builtIn.replacing(publication)
        let newYear = try #require(LocalDate("2026-01-01"))
        let earlier = try #require(LocalDate("2025-01-01"))
        #expect(next.isWorkingDay(newYear))
        #expect(!next.isWorkingDay(earlier))
        #expect(next.version == "cn-2026-b")
    }

    @Test(arguments: [
        [1, 2, 3, 4], [2, 1, 3, 2], [4, 3, 2, 1], [1, 1, 1, 2], [3, 1, 3, 1], [2, 2, 1, 4],
    ])
    func `a book gives what all publications up to an instant come to`(hours: [Int64]) {
        let start = clock("2026-03-02T00:00")
        var book = CalendarBook()
        var known: [(at: Instant, event: CalendarPublished)] = []
        for (place, hour) in hours.enumerated() {
            var day = CalendarDay()
            (day.date, day.kind) = (LocalDate(of: start).adding(days: place), .holiday)
            var event = CalendarPublished()
            (event.firstYear, event.lastYear) = (2026, 2026 + Int64(place % 2))
            event.days = [day]
            known.append((start.adding(hours: hour), event))
            book.add(event, at: start.adding(hours: hour))
            for hour in Int64(0)...5 {
                let instant = start.adding(hours: hour)
                let expected = known.filter { $0.at <= instant }
                    .reduce(WorkingCalendar()) { $0.replacing($1.event) }
                #expect(book.inForce(at: instant) == expected)
            }
        }
    }

    @Test func `a calendar counts for actions from its own instant on`() throws {
        let published = clock("2026-12-28T09:00")
        let given = try Given(
            .publishCalendar(holidays: ["2027-01-01"]).at(published),
            order: .sample(state: .undelivered))
        let before = given.when(.apply().at(published.adding(milliseconds: -1)))
        let first = try before.only(RefundApplied.self)
        #expect(first.reviewDueAt == clock("2027-01-01T00:00"))
        #expect(!first.provisional)
        #expect(before.drafts.first?.context.calendar == "cn-2022-2026")
        let after = given.when(.apply().at("2026-12-29T10:00"))
        #expect(try after.only(RefundApplied.self).reviewDueAt == clock("2027-01-05T00:00"))
        #expect(try !after.only(RefundApplied.self).provisional)
        #expect(after.drafts.first?.context.calendar == "cn-2027")
    }

    @Test func `the built-in calendar is the one of the fixture`() throws {
        let lines = try Fixture.text("holidays.csv").split(separator: "\n").dropFirst()
        let builtIn = BuiltInCalendar.text.split(separator: "\n")
        #expect(builtIn.elementsEqual(lines))
        #expect(BuiltInCalendar.publication.days == CalendarPublished.builtIn.days)
        #expect(BuiltInCalendar.publication.version == "cn-2022-2026")
    }

    /// The payout of story S09: due 2026-10-11 00:00, paid on 2026-10-21.
    @Test(arguments: [
        ("2026-10-10T23:59:59.999", 0), ("2026-10-11T00:00", 0), ("2026-10-11T23:59:59.999", 0),
        ("2026-10-12T00:00", 1), ("2026-10-16T12:00", 5), ("2026-10-18T12:00", 5),
        ("2026-10-21T11:02", 8),
    ])
    func `overdue working days are counted from the last day in time`(at: String, days: Int) throws
    {
        let given = try Given(
            .apply().at("2026-09-28T10:00"), .approve().at("2026-09-28T17:00"),
            order: .sample(state: .undelivered))
        let payout = try #require(given.order.clocks.last)
        #expect(payout.dueAt == clock("2026-10-11T00:00"))
        #expect(payout.overdueWorkingDays(at: clock(at), .builtIn) == days)
    }

    @Test func `overdue days stop with the clock, and are none for one that was met`() throws {
        let given = try Given(
            .apply(), .approve().at("2026-03-02T10:00"), .initiate(),
            .succeeded().at("2026-03-12T10:00"))
        let payout = try #require(given.order.clocks.first { $0.name == .payout })
        #expect(payout.overdueWorkingDays(at: clock("2026-06-01T00:00"), .builtIn) == 3)
        let review = try #require(given.order.clocks.first { $0.name == .review })
        #expect(review.overdueWorkingDays(at: clock("2026-06-01T00:00"), .builtIn) == 0)
    }

    @Test func `no number of milliseconds is too large to be shown`() {
        for milliseconds in [Int64.min, .max] {
            #expect(Instant(milliseconds: milliseconds).shanghaiText.hasSuffix("+08:00"))
            _ = LocalDate(of: Instant(milliseconds: milliseconds)).adding(days: 1).start
        }
    }

    @Test(arguments: [
        0, 253_402_185_600_000, 253_402_271_999_999, 253_402_272_000_000,
        32_503_651_200_123, 8_640_000_000_000_000, Int64.max / 4,
    ])
    func `a recorded instant reads as it was written, whatever its year`(milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(Instant(recorded: instant.shanghaiText) == instant)
    }

    @Test func `an instant that is given has a year of four digits`() {
        #expect(Instant("10000-01-03T00:00:00+08:00") == nil)
        #expect(Instant(recorded: "10000-01-03T00:00:00+08:00") != nil)
        for wrong in [
            "10000-13-03T00:00:00+08:00", "+10000-01-03T00:00:00+08:00", "1e5-01-03T00:00:00Z",
            "99999999999-01-03T00:00:00Z", "",
        ] { #expect(Instant(recorded: wrong) == nil, "\(wrong)") }
    }
}
