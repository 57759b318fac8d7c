/// A language that answers are written in.
public enum Language: String, CaseIterable, Sendable {
    /// English.
    case en
    /// Chinese, simplified.
    case zh
}
