internal import Units

/// A place in the log: 1, 2, 3 … without gaps; 0 is the place before the first event.
///
/// An event's leaf in the Merkle tree has index `position - 1`, so "the log at position N" is the
/// tree of size N.
public typealias Position = Int64

/// The number of events in a stream, and so the version of its latest event; 0 when empty.
public typealias StreamVersion = Int64

/// A stream as later events name it: the position of its first event.
public typealias StreamID = Position

/// The name of a stream, for example `order-KM-0001`, `policy` or `calendar`.
///
/// It stands in the stream's first event only; later events name the stream by ``StreamID``.
public struct StreamName: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The name itself: 1 to ``EventLogLimits/streamNameBytesMax`` bytes of UTF-8.
    public let rawValue: String

    /// Wraps a name; a store refuses one that is empty or too long.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The name itself.
    public var description: String { rawValue }

    /// Whether the bytes are the same; names that merely look alike are two names.
    public static func == (left: StreamName, right: StreamName) -> Bool {
        left.rawValue.hasSameBytes(as: right.rawValue)
    }

    /// Equal bytes give equal hashes, whatever Unicode thinks of them.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension StreamName: ExpressibleByStringInterpolation {
    /// Wraps a name written in source code.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}

/// Where a stream stands.
public struct StreamHead: Equatable, Sendable {
    /// The position of its first event.
    public let id: StreamID

    /// Its name.
    public let name: StreamName

    /// The version of its latest event.
    public let version: StreamVersion

    /// The position of its latest event.
    public let last: Position

    /// Creates a head; stores do this.
    public init(id: StreamID, name: StreamName, version: StreamVersion, last: Position) {
        self.id = id
        self.name = name
        self.version = version
        self.last = last
    }
}
