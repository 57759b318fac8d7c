import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import Records
import RefundDomain
import RefundLedger
import Units
import Vault
import Wording

/// `refund-ledger evidence`: files of evidence.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Get files of evidence back.",
        discussion: """
            record keeps them, when a line of upload_evidence names a file; erase and the action \
            erase_evidence destroy them; verify makes sure that they are what was recorded.

            Example: refund-ledger evidence get KM-0009 E1 -o shot.png --actor rev-1 --role reviewer
            """,
        subcommands: [EvidenceGetCommand.self, EvidenceTidyCommand.self]
    )
}

/// `refund-ledger evidence get`: one file, for somebody who may see it.
struct EvidenceGetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Write a file of evidence to a new file.",
        discussion: """
            Reviewers, supervisors, appeals, compliance, auditors and investigators may have it, and \
            the buyer of the order; what is in quarantine only compliance; what was erased nobody \
            (exit code 77). Actor and role are believed as given.

            Example: refund-ledger evidence get KM-0009 E1 -o shot.png --actor rev-1 --role reviewer
            """
    )

    @Argument(help: "The order's number.")
    var order: String

    @Argument(help: "The evidence, such as E1.")
    var evidence: String

    @Option(
        name: [.customShort("o"), .customLong("output")], help: "The new file to write to.")
    var file: String

    @Option(help: "Who asks, by the platform's name.")
    var actor: String

    @Option(help: "In which role.")
    var role: Role

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let id = OrderID(order)
        guard
            let history = try await Ledger.history(of: id, asOf: .now(presentMoment()), in: store),
            let found = history.order.evidence.first(where: { $0.id == EvidenceID(evidence) })
        else {
            throw Failure(
                code: .noInput,
                sentence: "There is no evidence '\(evidence)' of order '\(order)'. Check both "
                    + "names.")
        }
        let actor = Actor(PersonID(actor), role)
        if let denial = history.order.denial(of: found, to: actor) { throw failure(denial) }
        let subjects = try await Ledger.subjects(in: store)
        if let buyer = history.order.registration?.buyer {
            if subjects.erasure(of: buyer) ?? 0 > found.position { throw failure(.erased) }
            if subjects.isRestricted(buyer, at: presentMoment()) {
                throw notAllowed("nothing but its storage is allowed for now")
            }
        }
        guard let vault = try await options.openVault(of: store, isReadOnly: true),
            let key = found.keyID,
            EvidenceStore.path(
                in: options.directory, digest: found.sha256.bytes, keyName: key.text) != nil
        else {
            throw Failure(
                code: .noInput,
                sentence: "The bytes of '\(evidence)' are not kept here, only their digest "
                    + "\(found.sha256.hex). Ask whoever uploaded it.")
        }
        try write(found.sha256.bytes, key.text, EvidenceStore(in: options.directory, vault: vault))
    }

    private func write(_ digest: [UInt8], _ key: String, _ store: EvidenceStore) throws {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                code: .cannotCreate,
                sentence: "'\(file)' cannot be made: \(String(cString: strerror(errno))). Choose "
                    + "another name.")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            let reading = try store.read(digest: digest, keyName: key) {
                try handle.write(contentsOf: $0)
            }
            try handle.close()
            switch reading {
            case .whole: return
            case .missing:
                throw Failure(
                    code: .noInput,
                    sentence: "The file of '\(evidence)' is missing. Restore evidence from a "
                        + "backup.")
            case .altered:
                throw Failure(
                    code: .software,
                    sentence: "The file of '\(evidence)' is not what was recorded. Restore it "
                        + "from a backup.")
            case .erased: throw failure(.erased)
            case .keyLost: throw VaultError.keyLost(id: key)
            }
        } catch {
            // What is not whole is not left there.
            unlink(file)
            throw error
        }
    }

    private func failure(_ denial: Order.EvidenceDenial) -> Failure {
        switch denial {
        case .role: notAllowed("not for the role \(role.name) of '\(actor)'")
        case .quarantined: notAllowed("it is in quarantine, for compliance alone")
        case .erased: notAllowed("it was erased")
        }
    }

    private func notAllowed(_ reason: String) -> Failure {
        Failure(
            code: .noPermission,
            sentence: "'\(evidence)' of order '\(order)' is not given out: \(reason). Ask "
                + "compliance.")
    }
}

/// `refund-ledger evidence tidy`: goes on with erasures that were broken off.
struct EvidenceTidyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidy",
        abstract: "Destroy what is left of files that the log says were erased.",
        discussion: """
            Needed only when verify says so: after a crash between recording that a file was erased \
            and destroying its key.

            Example: refund-ledger evidence tidy
            """
    )

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        guard let vault = try await options.openVaultCompletingErasures(of: store) else { return }
        let check = EvidenceCheck(store: store, directory: options.directory, vault: vault)
        try vault.eraseEvidence(try await check.erased().map { ($0.key, $0.position) })
        let evidence = EvidenceStore(in: options.directory, vault: vault)
        let removed = try evidence.removeErased()
        try evidence.completeErasing()
        try store.close()
        Terminal.note(Wording("Removed \(removed) files.", zh: "已删除 \(removed) 个文件。"))
    }
}
