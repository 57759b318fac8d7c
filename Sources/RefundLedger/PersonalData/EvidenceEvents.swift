public import EventLog
import RefundDomain
import Units

/// What the log says of files of evidence: those that were uploaded under a key, and those that
/// were erased one by one.
public struct EvidenceEvents: Sendable {
    /// A file that an event speaks of.
    struct File {
        let position: Position
        let stream: StreamID
        let id: EvidenceID
        let digest: ContentHash
        let key: String
    }

    private struct Name: Hashable {
        let stream: StreamID
        let id: EvidenceID
    }

    private struct Key: Hashable {
        let stream: StreamID
        let name: String
    }

    private(set) var files: [File] = []
    private var erasures: [Name: Position] = [:]
    /// The pieces of evidence that show a file.
    private var pieces: [Key: [Name]] = [:]

    /// Nothing yet.
    public init() {}

    /// Takes note of those events that speak of files.
    ///
    /// - Parameter entries: Events in order of position; others are passed over without decoding.
    /// - Throws: ``EventStoreError/corrupted(position:detail:)``.
    public mutating func note(_ entries: [Entry]) throws(EventStoreError) {
        for place in entries.indices {
            let kind = EventCodec.kind(of: entries[place])
            guard kind == .evidenceUploaded || kind == .evidenceErased else { continue }
            let entry = entries[place]
            let event = try EventCodec.decode(entry).event
            if case .evidenceUploaded(let body) = event, let key = body.keyID?.text {
                files.append(
                    File(
                        position: entry.position, stream: entry.stream, id: body.evidenceID,
                        digest: body.sha256, key: key))
                pieces[Key(stream: entry.stream, name: key), default: []].append(
                    Name(stream: entry.stream, id: body.evidenceID))
            }
            if case .evidenceErased(let body) = event {
                erasures[Name(stream: entry.stream, id: body.evidenceID)] = entry.position
            }
        }
    }

    /// The position of the event that erased a file, whose order may have shown it as several pieces
    /// of evidence: the last of them; `nil` while one is left.
    func erasure(of file: File) -> Position? {
        let names = pieces[Key(stream: file.stream, name: file.key), default: []]
        let positions = names.compactMap { erasures[$0] }
        return positions.count == names.count ? positions.max() : nil
    }
}
