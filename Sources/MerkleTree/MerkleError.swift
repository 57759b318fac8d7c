/// Why a question about a tree has no answer.
public enum MerkleError: Error, Equatable, Sendable {
    /// There is no such leaf in a tree of that size.
    case leafOutsideTree(index: Int64, size: Int64)

    /// A tree only grows: the older size must be between 0 and the newer.
    case sizesOutOfOrder(from: Int64, to: Int64)

    /// A perfect tree has a power of two of leaves.
    case notAPerfectTree(count: Int)

    /// A frontier has one peak for each bit that is set in its size, and a size of at least 0.
    case peaksDoNotFit(size: Int64, peaks: Int)
}

extension MerkleError: CustomStringConvertible {
    /// What does not fit, in one sentence, followed by what to do next.
    public var description: String {
        switch self {
        case .leafOutsideTree(let index, let size):
            "A tree of \(size) leaves has no leaf \(index). Ask for one from 0 up, below its size."
        case .sizesOutOfOrder(let from, let to):
            "A tree cannot grow from \(from) to \(to) leaves. Give the older size first."
        case .notAPerfectTree(let count):
            "A perfect tree cannot have \(count) leaves. Give a power of two."
        case .peaksDoNotFit(let size, let peaks):
            "A tree of \(size) leaves does not have \(peaks) peaks. Rebuild it from its leaves."
        }
    }
}
