/// What is found where views should be; everything but `ready` asks for a rebuild, and says why.
public enum ViewState: Equatable, Sendable {
    /// They can be used and are current to a position.
    case ready(position: Int64)
    /// There is no file.
    case missing
    /// They were made with other table definitions, or by another version of this program.
    case outdated(found: String, expected: String)
    /// The file is not what it should be; SQLite's or our own words.
    case damaged(String)
}

extension ViewState: CustomStringConvertible {
    public var description: String {
        switch self {
        case .ready(let position): "The views are current to position \(position)."
        case .missing: "There are no views yet; rebuild them from the log."
        case .outdated(let found, let expected):
            "The views have other tables (\(found)) than this program (\(expected)); "
                + "rebuild them from the log."
        case .damaged(let reason):
            "The views are damaged (\(reason)); rebuild them from the log."
        }
    }
}

/// Why views could not be opened, read or written.
public enum ViewStoreError: Error, Equatable, Sendable {
    /// They have to be rebuilt first.
    case unusable(ViewState)
    /// A batch does not follow what the views hold.
    case outOfOrder(position: Int64, after: Int64)
    /// Somebody else is making new views.
    case rebuilding(by: String)
    /// The system refused; SQLite's words.
    case unavailable(String)
}

extension ViewStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unusable(let state): state.description
        case .outOfOrder(let position, let after):
            "The views are current to position \(position), but the batch follows position "
                + "\(after); read the log again from position \(position + 1)."
        case .rebuilding(let holder):
            "The views are being rebuilt by \(holder); try again when it is done."
        case .unavailable(let reason):
            "The views could not be used (\(reason)); check the disk and try again."
        }
    }
}
