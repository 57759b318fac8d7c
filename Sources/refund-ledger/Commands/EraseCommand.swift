import ArgumentParser
import EventLogSQLite
import Records
import RefundDomain
import RefundLedger
import Units
import Wording

/// `refund-ledger erase`: destroys the keys of what is held about buyers.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase what is held about a buyer: texts and evidence files.",
        discussion: """
            Records that it was erased, on which ground and by whom, and destroys every key that \
            was made for the buyer before: texts show as [erased] from then on, in every copy of the \
            log. No byte of the log changes, so its root and all receipts stay valid. All other \
            keys are wrapped with a new wrapping key, and the old one is destroyed: make a new \
            backup of the keys, older ones open nothing. Amounts, codes and the buyer's reference \
            stay. Broken off, run it again. Exit code 1 when the rules forbid it, as during a \
            restriction.

            Example: refund-ledger erase --subject buyer-17 --ground buyer_request --actor dpo-1
            """
    )

    @Option(help: "Why: buyer_request, legal_order or retention_expired.")
    var ground: ErasureBasis

    @OptionGroup var subjects: SubjectOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        guard try await Ledger.vaultName(in: store) != nil else {
            throw Failure(
                code: .data,
                sentence: "The texts of this ledger are plain, because it is from before they were "
                    + "sealed: nothing in it can be erased. Record into a new ledger.")
        }
        try await subjects.record(in: store, options, output) { subject in
            EraseSubject {
                $0.subject = subject
                $0.ground = ground
            }
        } done: { subject in
            Wording(
                "Erased what was held about \(subject.text)", zh: "已删除 \(subject.text) 的个人信息")
        }
        try store.close()
    }
}

/// `refund-ledger restrict`: allows nothing but storage for a time.
struct RestrictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict",
        abstract: "Allow nothing but storage of what is held about a buyer, until a time.",
        discussion: """
            For retention that a law asks for: until then nothing can be erased, and texts show as \
            [restricted]. The latest restriction counts; one that ends now lifts it. Exit code 1 \
            when the rules forbid it.

            Example: refund-ledger restrict --subject buyer-17 --ground legal_retention \
            --until 2029-03-10T00:00:00+08:00 --actor dpo-1
            """
    )

    @Option(help: "Why: legal_retention, legal_order or dispute.")
    var ground: RestrictionGround

    @Option(help: "Until when, such as 2029-03-10T00:00:00+08:00.")
    var until: Instant

    @OptionGroup var subjects: SubjectOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        try await subjects.record(in: store, options, output) { subject in
            RestrictSubject {
                $0.subject = subject
                $0.ground = ground
                $0.until = until
            }
        } done: { subject in
            Wording(
                "Nothing but storage of what is held about \(subject.text) until "
                    + until.shanghaiText,
                zh: "\(subject.text) 的个人信息在 \(until.shanghaiText) 前仅予存储")
        }
        try store.close()
    }
}
