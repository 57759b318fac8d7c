import ArgumentParser
import EventLog
import EventLogSQLite
import JSONText
import MerkleTree
import RefundLedger
import TransparencyLog
import Units
import Wording

/// `refund-ledger checkpoint`: what the log holds, signed.
struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Print the newest signed checkpoint; sign one if the log has grown.",
        discussion: """
            A checkpoint says how many events the log holds and the root over them (C2SP \
            tlog-checkpoint). Kept by somebody else, it shows later whether anything was cut or \
            rewritten: verify --against. Before anything is signed, the last checkpoint is made \
            again from the log, and everything since is hashed anew; a log that contradicts what \
            was signed is not signed. record signs, too: while it runs and when it ends.

            Lines that others signed, such as witnesses, are taken with --add and kept. They are \
            checked when the key is known, which --trust makes it.

            Example: refund-ledger checkpoint > checkpoint-2026-06-30
            """
    )

    @Flag(help: "Make the signing key of a ledger that has none, and print its verifier key.")
    var createKey = false

    @Flag(help: "Print the verifier keys under which this ledger signs and checks, newest last.")
    var verifierKey = false

    @Flag(help: "Print the newest checkpoint that is stored, and sign nothing.")
    var stored = false

    @Option(help: "Take the signatures under this copy of a stored checkpoint.")
    var add: String?

    @Option(help: "Check signatures by this verifier key from now on; may be given several times.")
    var trust: [String] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        let others = [stored, add != nil, !trust.isEmpty].count { $0 }
        guard [createKey, verifierKey].count(where: \.self) + min(1, others) <= 1 else {
            throw ValidationError("--create-key and --verifier-key are given alone.")
        }
    }

    func run() async throws {
        if createKey { return try await makeKey() }
        if verifierKey { return try await printKeys() }
        for text in trust { _ = try VerifierKey(text) }
        if add != nil || !trust.isEmpty { try await take() }
        let shown: SignedCheckpoint
        if let add {
            let size = try SignedCheckpoint(readDocument(add)).checkpoint.size
            let store = try options.openForReading()
            guard let found = try await store.checkpoints(after: size - 1, limit: 1).first else {
                throw Self.nothingStored
            }
            shown = try SignedCheckpoint(found)
        } else {
            shown = stored ? try await newestStored() : try await newest()
        }
        let keys = try await options.openForReading().knownKeys()
        try print(shown, keys)
    }

    private func makeKey() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        let origin = try await store.origin()
        let key = try SigningKey.create(in: options.directory, origin: origin)
        _ = try await LogSigner(store: store, key: key).checkpoint()
        try store.close()
        Terminal.note(
            Wording(
                "Made \(SigningKey.fileName), and signed a checkpoint. The verifier key:",
                zh: "已创建 \(SigningKey.fileName) 并签署检查点。验证公钥："))
        try Terminal.line(key.verifier.text)
    }

    private func printKeys() async throws {
        let keys = try await options.openForReading().verifierKeys()
        guard !keys.isEmpty else { throw Self.noKey }
        guard output.json else { return try Terminal.line(keys.joined(separator: "\n")) }
        var writer = JSONWriter()
        writer.beginArray()
        for key in keys { writer.string(key) }
        writer.endArray()
        writer.newline()
        try Terminal.write(writer.bytes)
    }

    /// Stores keys, and lines that others signed.
    private func take() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        for text in trust { try await store.storeVerifierKey(VerifierKey(text).text) }
        if let add {
            let cosigned = try SignedCheckpoint(readDocument(add))
            let size = cosigned.checkpoint.size
            guard let found = try await store.checkpoints(after: size - 1, limit: 1).first,
                found.size == size, found.text == cosigned.note.text
            else {
                throw Failure(
                    code: .found,
                    sentence: "'\(add)' is not one of the checkpoints that this ledger signed: "
                        + "none of \(size) events has that root. Take it to whoever gave it.")
            }
            let keys = try await store.knownKeys()
            for (line, standing) in zip(
                cosigned.note.signatures, cosigned.note.standings(with: keys))
            where standing == .wrong { throw TransparencyError.wrongSignature(name: line.name) }
            // With those that stand there already, or it could not be read again.
            let whole = try SignedCheckpoint(found).note.adding(cosigned.note.signatures)
            try await store.store(
                StoredCheckpoint(
                    size: size, text: whole.text, signatures: whole.signatures.map(\.line)))
        }
        try store.close()
    }

    private func newestStored() async throws -> SignedCheckpoint {
        guard let newest = try await options.openForReading().newestSignedCheckpoint() else {
            throw Self.nothingStored
        }
        return newest
    }

    /// Signs what the log holds now; while another process writes, that one does.
    private func newest() async throws -> SignedCheckpoint {
        let reader = try options.openForReading()
        let newest = try await reader.newestSignedCheckpoint()
        let head = try await reader.head()
        let origin = try await reader.origin()
        try reader.close()
        guard let key = try SigningKey.read(in: options.directory, origin: origin) else {
            guard let newest else { throw Self.noKey }
            Terminal.note(
                Wording(Self.noKey.sentence, zh: "此账本在这里没有签名密钥，所示为最近一次签署的检查点。"))
            return newest
        }
        let shown = SharedProgress("hashed", unit: "events")
        defer { shown.end() }
        do {
            let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
            let signed = try await LogSigner(store: store, key: key).checkpoint { done, all in
                try Interruption.check()
                shown.show(done, of: all)
            }
            try store.close()
            return signed
        } catch EventStoreError.locked(let holder) {
            guard let newest else { throw EventStoreError.locked(by: holder) }
            let behind = head.size - newest.checkpoint.size
            if behind > 0 {
                Terminal.note(
                    Wording(
                        "\(holder) is writing, and signs what it writes; \(behind) events are "
                            + "newer than this checkpoint.",
                        zh: "\(holder) 正在写入并会签署所写内容；有 \(behind) 个事件晚于此检查点。"))
            }
            return newest
        }
    }

    static let nothingStored = Failure(
        code: .noInput,
        sentence: "This ledger has signed no checkpoint yet. Run refund-ledger checkpoint.")

    static let noKey = Failure(
        code: .noInput,
        sentence: "This ledger has no signing key here. Put its signing.key back, or make one with "
            + "refund-ledger checkpoint --create-key.")

    private func print(_ signed: SignedCheckpoint, _ keys: [VerifierKey]) throws {
        let standings = signed.note.standings(with: keys)
        guard output.json else {
            for (line, standing) in zip(signed.note.signatures, standings) {
                if let text = standing.note(by: line, of: signed.checkpoint) {
                    Terminal.note(text)
                }
            }
            return try Terminal.write(Array(signed.serialized.utf8))
        }
        var writer = JSONWriter()
        signed.write(to: &writer, standings)
        writer.newline()
        try Terminal.write(writer.bytes)
    }
}

extension SignatureStanding {
    /// The name in JSON.
    var name: String {
        switch self {
        case .verified: "verified"
        case .unknown: "unknown_key"
        case .wrong: "wrong"
        }
    }

    /// What is to be said of a line by somebody else; `nil` for the log's own, when it is right.
    fileprivate func note(by line: NoteSignature, of checkpoint: Checkpoint) -> Wording? {
        switch self {
        case .verified(nil): nil
        case .verified(let time?):
            Wording(
                "'\(line.name)' saw this log at "
                    + "\(Instant(milliseconds: time.multiplied(by: 1_000)).shanghaiText) "
                    + "(signature verified).",
                zh: "“\(line.name)”于 "
                    + "\(Instant(milliseconds: time.multiplied(by: 1_000)).shanghaiText) "
                    + "见证此日志（签名已验证）。")
        case .unknown:
            Wording(
                "'\(line.name)' signed with a key that is not known; kept, not checked.",
                zh: "“\(line.name)”以未知密钥签名；已保留，未验证。")
        case .wrong:
            Wording(
                "The signature by '\(line.name)' is wrong.", zh: "“\(line.name)”的签名无效。")
        }
    }
}

extension Int64 {
    /// The product, or the largest number.
    fileprivate func multiplied(by factor: Int64) -> Int64 {
        let (product, overflows) = multipliedReportingOverflow(by: factor)
        return overflows ? .max : product
    }
}

extension SignedCheckpoint {
    /// Writes it as one JSON object, with how each signature stands.
    func write(to writer: inout JSONWriter, _ standings: [SignatureStanding]) {
        writer.beginObject()
        writer.member("origin", checkpoint.origin)
        writer.member("size", checkpoint.size)
        writer.member("root", checkpoint.root.hex)
        writer.name("signatures")
        writer.beginArray()
        for (line, standing) in zip(note.signatures, standings) {
            writer.beginObject()
            writer.member("name", line.name)
            writer.member("standing", standing.name)
            if case .verified(let time?) = standing { writer.member("time_seconds", time) }
            writer.endObject()
        }
        writer.endArray()
        writer.member("note", serialized)
        writer.endObject()
    }
}
