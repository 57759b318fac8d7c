/// Text that a person wrote; it is searched for personal data before anything is decided (R56).
///
/// In the log it is sealed with a key of the buyer it is about, unless the ledger is from before
/// texts were sealed. Decisions see what was written; folding and views need no text at all.
public enum FreeText: FieldValue, Hashable {
    /// The text as it was written.
    case plain(String)

    /// The text as it stands in the log, unread.
    case sealed([UInt8])

    /// The text as it stands in the log, and what somebody with the keys read there.
    case opened([UInt8], SealedContent)

    /// Wraps a text.
    public init(_ text: String) { self = .plain(text) }

    /// The text, when it is known.
    public var text: String? {
        switch self {
        case .plain(let text), .opened(_, .text(let text)): text
        case .sealed, .opened: nil
        }
    }

    /// The text, or what stands in its place, in brackets.
    public var shown: String {
        switch self {
        case .plain(let text): text
        case .sealed: "[sealed]"
        case .opened(_, let content): content.shown
        }
    }

    public static var kind: FieldKind { .freeText }
    public static var placeholder: FreeText { FreeText("") }
    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> FreeText {
        try reader.freeText()
    }
    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.freeText(self) }

    @inlinable
    public func collectFreeText(into texts: inout [FreeText]) { texts.append(self) }

    public mutating func replaceFreeText<Failure: Error>(
        _ replace: (FreeText) throws(Failure) -> FreeText
    ) throws(Failure) {
        self = try replace(self)
    }
}

/// What stands in a sealed text, for somebody who has the keys.
public enum SealedContent: Hashable, Sendable {
    /// This text.
    case text(String)
    /// Nothing any more: its key was destroyed.
    case erased
    /// A text that nobody is to be shown now: nothing but its storage is allowed.
    case restricted
    /// A text whose key is not there, though it was not erased.
    case keyMissing
    /// Bytes that do not open, though their key is there.
    case damaged

    /// The text, or what stands in its place, in brackets.
    public var shown: String {
        switch self {
        case .text(let text): text
        case .erased: "[erased]"
        case .restricted: "[restricted]"
        case .keyMissing: "[key missing]"
        case .damaged: "[damaged]"
        }
    }
}
