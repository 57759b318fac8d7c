import Foundation
import GRDB
import RefundProjections
import Testing
import ViewTesting

@testable import ViewsSQLite

/// The file: what is found, what is wrong with it, how it is read and replaced.
@Suite struct ViewFileTests {
    @Test func `missing views are missing`() throws {
        try withDirectory { directory in
            #expect(ViewStore.examine(directory) == .missing)
            #expect(throws: ViewStoreError.unusable(.missing)) {
                try ViewStore.open(directory)
            }
        }
    }

    @Test func `closed views are found as they were left`() throws {
        try withDirectory { directory in
            let store = try ViewStore.create(directory)
            try store.follow(.rich(), batchesOf: 20)
            #expect(store.check() == .ready(position: 53))
            let dump = try store.dump()
            try store.close()
            #expect(ViewStore.examine(directory, thorough: true) == .ready(position: 53))
            let again = try ViewStore.open(directory)
            #expect(try again.dump() == dump)
            try again.close()
        }
    }

    @Test func `views with other tables are outdated`() throws {
        try withDirectory { directory in
            try ViewStore.create(directory).close()
            let queue = try DatabaseQueue(path: ViewStore.filePath(directory))
            try queue.write { try $0.execute(sql: "UPDATE views_position SET schema_digest = 'x'") }
            try queue.close()
            let state = ViewState.outdated(found: "x", expected: Schema.digest)
            #expect(ViewStore.examine(directory) == state)
            #expect(throws: ViewStoreError.unusable(state)) { try ViewStore.open(directory) }
        }
    }

    @Test(arguments: [0, 4_096])
    func `overwritten views are damaged`(offset: Int) throws {
        try withDirectory { directory in
            let store = try ViewStore.create(directory)
            try store.follow(.rich(), batchesOf: 20)
            try store.close()
            let file = try FileHandle(
                forUpdating: URL(fileURLWithPath: ViewStore.filePath(directory)))
            try file.seek(toOffset: UInt64(offset))
            try file.write(contentsOf: Data(repeating: 0x55, count: 40_000))
            try file.close()
            let state = ViewStore.examine(directory, thorough: true)
            guard case .damaged = state else {
                Issue.record("\(state)")
                return
            }
        }
    }

    @Test func `a file of another program is damaged`() throws {
        try withDirectory { directory in
            let queue = try DatabaseQueue(path: ViewStore.filePath(directory))
            try queue.write { try $0.execute(sql: "CREATE TABLE a (b)") }
            try queue.close()
            guard case .damaged(let reason) = ViewStore.examine(directory) else {
                Issue.record("not damaged")
                return
            }
            #expect(reason.contains("application_id"))
        }
    }

    @Test func `a batch that does not follow changes nothing`() throws {
        let store = try ViewStore.inMemory()
        let batches = History.rich().batches(of: 20)
        try store.write(batches[0])
        let before = try store.dump()
        #expect(throws: ViewStoreError.outOfOrder(position: 20, after: 40)) {
            try store.write(batches[2])
        }
        #expect(throws: ViewStoreError.outOfOrder(position: 20, after: 0)) {
            try store.write(batches[0])
        }
        #expect(try store.dump() == before)
    }

    @Test func `a reader sees whole batches only, and holds back nobody`() throws {
        try withDirectory { directory in
            let store = try ViewStore.create(directory)
            let other = try DatabaseQueue(path: store.path)
            for batch in History.rich().batches(of: 5) {
                try other.read { db in
                    let before = try ViewStore.position(db)
                    try store.write(batch)
                    #expect(try ViewStore.position(db) == before)
                    let events = try Int64.fetchOne(db, sql: "SELECT sum(count) FROM event_count")
                    #expect(events ?? 0 == before)
                }
                #expect(try other.read { try ViewStore.position($0) } == batch.through)
            }
            #expect(throws: DatabaseError.self) {
                do {
                    try store.read { try $0.execute(sql: "DELETE FROM payout") }
                } catch ViewStoreError.unavailable(let reason) {
                    throw DatabaseError(message: reason)
                }
            }
            try other.close()
            try store.close()
        }
    }
}
