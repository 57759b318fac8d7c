/// A file of a tiled log (c2sp.org/tlog-tiles): up to 256 hashes of one level, or entries.
public struct Tile: Hashable, Sendable {
    /// What stands in a tile.
    public enum Kind: Hashable, Sendable {
        /// Hashes; at level 0 those of leaves, above those of full tiles of the level below.
        case hashes(level: Int)

        /// The entries themselves.
        case entries
    }

    /// What stands in it.
    public let kind: Kind

    /// Its place in its level, counted from 0.
    public let index: Int64

    /// How many hashes or entries it holds, 1 to 256; fewer than 256 only at the log's end.
    public let width: Int

    /// The hashes in a full tile.
    public static let fullWidth = 256

    /// Bits of a leaf's index that a level takes away.
    static let levelBits: Int64 = 8

    /// Creates a tile; nil when there is none of that kind.
    public init?(_ kind: Kind, index: Int64, width: Int) {
        guard index >= 0, (1...Self.fullWidth).contains(width) else { return nil }
        if case .hashes(let level) = kind, !(0...63).contains(level) { return nil }
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// Whether no entry will ever be added to it.
    public var isFull: Bool { width == Self.fullWidth }

    /// The full tile that this one becomes.
    public var full: Tile { Tile(kind, index: index, width: Self.fullWidth) ?? self }

    /// Its path below the log's address, such as `tile/0/x001/x234/067.p/8`.
    public var path: String {
        let level =
            switch kind {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        var elements = [Self.digits(index % 1_000)]
        var rest = index / 1_000
        while rest > 0 {
            elements.insert("x" + Self.digits(rest % 1_000), at: 0)
            rest /= 1_000
        }
        let suffix = isFull ? "" : ".p/\(width)"
        return "tile/\(level)/\(elements.joined(separator: "/"))\(suffix)"
    }

    /// Reads a path; nil for one that is not exactly as this log would write it.
    public init?(path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard path.utf8.count <= 64, parts.popFirst() == "tile", let level = parts.popFirst()
        else { return nil }
        var width = Self.fullWidth
        if parts.count >= 2, parts[parts.endIndex - 2].hasSuffix(".p") {
            guard let last = parts.popLast(), let number = decimal(last), number < Self.fullWidth,
                let name = parts.popLast()
            else { return nil }
            width = Int(number)
            parts.append(name.dropLast(2))
        }
        var index: Int64 = 0
        for part in parts {
            guard let digits = Int64(part.hasPrefix("x") ? part.dropFirst() : part),
                case (let shifted, false) = index.multipliedReportingOverflow(by: 1_000),
                case (let sum, false) = shifted.addingReportingOverflow(digits)
            else { return nil }
            index = sum
        }
        let kind: Kind
        if level == "entries" {
            kind = .entries
        } else {
            guard let number = decimal(level), number <= 63 else { return nil }
            kind = .hashes(level: Int(number))
        }
        self.init(kind, index: index, width: width)
        guard self.path == path else { return nil }
    }

    /// The tiles that a log of one size has and a log of an older one has not.
    ///
    /// In order of place, level by level; of each level at most the last is partial.
    ///
    /// - Parameters:
    ///   - old: The older size, at least 0.
    ///   - new: The newer size, at least the older.
    /// - Returns: The tiles, by level.
    public static func added(from old: Int64, to new: Int64) -> [Tile] {
        guard old >= 0, old < new else { return [] }
        var tiles: [Tile] = []
        var level: Int64 = 0
        while level * levelBits < 63, new >> (level * levelBits) > 0 {
            let (before, after) = (old >> (level * levelBits), new >> (level * levelBits))
            let width = Int64(fullWidth)
            var runs: [(index: Int64, width: Int)] = []
            for index in (before / width)..<(after / width) { runs.append((index, fullWidth)) }
            if after % width > 0, before < after {
                runs.append((after / width, Int(after % width)))
            }
            for run in runs {
                let kinds = [Kind.hashes(level: Int(level))] + (level == 0 ? [.entries] : [])
                tiles += kinds.compactMap { Tile($0, index: run.index, width: run.width) }
            }
            level += 1
        }
        return tiles
    }

    private static func digits(_ number: Int64) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, 3 - text.count)) + text
    }
}
