/// A closed list of codes: numbered from 1 in the log, named in JSON.
///
/// The raw values must count up from 1 without gaps; numbers and names are permanent, so new codes
/// go to the end. A case `gameCard` is written `game_card`; a list that needs other names gives
/// its own ``names``.
public protocol Code: FieldValue, CaseIterable, Hashable, RawRepresentable
where RawValue == UInt8 {
    /// The written names, in order of number.
    static var names: [String] { get }
}

extension Code {
    /// The code as it is written in JSON, for example `game_card`.
    @inlinable
    public var name: String { Self.names[Int(rawValue) - 1] }

    /// The code with a written name; `nil` when the list has none of that name.
    public init?(name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: UInt8(index + 1))
    }

    /// The names that follow from the cases: words in lower case, joined by underscores.
    public static func namesOfCases() -> [String] {
        allCases.map {
            "\($0)".reduce(into: "") { name, character in
                if character.isUppercase { name += "_" }
                name += character.lowercased()
            }
        }
    }

    public static var kind: FieldKind { .code(names) }

    public static var placeholder: Self {
        guard let first = Self(rawValue: 1) else { preconditionFailure("\(Self.self) has no 1") }
        return first
    }

    @inlinable
    public static func read<R: ValueReader>(from reader: inout R) throws(R.Failure) -> Self {
        try reader.code(names) { Self(rawValue: $0) }
    }

    @inlinable
    public func write<W: ValueWriter>(to writer: inout W) { writer.code(Int(rawValue), name) }
}
