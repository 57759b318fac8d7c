import Records
import Units

/// The working days that every ledger knows from the beginning: `cn-2022-2026`.
///
/// Source: the yearly notices of the State Council of China on public holidays, as collected in
/// `Fixtures/holidays.csv` (G10).
public enum BuiltInCalendar {
    /// The publication, without the digest of its days.
    public static let publication = CalendarPublished {
        $0.version = "cn-2022-2026"
        $0.firstYear = 2022
        $0.lastYear = 2026
        $0.days = days
    }

    /// The days as lines `date,kind,name`, each ended by a newline.
    public static let text = """
        2022-01-01,holiday,New Year's Day
        2022-01-02,holiday,New Year's Day
        2022-01-03,holiday,New Year's Day
        2022-01-29,workday,Spring Festival
        2022-01-30,workday,Spring Festival
        2022-01-31,holiday,Spring Festival
        2022-02-01,holiday,Spring Festival
        2022-02-02,holiday,Spring Festival
        2022-02-03,holiday,Spring Festival
        2022-02-04,holiday,Spring Festival
        2022-02-05,holiday,Spring Festival
        2022-02-06,holiday,Spring Festival
        2022-04-02,workday,Tomb-sweeping Day
        2022-04-03,holiday,Tomb-sweeping Day
        2022-04-04,holiday,Tomb-sweeping Day
        2022-04-05,holiday,Tomb-sweeping Day
        2022-04-24,workday,Labour Day
        2022-04-30,holiday,Labour Day
        2022-05-01,holiday,Labour Day
        2022-05-02,holiday,Labour Day
        2022-05-03,holiday,Labour Day
        2022-05-04,holiday,Labour Day
        2022-05-07,workday,Labour Day
        2022-06-03,holiday,Dragon Boat Festival
        2022-06-04,holiday,Dragon Boat Festival
        2022-06-05,holiday,Dragon Boat Festival
        2022-09-10,holiday,Mid-autumn Festival
        2022-09-11,holiday,Mid-autumn Festival
        2022-09-12,holiday,Mid-autumn Festival
        2022-10-01,holiday,National Day
        2022-10-02,holiday,National Day
        2022-10-03,holiday,National Day
        2022-10-04,holiday,National Day
        2022-10-05,holiday,National Day
        2022-10-06,holiday,National Day
        2022-10-07,holiday,National Day
        2022-10-08,workday,National Day
        2022-10-09,workday,National Day
        2022-12-31,holiday,New Year's Day
        2023-01-01,holiday,New Year's Day
        2023-01-02,holiday,New Year's Day
        2023-01-21,holiday,Spring Festival
        2023-01-22,holiday,Spring Festival
        2023-01-23,holiday,Spring Festival
        2023-01-24,holiday,Spring Festival
        2023-01-25,holiday,Spring Festival
        2023-01-26,holiday,Spring Festival
        2023-01-27,holiday,Spring Festival
        2023-01-28,workday,Spring Festival
        2023-01-29,workday,Spring Festival
        2023-04-05,holiday,Tomb-sweeping Day
        2023-04-23,workday,Labour Day
        2023-04-29,holiday,Labour Day
        2023-04-30,holiday,Labour Day
        2023-05-01,holiday,Labour Day
        2023-05-02,holiday,Labour Day
        2023-05-03,holiday,Labour Day
        2023-05-06,workday,Labour Day
        2023-06-22,holiday,Dragon Boat Festival
        2023-06-23,holiday,Dragon Boat Festival
        2023-06-24,holiday,Dragon Boat Festival
        2023-06-25,workday,Dragon Boat Festival
        2023-09-29,holiday,Mid-autumn Festival
        2023-09-30,holiday,National Day
        2023-10-01,holiday,National Day
        2023-10-02,holiday,National Day
        2023-10-03,holiday,National Day
        2023-10-04,holiday,National Day
        2023-10-05,holiday,National Day
        2023-10-06,holiday,National Day
        2023-10-07,workday,National Day
        2023-10-08,workday,National Day
        2023-12-30,holiday,New Year's Day
        2023-12-31,holiday,New Year's Day
        2024-01-01,holiday,New Year's Day
        2024-02-04,workday,Spring Festival
        2024-02-10,holiday,Spring Festival
        2024-02-11,holiday,Spring Festival
        2024-02-12,holiday,Spring Festival
        2024-02-13,holiday,Spring Festival
        2024-02-14,holiday,Spring Festival
        2024-02-15,holiday,Spring Festival
        2024-02-16,holiday,Spring Festival
        2024-02-17,holiday,Spring Festival
        2024-02-18,workday,Spring Festival
        2024-04-04,holiday,Tomb-sweeping Day
        2024-04-05,holiday,Tomb-sweeping Day
        2024-04-06,holiday,Tomb-sweeping Day
        2024-04-07,workday,Tomb-sweeping Day
        2024-04-28,workday,Labour Day
        2024-05-01,holiday,Labour Day
        2024-05-02,holiday,Labour Day
        2024-05-03,holiday,Labour Day
        2024-05-04,holiday,Labour Day
        2024-05-05,holiday,Labour Day
        2024-05-11,workday,Labour Day
        2024-06-10,holiday,Dragon Boat Festival
        2024-09-14,workday,Mid-autumn Festival
        2024-09-15,holiday,Mid-autumn Festival
        2024-09-16,holiday,Mid-autumn Festival
        2024-09-17,holiday,Mid-autumn Festival
        2024-09-29,workday,National Day
        2024-10-01,holiday,National Day
        2024-10-02,holiday,National Day
        2024-10-03,holiday,National Day
        2024-10-04,holiday,National Day
        2024-10-05,holiday,National Day
        2024-10-06,holiday,National Day
        2024-10-07,holiday,National Day
        2024-10-12,workday,National Day
        2025-01-01,holiday,New Year's Day
        2025-01-26,workday,Spring Festival
        2025-01-28,holiday,Spring Festival
        2025-01-29,holiday,Spring Festival
        2025-01-30,holiday,Spring Festival
        2025-01-31,holiday,Spring Festival
        2025-02-01,holiday,Spring Festival
        2025-02-02,holiday,Spring Festival
        2025-02-03,holiday,Spring Festival
        2025-02-04,holiday,Spring Festival
        2025-02-08,workday,Spring Festival
        2025-04-04,holiday,Tomb-sweeping Day
        2025-04-05,holiday,Tomb-sweeping Day
        2025-04-06,holiday,Tomb-sweeping Day
        2025-04-27,workday,Labour Day
        2025-05-01,holiday,Labour Day
        2025-05-02,holiday,Labour Day
        2025-05-03,holiday,Labour Day
        2025-05-04,holiday,Labour Day
        2025-05-05,holiday,Labour Day
        2025-05-31,holiday,Dragon Boat Festival
        2025-06-01,holiday,Dragon Boat Festival
        2025-06-02,holiday,Dragon Boat Festival
        2025-09-28,workday,National Day
        2025-10-01,holiday,National Day
        2025-10-02,holiday,National Day
        2025-10-03,holiday,National Day
        2025-10-04,holiday,National Day
        2025-10-05,holiday,National Day
        2025-10-06,holiday,Mid-autumn Festival
        2025-10-07,holiday,National Day
        2025-10-08,holiday,National Day
        2025-10-11,workday,National Day
        2026-01-01,holiday,New Year's Day
        2026-01-02,holiday,New Year's Day
        2026-01-03,holiday,New Year's Day
        2026-01-04,workday,New Year's Day
        2026-02-14,workday,Spring Festival
        2026-02-15,holiday,Spring Festival
        2026-02-16,holiday,Spring Festival
        2026-02-17,holiday,Spring Festival
        2026-02-18,holiday,Spring Festival
        2026-02-19,holiday,Spring Festival
        2026-02-20,holiday,Spring Festival
        2026-02-21,holiday,Spring Festival
        2026-02-22,holiday,Spring Festival
        2026-02-23,holiday,Spring Festival
        2026-02-28,workday,Spring Festival
        2026-04-04,holiday,Tomb-sweeping Day
        2026-04-05,holiday,Tomb-sweeping Day
        2026-04-06,holiday,Tomb-sweeping Day
        2026-05-01,holiday,Labour Day
        2026-05-02,holiday,Labour Day
        2026-05-03,holiday,Labour Day
        2026-05-04,holiday,Labour Day
        2026-05-05,holiday,Labour Day
        2026-05-09,workday,Labour Day
        2026-06-19,holiday,Dragon Boat Festival
        2026-06-20,holiday,Dragon Boat Festival
        2026-06-21,holiday,Dragon Boat Festival
        2026-09-20,workday,National Day
        2026-09-25,holiday,Mid-autumn Festival
        2026-09-26,holiday,Mid-autumn Festival
        2026-09-27,holiday,Mid-autumn Festival
        2026-10-01,holiday,National Day
        2026-10-02,holiday,National Day
        2026-10-03,holiday,National Day
        2026-10-04,holiday,National Day
        2026-10-05,holiday,National Day
        2026-10-06,holiday,National Day
        2026-10-07,holiday,National Day
        2026-10-10,workday,National Day

        """

    private static let days: [CalendarDay] = text.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: ",", maxSplits: 2)
        guard parts.count == 3, let date = LocalDate(parts[0]),
            let kind = DayKind(name: String(parts[1]))
        else { return nil }
        return CalendarDay {
            $0.date = date
            $0.kind = kind
            $0.name = Name(String(parts[2]))
        }
    }
}
