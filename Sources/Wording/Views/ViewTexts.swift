/// The descriptions of tables and columns of the views in other languages.
///
/// The views say in English what they hold, in the database itself; a description is found here by
/// that text, without the unit behind it. A test finds those that are not here.
public enum ViewTexts {
    /// A description in every language; `nil` when nobody has translated it.
    public static func wording(of description: String) -> Wording? {
        for (unit, translated) in units where description.hasSuffix("; " + unit) {
            let text = String(description.dropLast(unit.count + 2))
            return chinese(text).map { Wording(description, zh: "\($0)；\(translated)") }
        }
        return chinese(description).map { Wording(description, zh: $0) }
    }

    /// A description in a language; as it is when nobody has translated it.
    public static func text(_ description: String, in language: Language) -> String {
        wording(of: description)?.in(language) ?? description
    }

    private static func chinese(_ text: String) -> String? {
        if let found = tables[text] ?? cases[text] ?? figures[text] { return found }
        // The column beside an instant that has it as a text.
        guard text.hasSuffix(" in Shanghai") else { return nil }
        let column = text.dropLast(" in Shanghai".count)
        return column.contains(" ") ? nil : "\(column) 的上海时间"
    }

    private static let units = [
        ("ms since 1970, UTC", "自 1970 年起的毫秒数，UTC"),
        ("ISO 8601, to the second", "ISO 8601，精确到秒"),
        ("JSON array of texts", "JSON 文本数组"), ("JSON object", "JSON 对象"),
        ("SHA-256, 32 bytes", "SHA-256，32 字节"), ("YYYY-MM-DD", "YYYY-MM-DD"),
        ("YYYY-MM", "YYYY-MM"), ("0 or 1", "0 或 1"), ("fen", "分"), ("count", "个"),
        ("position", "日志位置"), ("bytes", "字节"), ("hours", "小时"),
        ("working days", "工作日"), ("basis points", "万分之一"),
        ("position in the log", "在日志中的位置"),
    ]
}
