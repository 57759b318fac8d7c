/// What fields of events hold, and their units, in other languages.
///
/// The schema says both in English; they are found here by that text. Names of code lists stay.
public enum FieldTexts {
    /// A kind or a unit in a language; as it is when nobody has translated it.
    public static func text(_ description: String, in language: Language) -> String {
        guard language == .zh else { return description }
        return sentences.chinese(description) { text($0, in: language) } ?? words[description]
            ?? description
    }

    private static let sentences = Sentences([
        "list of {}": "{1} 列表",
        "{} or null": "{1} 或 null",
    ])

    private static let words = [
        "ms since 1970, UTC": "自 1970 年起的毫秒数，UTC", "day in Asia/Shanghai": "上海日期", "fen": "分",
        "integer": "整数", "instant": "时刻", "date": "日期", "bool": "真假", "id": "标识",
        "text": "文本", "object": "对象", "code": "代码", "list": "列表", "record": "记录",
    ]
}
