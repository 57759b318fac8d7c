public import Records

extension FreeText {
    /// The text in quotes, or in brackets what stands in its place.
    public func quoted(in language: Language) -> String {
        switch self {
        case .plain(let text), .opened(_, .text(let text)): "\"\(text)\""
        case .sealed: Wording("[sealed]", zh: "[已加密]").in(language)
        case .opened(_, let content): content.wording.in(language)
        }
    }
}

extension SealedContent {
    /// What stands in a sealed text.
    public var wording: Wording {
        switch self {
        case .text(let text): Wording(text, zh: text)
        case .erased: Wording(shown, zh: "[已删除]")
        case .restricted: Wording(shown, zh: "[限制处理]")
        case .keyMissing: Wording(shown, zh: "[缺少密钥]")
        case .damaged: Wording(shown, zh: "[已损坏]")
        }
    }
}
