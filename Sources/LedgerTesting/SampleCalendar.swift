import Records
public import RefundDomain
import Units

extension CalendarPublished {
    /// The built-in calendar `cn-2022-2026`, as `Fixtures/holidays.csv` has it.
    public static let builtIn: CalendarPublished = {
        guard let text = try? Fixture.text("holidays.csv") else {
            preconditionFailure("Fixtures/holidays.csv cannot be read")
        }
        return CalendarPublished {
            $0.version = "cn-2022-2026"
            $0.firstYear = 2022
            $0.lastYear = 2026
            $0.days = text.split(separator: "\n").dropFirst().map(day)
        }
    }()

    private static func day(_ line: Substring) -> CalendarDay {
        let cells = line.split(separator: ",", maxSplits: 2)
        guard cells.count == 3, let date = LocalDate(cells[0]),
            let kind = DayKind(name: String(cells[1]))
        else { preconditionFailure("\(line) is no day of a calendar") }
        return CalendarDay {
            $0.date = date
            $0.kind = kind
            $0.name = Name(String(cells[2]))
        }
    }
}

extension WorkingCalendar {
    /// The built-in calendar alone.
    public static let builtIn = WorkingCalendar().replacing(.builtIn)
}

extension Facts {
    /// The built-in policy and calendar, published as in every ledger, and nothing else known.
    public static let standard = Facts(policies: .builtIn, calendars: .builtIn)
}

extension PolicyBook {
    /// The built-in policy, in force from the beginning.
    public static let builtIn: PolicyBook = {
        var book = PolicyBook()
        book.add(
            PolicyPublished {
                $0.version = Policy.standard.version
                $0.effectiveFrom = .distantPast
                $0.params = Policy.standard.parameters
            })
        return book
    }()
}

extension CalendarBook {
    /// The built-in calendar, in force from the beginning.
    public static let builtIn: CalendarBook = {
        var book = CalendarBook()
        book.add(.builtIn, at: .distantPast)
        return book
    }()
}
