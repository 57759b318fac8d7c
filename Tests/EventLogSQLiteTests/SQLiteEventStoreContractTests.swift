import EventLogSQLite
import LedgerTesting
import Testing

@Suite struct SQLiteEventStoreContractTests {
    @Test(arguments: EventStoreContract.all)
    func `keeps the contract`(promise: EventStoreContract) async throws {
        let directory = try TemporaryDirectory()
        try await promise.check(try directory.create())
    }
}
