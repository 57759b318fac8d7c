internal import MerkleTree

/// What follows a word and a space; nil for a line that begins otherwise.
func value(of word: String, in line: String) -> Substring? {
    let start = "\(word) "
    guard line.utf8.starts(with: start.utf8) else { return nil }
    return Substring(line.utf8.dropFirst(start.utf8.count))
}

/// The lines of a document up to its first empty line; what follows that is another document.
struct HeaderLines {
    /// What follows the empty line.
    let rest: ArraySlice<UInt8>

    private var lines: ArraySlice<String>
    private let what: String

    /// Reads the lines; `what` names the document in messages.
    init(
        _ bytes: some Collection<UInt8>, bytesMax: Int, what: String
    ) throws(TransparencyError) {
        guard bytes.count <= bytesMax else {
            throw .malformed(
                what: what, detail: "it has \(bytes.count) bytes, and at most \(bytesMax) are read")
        }
        let bytes = Array(bytes)
        var lines: [String] = []
        var start = 0
        while true {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
                throw .malformed(what: what, detail: "it ends before its checkpoint")
            }
            if end == start { break }
            guard lines.count < InclusionReceipt.hashesMax + 3 else {
                throw .malformed(what: what, detail: "it has too many lines before its checkpoint")
            }
            guard let line = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw .malformed(what: what, detail: "line \(lines.count + 1) is not UTF-8")
            }
            lines.append(line)
            start = end + 1
        }
        self.lines = lines[...]
        self.what = what
        rest = bytes[(start + 1)...]
    }

    mutating func next() -> String? { lines.popFirst() }

    /// The lines that are left, each a hash in base64.
    func digests() throws(TransparencyError) -> [Digest] {
        guard lines.count <= InclusionReceipt.hashesMax else {
            throw .malformed(what: what, detail: "its proof has too many hashes")
        }
        var digests: [Digest] = []
        for (number, line) in lines.enumerated() {
            guard let digest = Base64.decode(line).flatMap({ Digest(bytes: $0) }) else {
                throw .malformed(
                    what: what, detail: "hash \(number + 1) of its proof is no base64 of 32 bytes")
            }
            digests.append(digest)
        }
        return digests
    }
}
