import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundDomain
import RefundLedger
import Units
import Vault

/// Reads lines of actions, and keeps the files of evidence that they name.
struct EvidenceIntake {
    private let evidence: EvidenceStore?
    private let store: SQLiteEventStore
    private let folder: String

    /// - Parameters:
    ///   - evidence: Where files are kept; `nil` in a ledger without keys.
    ///   - store: The log.
    ///   - file: The file of actions, to which paths are relative.
    init(evidence: EvidenceStore?, store: SQLiteEventStore, beside file: String) {
        self.evidence = evidence
        self.store = store
        folder = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[...$0]) } ?? ""
    }

    /// The member of a line that names a file.
    private static let member = "file"

    /// The action of a line that names no file, as nearly none does.
    ///
    /// - Throws: ``InputError``, which names the field.
    func actionWithoutFile(of line: ArraySlice<UInt8>) throws(InputError) -> Action {
        try withoutOwnKey(try ActionCodec.parse(line))
    }

    /// The action of a line; a file that it names is kept before.
    ///
    /// - Throws: ``InputError``, which names the field; what keeps a file from being kept.
    func action(of line: ArraySlice<UInt8>) async throws -> Action {
        guard case .object(var members) = try? JSONValue.parse(line),
            let place = members.firstIndex(where: { $0.name == Self.member }),
            members.contains(.init(name: "do", value: .string("upload_evidence")))
        else { return try actionWithoutFile(of: line) }
        let value = members.remove(at: place).value
        guard case .string(let name) = value, !name.isEmpty else {
            throw InputError(field: Self.member, expected: "the path of a file", found: value.text)
        }
        let file = try self.file(name)
        try agree(&members, "sha256", .string(file.digest.map(Self.hex).joined()))
        try agree(&members, "byte_size", .integer(Int64(file.byteSize)))
        try agree(&members, "media_type", .string(file.mediaType))
        guard !members.contains(where: { $0.name == "key_id" }) else {
            throw InputError(
                field: "key_id", expected: "no key beside a file, which gets its own", found: "one")
        }
        // Read once without the key: what makes no sense is kept nowhere.
        let action = try ActionCodec.action(from: .object(members))
        guard let subject = subject(of: action), let order = action.order else { return action }
        guard let evidence else {
            throw InputError(
                field: Self.member, expected: "no file, because this ledger has no keys to seal it",
                found: name)
        }
        let key: String
        do {
            key = try evidence.keep(
                file, about: subject.text, order: order.text,
                at: try await store.head().size)
        } catch let fault as EvidenceFault {
            throw InputError(field: Self.member, expected: "a file", found: "\(fault)")
        }
        members.append(.init(name: "key_id", value: .string(key)))
        return try ActionCodec.action(from: .object(members))
    }

    /// The action, unless it names a key of this ledger, which is some other file's.
    private func withoutOwnKey(_ action: Action) throws(InputError) -> Action {
        guard evidence != nil, let key = (action.body as? UploadEvidence)?.keyID?.text,
            key.utf8.starts(with: EvidenceStore.keyPrefix.utf8)
        else { return action }
        throw InputError(
            field: "key_id",
            expected:
                "no name of a key of this ledger, which only a file gets that comes with the line",
            found: key)
    }

    private func file(_ name: String) throws(InputError) -> EvidenceFile {
        let path = name.utf8.first == UInt8(ascii: "/") ? name : folder + name
        do { return try EvidenceFile(path) } catch {
            throw InputError(
                field: Self.member, expected: "a file of evidence", found: "\(error)")
        }
    }

    /// The buyer whose evidence it is; nobody when the rules will refuse it anyway.
    private func subject(of action: Action) -> PersonID? {
        switch action.actor.role {
        case .buyer: action.actor.id
        case .agent: action.onBehalfOf
        case .reviewer, .supervisor, .appeals, .finance, .compliance, .channel, .system, .auditor,
            .investigator:
            nil
        }
    }

    /// Gives a member its value; one that is there already must agree.
    private func agree(
        _ members: inout [JSONMember], _ name: String, _ value: JSONValue
    ) throws(InputError) {
        guard let given = members.first(where: { $0.name == name }) else {
            return members.append(.init(name: name, value: value))
        }
        guard given.value == value else {
            throw InputError(
                field: name, expected: "\(value.text), which is the file's",
                found: given.value.text)
        }
    }

    /// Whether the member's name stands anywhere in a line, be it in a text.
    ///
    /// By hand: the search of any collection in any other takes ten times as long as parsing the line.
    static func mayNameFile(_ line: ArraySlice<UInt8>) -> Bool {
        // Outside of the loop: to look at a global is a call each time.
        let (quoted, beginning) = (quoted, beginning)
        return line.withUnsafeBytes { line in
            var start = 0
            // Never looks behind the last place where the whole name still fits.
            while start <= line.count - quoted.count {
                // Four bytes at once, with which nearly no line agrees.
                if line.loadUnaligned(fromByteOffset: start, as: UInt32.self) == beginning,
                    line[start...].starts(with: quoted)
                {
                    return true
                }
                start += 1
            }
            return false
        }
    }

    private static let quoted = Array("\"file\"".utf8)
    private static let beginning = quoted.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
