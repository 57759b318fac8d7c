/// A short text in every language, written where it is used.
///
/// Both texts stand side by side, so that whoever changes one sees the other:
/// `Wording("order", zh: "订单").in(language)`.
public struct Wording: Hashable, Sendable {
    private let english: String
    private let chinese: String

    /// Creates a text in English and Chinese.
    public init(_ english: String, zh chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// The text in a language.
    public func `in`(_ language: Language) -> String {
        switch language {
        case .en: english
        case .zh: chinese
        }
    }
}
