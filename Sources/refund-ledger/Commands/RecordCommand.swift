import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import RefundDomain
import RefundLedger
import Vault
import Wording

/// `refund-ledger record`: decides and records actions, line by line.
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Decide and record actions, one JSON object a line.",
        discussion: """
            Prints one result line for each action as soon as it is durable. Lines that come \
            together are made durable together. A malformed line ends the run with exit code 65; \
            everything before it is durable, nothing of it is recorded.

            Where the ledger has its signing key, what is recorded is signed: in a checkpoint every \
            so often, and when the run ends.

            A line of upload_evidence may have a field file instead of sha256: a path, relative to \
            the file of actions, else to the working directory. The file is sealed under a key of \
            its own and kept in evidence, and the line gets its digest, size and media type; those \
            that it gives itself must agree. At most 32 MiB; PNG, JPEG, GIF, WebP, PDF, MP4 or text.

            Example: refund-ledger record actions.jsonl
            """
    )

    @Argument(
        help: "A file of JSON lines, or - for standard input.",
        completion: .file(extensions: ["jsonl", "json"]))
    var file: String

    @Option(help: "Seconds between checkpoints while the run goes on.")
    var checkpointEvery = 60

    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard (1...86_400).contains(checkpointEvery) else {
            throw ValidationError("--checkpoint-every is 1 to 86400 seconds.")
        }
    }

    func run() async throws {
        let store = try SQLiteEventStore.open(options.directory, mode: .readWrite)
        let vault = try await options.openVault(of: store, isReadOnly: false)
        let evidence = vault.map { EvidenceStore(in: options.directory, vault: $0) }
        let ledger = Ledger(store: store, vault: vault, evidence: evidence, now: presentMoment)
        let keeper = await CheckpointKeeper.start(store, every: .seconds(checkpointEvery))
        var session = RecordSession(
            ledger: ledger, files: EvidenceIntake(evidence: evidence, store: store, beside: file),
            isQuiet: options.terminal.quiet)
        do {
            try await session.run(LineReader(file, lineBytesMax: ActionCodec.lineBytesMax))
        } catch {
            // Said first, so that the last line tells how far everything is durable.
            var failure = Failure(error)
            // Ctrl-C ends a whole pipeline: that nobody reads any more is not what went wrong.
            if failure.code == .brokenPipe { failure = Interruption.failure ?? failure }
            Terminal.error(failure.line)
            // What went wrong comes first; a checkpoint is signed as far as that is possible.
            if (try? await keeper?.finish()) == nil, keeper != nil {
                Terminal.note(
                    Wording(
                        "The last events are not in a checkpoint.", zh: "最后的事件尚未列入检查点。"))
            }
            await session.sayHowFar(store)
            try? store.close()
            throw ExitCode(failure.code.rawValue)
        }
        do { try await keeper?.finish() } catch {
            Terminal.error(Failure(error).line)
            await session.sayHowFar(store)
            try? store.close()
            throw ExitCode(Failure(error).code.rawValue)
        }
        await session.sayHowFar(store)
        try vault?.close()
        try store.close()
    }
}

/// One run of `record`: how far it has come.
private struct RecordSession {
    /// The most lines that are made durable together.
    static let linesPerGroupMax = 2_048

    /// The most groups of lines that wait for their outcomes.
    ///
    /// The ledger writes some of them at once and decides as many more meanwhile; the others are
    /// read ahead.
    static let groupsInFlightMax = 16

    let ledger: Ledger
    let files: EvidenceIntake
    private var isQuiet: Bool
    private var durableLine = 0
    private var hasGap = false
    private var running: [RecordedLines] = []
    /// Whether something is erased by lines whose outcomes are still waited for.
    private var isErasing = false
    private var progress = Progress("recorded", unit: "lines")

    init(ledger: Ledger, files: EvidenceIntake, isQuiet: Bool) {
        self.ledger = ledger
        self.files = files
        self.isQuiet = isQuiet
    }

    mutating func run(_ input: consuming LineReader) async throws {
        do {
            try await readAll(input)
        } catch {
            progress.end()
            await finishAfterFailure()
            throw error
        }
        progress.end()
    }

    private mutating func readAll(_ input: consuming LineReader) async throws {
        var reader = input
        var line = 0
        while let lines = try reader.next(
            atMost: Self.linesPerGroupMax, waits: running.isEmpty)
        {
            // Whoever waits for outcomes before it writes the next line gets them now.
            guard !lines.isEmpty else {
                try await finish(running.removeFirst())
                continue
            }
            try Interruption.check()
            var rest = lines[...]
            while !rest.isEmpty {
                let (actions, fault, isHeldBack) = try await parse(&rest, &line)
                // The next lines are read and decided while the last ones are made durable.
                running.append(
                    RecordedLines(
                        lines: actions.map(\.line), last: fault == nil ? line : line - 1,
                        pending: ledger.enqueue(actions.map(\.action))))
                if let fault { throw fault }
                while running.count >= (isHeldBack ? 1 : Self.groupsInFlightMax) {
                    try await finish(running.removeFirst())
                }
                if isHeldBack { isErasing = false }
            }
            progress.show(line, share: reader.bytesInAll.map { (reader.bytesRead, $0) })
        }
        while !running.isEmpty { try await finish(running.removeFirst()) }
    }

    /// Waits for what is on its way, and prints what came of it as long as that is possible.
    private mutating func finishAfterFailure() async {
        while !running.isEmpty { try? await finish(running.removeFirst()) }
    }

    /// The actions of some lines, up to the first that makes no sense, or that must be held back: a
    /// file that comes behind an erasure is sealed with a key that is made behind it.
    private mutating func parse(
        _ lines: inout ArraySlice<ArraySlice<UInt8>>, _ line: inout Int
    ) async throws -> (
        actions: [(line: Int, action: Action)], fault: InputError?, isHeldBack: Bool
    ) {
        var actions: [(line: Int, action: Action)] = []
        actions.reserveCapacity(lines.count)
        while let bytes = lines.first {
            let mayNameFile = EvidenceIntake.mayNameFile(bytes)
            if isErasing, mayNameFile { return (actions, nil, true) }
            lines.removeFirst()
            line += 1
            // Too long a line was cut, and is never taken for an empty one.
            guard
                bytes.count > ActionCodec.lineBytesMax
                    || bytes.contains(where: { $0 != 0x20 && $0 != 0x09 })
            else { continue }
            let action: Action
            do {
                action =
                    mayNameFile
                    ? try await files.action(of: bytes) : try files.actionWithoutFile(of: bytes)
            } catch let error as InputError {
                return (actions, error.inLine(line), false)
            }
            actions.append((line, action))
            if action.body is EraseSubject || action.body is EraseEvidence { isErasing = true }
        }
        return (actions, nil, false)
    }

    /// Waits until lines are durable, and prints what came of them.
    private mutating func finish(_ recorded: RecordedLines) async throws {
        let outcomes: [Outcome]
        do { outcomes = try await recorded.pending.outcomes() } catch {
            // Whatever becomes of later lines: not everything before them is durable.
            hasGap = true
            throw error
        }
        if !hasGap { durableLine = recorded.last }
        guard !isQuiet else { return }
        do { try print(zip(recorded.lines, outcomes)) } catch {
            isQuiet = true
            throw error
        }
    }

    private func print(_ outcomes: some Sequence<(Int, Outcome)>) throws {
        var writer = JSONWriter()
        for (line, outcome) in outcomes {
            outcome.write(to: &writer, line: line)
            writer.newline()
        }
        try Terminal.write(writer.bytes)
    }

    /// The last line on standard error: through which line and position everything is durable.
    func sayHowFar(_ store: SQLiteEventStore) async {
        guard let head = try? await store.head() else { return }
        Terminal.error("Durable through line \(durableLine), position \(head.size).")
    }
}

/// Lines on their way into the log.
private struct RecordedLines {
    let lines: [Int]
    let last: Int
    let pending: PendingOutcomes
}
