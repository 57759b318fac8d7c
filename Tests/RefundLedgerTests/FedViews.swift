import EventLog
import Foundation
import GRDB
import LedgerTesting
import RefundDomain
import RefundLedger
import RefundProjections
import ShopHistory
import Units
import ViewsSQLite

/// Views that a feed writes to.
struct FedViews: ViewWriting {
    let views: ViewStore
    var isUnderConstruction = false

    func currentPosition() throws -> Position { try views.position }
    func write(_ changes: ViewChanges) throws { try views.write(changes) }

    /// Every row of every table, in order of its text.
    func rows() throws -> [String] {
        try views.read { db in
            try Views.tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table.name)")
                    .map { "\(table.name) \($0)" }.sorted()
            }
        }
    }

    /// The rows of new views, made from a log as of a moment.
    static func rows(
        of store: any EventStore, _ moment: AsOf = .now(.distantFuture)
    ) async throws -> [String] {
        let fresh = FedViews(views: try .inMemory())
        try await ViewFeed(store: store, moment: moment).bringForward(fresh)
        return try fresh.rows()
    }
}

/// The beginning of a made-up shop's history.
func shopActions(_ count: Int, seed: UInt64 = 7) throws -> [Action] {
    try ShopHistory(seed: seed, actions: count).map { try ActionCodec.parse($0[...]) }
}
