/// The names of one object, to find one that repeats.
///
/// Names are the same when their bytes are, as RFC 8259 compares code units: `==` on `String` alone
/// would also call differently composed accents the same. A 64-bit filter of cheap hashes answers
/// most questions; small objects are then searched, large ones keep a set, so that no input costs
/// time quadratic in its length.
struct MemberNames {
    private static let searchedMax = 32

    private var filter: UInt64 = 0
    private var large: Set<[UInt8]> = []

    /// False when the name is among the members already read.
    ///
    /// `spelling` is the name as it stands between its quotes.
    mutating func insert(
        _ name: String, spelled spelling: Slice<UnsafeBufferPointer<UInt8>>,
        among members: [JSONMember]
    ) -> Bool {
        if members.count > Self.searchedMax { return large.insert(Array(name.utf8)).inserted }
        if members.count == Self.searchedMax {
            large = Set(members.map { Array($0.name.utf8) })
            return large.insert(Array(name.utf8)).inserted
        }
        let bit = UInt64(1) << (Self.hash(name, spelled: spelling) & 63)
        defer { filter |= bit }
        guard filter & bit != 0 else { return true }
        return !members.contains { $0.name == name && $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// Of length, first and last byte; taken from the spelling when no escape stands in it.
    @inline(__always)
    private static func hash(
        _ name: String, spelled spelling: Slice<UnsafeBufferPointer<UInt8>>
    ) -> UInt64 {
        let length = name.utf8.count
        guard length > 0 else { return 0 }
        let isPlain = spelling.count == length
        let first = isPlain ? spelling[spelling.startIndex] : name.utf8.first ?? 0
        let last = isPlain ? spelling[spelling.endIndex - 1] : name.utf8.last ?? 0
        return UInt64(first) &* 7 &+ UInt64(last) &* 3 &+ UInt64(length)
    }
}
