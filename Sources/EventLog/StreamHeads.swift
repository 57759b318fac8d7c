/// Where streams stand that a writer knows of, so that it need not look them up again.
///
/// A stream that is known not to exist stands here with version 0.
public struct StreamHeads: Sendable {
    private var places: [StreamName: Int] = [:]
    private var heads: [StreamHead] = []

    /// Starts without any.
    public init() {}

    /// The number of streams, with those that do not exist.
    public var count: Int { heads.count }

    /// The place of a stream that is known; its head can be reached by it until all are forgotten.
    func place(of name: StreamName) -> Int? { places[name] }

    /// Takes in a stream that was looked up.
    mutating func add(_ head: StreamHead) -> Int {
        places[head.name] = heads.count
        heads.append(head)
        return heads.count - 1
    }

    /// The head at a place.
    subscript(place: Int) -> StreamHead {
        get { heads[place] }
        set { heads[place] = newValue }
    }
}
