import EventLogSQLite
import RefundLedger
import TransparencyLog
import Wording

/// Signs checkpoints while a command writes: at an interval, and when it ends.
///
/// Signing reads and hashes on a connection of its own, beside the writing; only the checkpoint's
/// own row is written where events are.
actor CheckpointKeeper {
    private let signer: LogSigner
    private var failure: (any Error)?
    private var ticking: Task<Void, Never>?
    private var isSigning = false

    /// Starts to sign; `nil` when the ledger has no key here that can be used.
    static func start(
        _ store: SQLiteEventStore, every interval: Duration
    ) async -> CheckpointKeeper? {
        do {
            let origin = try await store.origin()
            guard let key = try SigningKey.read(in: store.directory, origin: origin) else {
                Terminal.detail("No checkpoints are signed: there is no signing key here.")
                return nil
            }
            let keeper = CheckpointKeeper(LogSigner(store: store, key: key))
            await keeper.tick(every: interval)
            return keeper
        } catch {
            let sentence = Failure(error).sentence
            Terminal.note(
                Wording("No checkpoints are signed. \(sentence)", zh: "不签署检查点。\(sentence)"))
            return nil
        }
    }

    private init(_ signer: LogSigner) { self.signer = signer }

    private func tick(every interval: Duration) {
        ticking = Task {
            while (try? await Task.sleep(for: interval)) != nil { await sign() }
        }
    }

    private func sign() async {
        guard failure == nil, !isSigning else { return }
        isSigning = true
        defer { isSigning = false }
        do { _ = try await signer.checkpoint() } catch { failure = error }
    }

    /// Signs what is recorded, and signs no more.
    ///
    /// - Throws: What kept it from signing, now or before.
    func finish() async throws {
        ticking?.cancel()
        await ticking?.value
        await sign()
        if let failure { throw failure }
    }
}
