import Records
public import RefundDomain
public import Units

extension Worded {
    /// The English name.
    var en: String { wording.in(.en) }
    /// The Chinese name.
    var zh: String { wording.in(.zh) }
}

extension Sequence where Element: Worded {
    /// The names in a row.
    public func list(_ language: Language) -> String {
        map { $0.text(in: language) }
            .joined(separator: Wording(", ", zh: "、").in(language))
    }
}

extension Instant {
    /// The instant in Shanghai as people write it, to the minute: `2026-03-10 14:00`.
    public var shanghaiMinute: String {
        let text = shanghaiText
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// The instant in Shanghai to the second: `2026-03-10 14:00:00`.
    public var shanghaiSecond: String {
        let text = shanghaiText
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}

extension AmountUnit {
    /// A number of these: fen as yuan, days as days.
    public func quantity(_ count: Int64, _ language: Language) -> String {
        switch self {
        case .fen: "¥\(Fen(count))"
        case .day: Wording("\(count) days", zh: "\(count) 天").in(language)
        }
    }
}

extension Facets: Worded {
    /// The facets that were looked at, each with what was found.
    public var wording: Wording {
        let found: [(any Worded)?] = [secret, usage, activation, binding, validity]
        let names = found.compactMap { $0?.wording }
        return Wording(
            names.map { $0.in(.en) }.joined(separator: ", "),
            zh: names.map { $0.in(.zh) }.joined(separator: "、"))
    }
}
