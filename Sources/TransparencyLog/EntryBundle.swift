/// Up to 256 entries of a log in one file, each after its length in two bytes
/// (c2sp.org/tlog-tiles, "Log entries").
public enum EntryBundle {
    /// The longest entry that fits.
    public static let entryBytesMax = Int(UInt16.max)

    /// Writes entries one behind the other.
    ///
    /// - Parameters:
    ///   - entries: The entries, at most 256.
    ///   - first: The index of the first entry in the log, for a message.
    /// - Returns: The bundle.
    /// - Throws: ``TransparencyError/entryTooLong(index:bytes:)``.
    public static func encode(
        _ entries: [ArraySlice<UInt8>], first: Int64
    ) throws(TransparencyError) -> [UInt8] {
        var bundle: [UInt8] = []
        bundle.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for (offset, entry) in entries.enumerated() {
            guard let length = UInt16(exactly: entry.count) else {
                throw .entryTooLong(index: first + Int64(offset), bytes: entry.count)
            }
            bundle += bigEndian(length)
            bundle += entry
        }
        return bundle
    }

    /// Reads a bundle.
    ///
    /// - Throws: ``TransparencyError/malformed(what:detail:)`` for more than 256 entries, or when
    ///   the bytes end within one.
    public static func decode(
        _ bundle: ArraySlice<UInt8>
    ) throws(TransparencyError) -> [ArraySlice<UInt8>] {
        var entries: [ArraySlice<UInt8>] = []
        var rest = bundle
        while !rest.isEmpty {
            guard entries.count < Tile.fullWidth else {
                throw .malformed(
                    what: "entry bundle", detail: "it has more than \(Tile.fullWidth) entries")
            }
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 2 + length, rest.count >= 2 else {
                throw .malformed(
                    what: "entry bundle", detail: "it ends within entry \(entries.count + 1)")
            }
            entries.append(rest.dropFirst(2).prefix(length))
            rest = rest.dropFirst(2 + length)
        }
        return entries
    }
}
