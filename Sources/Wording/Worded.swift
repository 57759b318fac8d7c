/// Something that has a name in every language, such as each code of a closed list.
public protocol Worded: Sendable {
    /// The name, short enough for a cell of a table.
    var wording: Wording { get }
}

extension Worded {
    /// The name in a language.
    public func text(in language: Language) -> String { wording.in(language) }
}
