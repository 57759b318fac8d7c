public import EventLog
import EventLogSQLite
public import RefundLedger
import RefundProjections
public import ViewsSQLite

extension ViewStore: ViewWriting {
    public func currentPosition() throws -> Position { try position }
}

/// Views that are ready to be asked: brought current, and of the moment that was asked for.
enum CurrentViews {
    /// How often catching up starts again because another process was quicker.
    private static let attemptsMax = 20

    /// The ledger's own views, brought current; rebuilt, with a word why, when they are unusable.
    static func open(_ directory: String, _ store: SQLiteEventStore) async throws -> ViewStore {
        do {
            let views = try ViewStore.open(directory)
            let (position, head) = (try views.position, try await store.head().size)
            guard position <= head else {
                try views.close()
                return try await rebuild(
                    directory, store,
                    because: "they stand at position \(position), the log ends at \(head)")
            }
            try await bringForward(views, store)
            return views
        } catch ViewStoreError.unusable(let state) {
            return try await rebuild(directory, store, because: state.reason)
        }
    }

    /// New views in place of whatever there is; the old ones answer until the new ones are ready.
    static func rebuild(
        _ directory: String, _ store: SQLiteEventStore, because reason: String
    ) async throws -> ViewStore {
        Terminal.error("Rebuilding the views from the log, because \(reason).")
        let views = try ViewStore.createBeside(directory)
        try await bringForward(views, store)
        return try views.takePlace()
    }

    /// Views of another moment than now, in memory, for one answer.
    static func asOf(_ moment: AsOf, _ store: SQLiteEventStore) async throws -> ViewStore {
        let views = try ViewStore.inMemory()
        try await ViewFeed(store: store, moment: moment).bringForward(views) { _ in
            try Interruption.check()
        }
        return views
    }

    private static func bringForward(_ views: ViewStore, _ store: SQLiteEventStore) async throws {
        let feed = ViewFeed(store: store)
        let total = Int(try await store.head().size)
        var progress = Progress("in the views", unit: "events")
        for _ in 1...attemptsMax {
            do {
                try await feed.bringForward(views) {
                    progress.show(Int($0), share: (Int($0), total))
                    try Interruption.check()
                }
                return progress.end()
            } catch ViewStoreError.outOfOrder {
                // Another process brought them forward meanwhile; go on from where it left them.
                continue
            }
        }
        throw Failure(
            code: .tryAgain,
            sentence: "Other processes keep bringing the views forward. Try again.")
    }
}

extension ViewState {
    /// Why views must be rebuilt, as part of a sentence.
    var reason: String {
        switch self {
        case .ready: "that was asked for"
        case .missing: "there are none yet"
        case .outdated(let found, let expected):
            "they have other tables (\(found)) than this program's (\(expected))"
        case .damaged(let detail): "they are damaged (\(detail))"
        }
    }
}
