import RefundLedger
import Wording

extension ClockStanding {
    /// How the clock stands, in a few words.
    func text(in language: Language) -> String {
        switch self {
        case .dueInWorkingDays(0): Wording("due today", zh: "今日到期").in(language)
        case .dueInWorkingDays(1):
            Wording("due in 1 working day", zh: "距到期 1 个工作日").in(language)
        case .dueInWorkingDays(let days):
            Wording("due in \(days) working days", zh: "距到期 \(days) 个工作日").in(language)
        case .dueIn(let milliseconds):
            Wording(
                "due in \(Wording.span(milliseconds: milliseconds).in(.en))",
                zh: "距到期 \(Wording.span(milliseconds: milliseconds).in(.zh))"
            ).in(language)
        case .lateByWorkingDays(0):
            Wording("late, by no working day yet", zh: "已逾期，不足 1 个工作日").in(language)
        case .lateByWorkingDays(1): Wording("1 working day late", zh: "逾期 1 个工作日").in(language)
        case .lateByWorkingDays(let days):
            Wording("\(days) working days late", zh: "逾期 \(days) 个工作日").in(language)
        case .lateBy(..<1_000): Wording("due just then", zh: "恰好到期").in(language)
        case .lateBy(let milliseconds):
            Wording(
                "\(Wording.span(milliseconds: milliseconds).in(.en)) late",
                zh: "逾期 \(Wording.span(milliseconds: milliseconds).in(.zh))"
            ).in(language)
        }
    }
}
