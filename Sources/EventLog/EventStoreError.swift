/// Why a store could not do what it was asked.
public enum EventStoreError: Error, Equatable, Sendable {
    /// The caller asked for something outside the contract.
    case invalidRequest(String)

    /// What is stored is not what was written; the position is where reading stopped (0: before
    /// any event).
    case corrupted(position: Position, detail: String)

    /// The newest append made more events than there are, and none is behind the last that is.
    case cutShort(end: Position, stated: Position)

    /// The database could not be reached or refused to work; the detail quotes its own words.
    case unavailable(operation: String, detail: String)

    /// A write failed in a way that leaves its fate open, so this store writes no more.
    case writesStopped(detail: String)

    /// The store was opened for reading only.
    case readOnly

    /// The ledger was written by a newer program.
    case newerFormat(found: Int, supported: Int)

    /// There is no ledger at the path.
    case missing(path: String)

    /// There is a ledger at the path already.
    case exists(path: String)

    /// What is at the path is something else than a ledger.
    case notALedger(path: String, detail: String)

    /// The operating system does not let this process use a file or directory.
    case notPermitted(path: String, detail: String)

    /// Another process (or another store of this one) writes to the ledger.
    case locked(by: String)

    /// A log that was opened as one that nobody writes to was written to.
    case changedWhileRead(path: String)
}

extension EventStoreError: CustomStringConvertible {
    /// What happened, in one sentence, followed by what to do next.
    public var description: String {
        switch self {
        case .invalidRequest(let detail):
            "The request is outside the store's contract: \(detail). Correct the caller."
        case .corrupted(let position, let detail):
            "The log is damaged at position \(position): \(detail). Verify it, and restore what "
                + "is damaged from a backup."
        case .cutShort(let end, let stated):
            "The log is damaged: it ends at position \(end), and \(stated) events were recorded. "
                + "Verify it, and restore what is missing from a backup."
        case .unavailable(let operation, let detail):
            "The store could not \(operation): \(detail). Nothing was written; try again."
        case .writesStopped(let detail):
            "The store writes no more because a write failed: \(detail). Mend the cause, open the "
                + "ledger again, and look there for what was kept."
        case .readOnly:
            "The ledger was opened for reading only. Open it for writing."
        case .newerFormat(let found, let supported):
            "The ledger has format \(found) and this program knows formats up to \(supported). "
                + "Use a newer program."
        case .missing(let path):
            "There is no ledger at \(path). Check the path, or create a ledger there."
        case .exists(let path):
            "There is a ledger at \(path) already, or a part of one. Open it, move it away, or "
                + "choose another path."
        case .notALedger(let path, let detail):
            "What is at \(path) is not a ledger: \(detail). Check the path."
        case .notPermitted(let path, let detail):
            "\(path) may not be used by this process: \(detail). Run as a user who may, or ask "
                + "whoever owns it."
        case .locked(let holder):
            "The ledger is being written by \(holder). Wait until it ends, or open the ledger for "
                + "reading only."
        case .changedWhileRead(let path):
            "\(path) was read as a file at rest, and somebody began to write to it. Ask again."
        }
    }
}
