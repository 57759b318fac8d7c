public import ArgumentParser
import EventLogSQLite
import JSONText
import Records
public import RefundDomain
import RefundLedger
import Units
import Vault
import Wording

/// Whose personal data is meant, and who asks; shared by erase and restrict.
struct SubjectOptions: ParsableArguments {
    @Option(help: "The buyer, as buyer_ref names him; may be given several times.")
    var subject: [String] = []

    @Option(help: "Who asks, by the platform's name; believed as given.")
    var actor: String

    @Option(help: "In which role: compliance, as when left out, or system.")
    var role: Role?

    @Option(help: "When it is asked, such as 2026-03-10T14:00:00+08:00; now when left out.")
    var at: Instant?

    func validate() throws {
        guard !subject.isEmpty else { throw ValidationError("Name a buyer with --subject.") }
        guard !(subject + [actor]).contains("") else {
            throw ValidationError("A name is not empty.")
        }
    }

    /// Records an action for each subject, and says what came of it.
    ///
    /// - Parameters:
    ///   - store: The log, open for writing.
    ///   - options: Where the ledger is.
    ///   - output: How to say it.
    ///   - action: The action about a subject.
    ///   - done: What was done about a subject by an event.
    /// - Throws: An exit code when the rules forbid one of them.
    func record(
        in store: SQLiteEventStore, _ options: LedgerOptions, _ output: OutputOptions,
        _ action: (PersonID) -> any ActionBody, done: (PersonID) -> Wording
    ) async throws {
        let vault = try await options.openVault(of: store, isReadOnly: false)
        let ledger = Ledger(
            store: store, vault: vault,
            evidence: vault.map { EvidenceStore(in: options.directory, vault: $0) },
            now: presentMoment)
        let actor = Actor(PersonID(actor), role ?? .compliance)
        let actions = subject.map {
            Action(
                at: at ?? presentMoment(), actor: actor, order: nil, body: action(PersonID($0)))
        }
        var isRefused = false
        let outcomes = try await ledger.handle(actions)
        // Signed at once, so that what was decided can be proven.
        try await CheckpointKeeper.start(store, every: .seconds(3_600))?.finish()
        for (place, outcome) in outcomes.enumerated() {
            isRefused = isRefused || outcome.refusal != nil
            guard !output.json else {
                var writer = JSONWriter()
                outcome.write(to: &writer, line: place + 1)
                writer.newline()
                try Terminal.write(writer.bytes)
                continue
            }
            let wording = said(outcome, done(PersonID(subject[place])), subject[place])
            try Terminal.line(wording.in(output.language))
        }
        if isRefused { throw ExitCode(1) }
    }

    private func said(_ outcome: Outcome, _ done: Wording, _ subject: String) -> Wording {
        if let refusal = outcome.refusal {
            return Wording(
                "\(subject): refused, \(refusal.code.text(in: .en)).",
                zh: "\(subject)：拒绝，\(refusal.code.text(in: .zh))。")
        }
        guard let event = outcome.events.first else {
            return Wording(
                "\(subject): nothing to do, it was done before.",
                zh: "\(subject)：此前已完成，无需再做。")
        }
        return Wording(
            "\(done.in(.en)) (event \(event.position)).",
            zh: "\(done.in(.zh))（事件 \(event.position)）。")
    }
}

extension Role: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
}

extension ErasureBasis: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
}

extension RestrictionGround: ExpressibleByArgument {
    public init?(argument: String) { self.init(name: argument) }
    public static var allValueStrings: [String] { names }
}
