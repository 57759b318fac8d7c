public import EventLog
import EventLogSQLite
import MerkleTree
public import RefundLedger
import RefundProjections
import Units
public import ViewsSQLite
import Wording

extension ViewStore: ViewWriting {
    public func currentPosition() throws -> Position { try position }
}

/// Views that are ready to be asked: brought current, and of the moment that was asked for.
enum CurrentViews {
    /// How often catching up starts again because another process was quicker.
    private static let attemptsMax = 20

    /// The ledger's own views, brought current; rebuilt, with a word why, when they are unusable.
    ///
    /// Where nobody may write, such as in a backup on a read-only disk, they are made in memory.
    static func open(_ directory: String, _ store: SQLiteEventStore) async throws -> ViewStore {
        guard store.mayWriteInDirectory else {
            Terminal.note(
                Wording(
                    "Making the views in memory for this answer, because nothing may be written "
                        + "in '\(directory)'. To keep them, copy the ledger with backup.",
                    zh: "“\(directory)”不可写入，视图仅为本次查询在内存中生成。若要保留，请用 backup 复制账本。"))
            let views = try ViewStore.inMemory()
            try await bringForward(views, store)
            return views
        }
        var hasSaidWhy = false
        while true {
            do {
                return try await openOrRebuild(directory, store)
            } catch ViewStoreError.rebuilding(let holder) {
                // Only unusable views lead here: all others answer while new ones are made.
                if !hasSaidWhy {
                    Terminal.note(
                        Wording(
                            "Waiting for \(holder), which is rebuilding the views.",
                            zh: "正在等待 \(holder) 重建视图。"))
                }
                hasSaidWhy = true
                try Interruption.check()
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private static func openOrRebuild(
        _ directory: String, _ store: SQLiteEventStore
    ) async throws -> ViewStore {
        let views: ViewStore
        do {
            views = try ViewStore.open(directory)
            if let reason = try await reasonToDistrust(views, store) {
                try views.close()
                return try await rebuild(directory, store, because: reason)
            }
        } catch ViewStoreError.unusable(let state) {
            return try await rebuild(directory, store, because: state.reason)
        }
        try await bringForward(views, store)
        return views
    }

    /// Why views cannot be of this log; `nil` when they can.
    static func reasonToDistrust(
        _ views: ViewStore, _ store: SQLiteEventStore
    ) async throws -> Wording? {
        let position = try views.position
        let head = try await store.head().size
        guard position <= head else {
            return Wording(
                "they stand at position \(position), the log ends at \(head)",
                zh: "视图位于 \(position)，而日志止于 \(head)")
        }
        guard let latest = try views.latestEvent else { return nil }
        let entry: Entry?
        do throws(EventStoreError) {
            entry = try await store.readAll(after: latest.position - 1, limit: 1).first
        } catch .corrupted {
            // `verify` tells of the damage; until then views are all the better to have.
            return nil
        } catch { throw error }
        guard let entry, MerkleTree.leafHash(entry.bytes).bytes != latest.hash else { return nil }
        return Wording(
            "they tell of another event \(latest.position) than the log",
            zh: "视图中的事件 \(latest.position) 与日志不同")
    }

    /// New views in place of whatever there is; the old ones answer until the new ones are ready.
    ///
    /// Goes on with what was paused, unless it is to be made from the beginning.
    ///
    /// - Throws: ``ViewStoreError/rebuilding(by:)`` when another process is at it; ``Failure``
    ///   when somebody asks to stop: then the old ones stay in use, and the new ones are paused.
    static func rebuild(
        _ directory: String, _ store: SQLiteEventStore, because reason: Wording,
        fromBeginning: Bool = false
    ) async throws -> ViewStore {
        try requireWriting(directory, store)
        let views =
            fromBeginning
            ? try ViewStore.createBeside(directory, paused: .removed)
            : try await goOn(directory, store)
        let placed: ViewStore
        do {
            let start = try views.position
            Terminal.note(
                Wording(
                    "Rebuilding the views from the log, because \(reason.in(.en)).",
                    zh: "正在由日志重建视图，因为\(reason.in(.zh))。"))
            if start > 0 {
                Terminal.note(
                    Wording(
                        "Going on behind event \(start), where a rebuild was stopped.",
                        zh: "上次重建在事件 \(start) 后停止，现由此继续。"))
            }
            try await bringForward(views, store)
            // Once more, for what was recorded meanwhile.
            try await bringForward(views, store)
            try Interruption.check()
            placed = try views.takePlace()
        } catch let stop as Failure where [.interrupted, .terminated].contains(stop.code) {
            try pause(views)
            throw stop
        } catch {
            views.abandon()
            throw error
        }
        try await bringForward(placed, store)
        return placed
    }

    /// Views to be made beside those in use: what was paused, if it is of this log, or new ones.
    private static func goOn(
        _ directory: String, _ store: SQLiteEventStore
    ) async throws -> ViewStore {
        let views = try ViewStore.createBeside(directory, paused: .continued)
        do {
            if try await reasonToDistrust(views, store) == nil { return views }
        } catch {
            views.abandon()
            throw error
        }
        views.abandon()
        return try ViewStore.createBeside(directory)
    }

    private static func pause(_ views: ViewStore) throws {
        let position: Position
        let file: String
        do {
            position = try views.position
            guard position > 0 else { return views.abandon() }
            file = try views.pause()
        } catch {
            views.abandon()
            throw error
        }
        Terminal.note(
            Wording(
                "The new views are made up to event \(position) and kept in '\(file)'; the next "
                    + "rebuild goes on from there.",
                zh: "新视图已生成至事件 \(position)，保存在“\(file)”；下次重建将由此继续。"))
    }

    /// One table of the views in use filled anew; all others stay as they are.
    static func refill(
        _ table: ViewTable, _ directory: String, _ store: SQLiteEventStore
    ) async throws -> ViewStore {
        try requireWriting(directory, store)
        let views = try await open(directory, store)
        let fresh = try ViewStore.createBeside(directory)
        defer { fresh.abandon() }
        for _ in 1...attemptsMax {
            try await bringForward(OneTable(views: fresh, name: table.name), store)
            try await bringForward(views, store)
            try Interruption.check()
            do {
                try views.replaceRows(of: table, from: fresh)
                return views
            } catch ViewStoreError.outOfOrder {
                continue
            }
        }
        throw tooBusy
    }

    /// Compares the views in use with views made anew up to the same position.
    ///
    /// - Parameters:
    ///   - directory: The ledger's directory.
    ///   - store: Its log.
    ///   - found: Is shown each row that differs.
    /// - Returns: The position, and how many rows were compared.
    /// - Throws: ``ViewStoreError/unusable(_:)`` when the views cannot be compared at all.
    static func compare(
        _ directory: String, _ store: SQLiteEventStore, found: (DifferingRow) throws -> Void
    ) async throws -> (position: Position, rows: Int) {
        try requireWriting(directory, store)
        let views = try ViewStore.open(directory)
        let snapshot = try views.snapshot()
        if let reason = try await reasonToDistrust(views, store) {
            throw ViewStoreError.unusable(.damaged(reason.in(.en)))
        }
        let fresh = try ViewStore.createBeside(directory)
        defer { fresh.abandon() }
        try await bringForward(fresh, store, moment: .position(snapshot.position))
        var rows = 0
        for table in Views.tables {
            try Interruption.check()
            rows += try snapshot.compare(with: fresh, tables: [table], found: found)
        }
        return (snapshot.position, rows)
    }

    /// Views of another moment than now, in memory, for one answer.
    static func asOf(_ moment: AsOf, _ store: SQLiteEventStore) async throws -> ViewStore {
        let views = try ViewStore.inMemory()
        try await ViewFeed(store: store, moment: moment).bringForward(views) { _ in
            try Interruption.check()
        }
        return views
    }

    private static func bringForward(
        _ views: some ViewWriting, _ store: SQLiteEventStore, moment: AsOf = .now(.distantFuture)
    ) async throws {
        let feed = ViewFeed(store: store, moment: moment)
        let total = Int(try await store.head().size)
        var progress = Progress("in the views", unit: "events")
        defer { progress.end() }
        for _ in 1...attemptsMax {
            do {
                try await feed.bringForward(views) {
                    progress.show(Int($0), share: (Int($0), total))
                    try Interruption.check()
                }
                return
            } catch ViewStoreError.outOfOrder {
                // Another process brought them forward meanwhile; go on from where it left them.
                continue
            }
        }
        throw tooBusy
    }

    /// Views that are kept, and new ones to compare with, are files in the ledger's directory.
    private static func requireWriting(
        _ directory: String, _ store: SQLiteEventStore
    ) throws(Failure) {
        guard !store.mayWriteInDirectory else { return }
        throw Failure(
            code: .noPermission,
            sentence: "Nothing may be written in '\(directory)', where the views would be made. "
                + "Run as a user who may, or copy the ledger with backup and ask there.")
    }

    private static let tooBusy = Failure(
        code: .tryAgain, sentence: "Other processes keep bringing the views forward. Try again.")
}

/// Views in which one table alone is written.
private struct OneTable: ViewWriting {
    let views: ViewStore
    let name: String

    var isUnderConstruction: Bool { views.isUnderConstruction }

    func currentPosition() throws -> Position { try views.position }
    func write(_ changes: ViewChanges) throws { try views.write(changes.only(name)) }
}

extension ViewState {
    /// Why views must be rebuilt, as part of a sentence.
    var reason: Wording {
        switch self {
        case .ready: Wording("that was asked for", zh: "有此要求")
        case .missing: Wording("there are none yet", zh: "尚无视图")
        case .outdated(let found, let expected):
            Wording(
                "they have other tables (\(found)) than this program's (\(expected))",
                zh: "其表（\(found)）与本程序的（\(expected)）不同")
        case .damaged(let detail):
            Wording("they are damaged (\(detail))", zh: "视图已损坏（\(detail)）")
        }
    }
}
