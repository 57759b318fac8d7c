extension Wording {
    /// A span of time as people say it, in its two largest units: `3 d 4 h`; the sign is dropped.
    public static func span(milliseconds: Int64) -> Wording {
        Wording(text(milliseconds, in: .en), zh: text(milliseconds, in: .zh))
    }

    private static func text(_ milliseconds: Int64, in language: Language) -> String {
        let seconds = Int64(milliseconds.magnitude / 1_000)
        let units: [(count: Int64, name: Wording)] = [
            (seconds / 86_400, Wording("d", zh: "天")),
            (seconds / 3_600 % 24, Wording("h", zh: "小时")),
            (seconds / 60 % 60, Wording("min", zh: "分钟")),
            (seconds % 60, Wording("s", zh: "秒")),
        ]
        guard let first = units.firstIndex(where: { $0.count > 0 }) else {
            return Wording("0 s", zh: "0 秒").in(language)
        }
        return units[first...].prefix(2).filter { $0.count > 0 }
            .map { "\($0.count) \($0.name.in(language))" }.joined(separator: " ")
    }
}
