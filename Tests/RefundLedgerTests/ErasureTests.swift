import EventLog
import EventLogSQLite
import Foundation
import JSONText
import LedgerTesting
import MerkleTree
import Records
import RefundDomain
import Testing
import Units
import Vault

@testable import RefundLedger

/// A buyer is erased: texts are gone everywhere, and every proof stays what it was.
@Suite struct ErasureTests {
    let home: TemporaryLedger
    let store: any EventStore = MemoryEventStore()
    let vault: Vault
    let ledger: Ledger

    init() async throws {
        home = try TemporaryLedger()
        vault = try home.createVault()
        ledger = Ledger(store: store, vault: vault) { .sample }
        try await ledger.initialize()
        _ = try await ledger.handle([register(), apply(key: "k-1")])
    }

    private func erase(minute: Int64 = 9) throws -> Action {
        try action(
            "erase_subject", .compliance, minute: minute, order: nil,
            #""subject":"buyer-1","ground":"buyer_request""#)
    }

    private func texts(_ vault: Vault?) async throws -> [String] {
        let opener = TextOpener(
            vault, subjects: try await Ledger.subjects(in: store),
            end: try await store.head().size, now: clock("2026-04-01T00:00"))
        let trace = try #require(
            try await Ledger.trace(of: "KM-1", asOf: afterAll, in: store, texts: opener))
        return trace.steps.flatMap(\.texts).map(\.shown)
    }

    @Test func `erasing changes no entry, so every old proof verifies`() async throws {
        let before = try await store.readAll(after: 0, limit: 100)
        let head = try await store.head()
        let outcome = try await ledger.handle(erase())
        #expect(outcome.events.map(\.kind) == [.subjectErased])
        let after = try await store.readAll(after: 0, limit: 100)
        for (old, new) in zip(before, after) { #expect(Array(old.bytes) == Array(new.bytes)) }
        // A receipt of before: the path from an entry to the root that was stated then.
        let leaves = before.map { MerkleTree.leafHash($0.bytes) }
        #expect(MerkleTree.root(of: leaves) == head.root)
        #expect(try await texts(vault) == ["[erased]"])
        #expect(try await texts(try home.openVault()) == ["[erased]"])
    }

    @Test func `what comes after an erasure has new keys, also in the same group`() async throws {
        let note = #""reason":"other","description":"又来了一次 again""#
        let actions = [
            try erase(),
            try action("withdraw_application", .buyer, minute: 10, #""note":"算了 leave it""#),
            try action("apply_refund", .buyer, minute: 11, note),
        ]
        _ = try await ledger.handle(actions)
        #expect(try await texts(vault) == ["[erased]", "算了 leave it", "又来了一次 again"])
        let again = try await ledger.handle(erase(minute: 12))
        #expect(again.events.map(\.kind) == [.subjectErased])
        #expect(try await texts(vault) == ["[erased]", "[erased]", "[erased]"])
        let third = try await ledger.handle(erase(minute: 13))
        #expect(third.events.isEmpty && third.refusal == nil)
    }

    @Test func `an action repeated after an erasure records nothing that was erased`()
        async throws
    {
        _ = try await ledger.handle(erase())
        let retried = try await ledger.handle(apply(key: "k-1"))
        #expect(retried.refusal?.code == .keyConflict)
        #expect(try await texts(vault) == ["[erased]"])
    }

    @Test func `an erasure that was broken off goes on with the next action`() async throws {
        // As after a crash: the event is durable, the keys were not destroyed.
        try vault.close()
        let keys = try Data(contentsOf: URL(filePath: "\(home.path)/keys.sqlite"))
        let wrapping = try Data(contentsOf: URL(filePath: "\(home.path)/wrapping.key"))
        _ = try await ledger.handle(erase())
        try keys.write(to: URL(filePath: "\(home.path)/keys.sqlite"))
        try wrapping.write(to: URL(filePath: "\(home.path)/wrapping.key"))
        let old = try home.openVault()
        #expect(old.erasedThrough == 0)
        // Said in the log, so not shown although the key is there.
        #expect(try await texts(old) == ["[erased]"])
        let next = Ledger(store: store, vault: old) { .sample }
        _ = try await next.handle(register("KM-2", minute: 20))
        #expect(old.erasedThrough == 5)
        #expect(try await texts(try home.openVault()) == ["[erased]"])
        #expect(try !home.openVault().holdsKeys(of: "buyer-1"))
    }

    @Test func `while restricted nothing is shown and nothing erased`() async throws {
        _ = try await ledger.handle(
            action(
                "restrict_subject", .compliance, minute: 2, order: nil,
                #""subject":"buyer-1","ground":"dispute","until":"2027-01-01T00:00:00Z""#))
        #expect(try await texts(vault) == ["[restricted]"])
        #expect(try await ledger.handle(erase()).refusal?.code == .subjectRestricted)
        #expect(try vault.holdsKeys(of: "buyer-1"))
    }

    @Test func `views, audit and the books need no key of an erased buyer`() async throws {
        _ = try await ledger.handle([
            erase(), register("KM-3", minute: 20), action("sweep", .system, minute: 30, order: nil),
        ])
        for texts in [nil, TextOpener(vault, now: .sample)] {
            _ = try await Audit(store: store, texts: texts).run { Issue.record("\($0)") }
        }
        #expect(try await InvariantCheck(store: store).run().findings.isEmpty)
    }

    /// The keys of a log that went on, beside an older one that was put back.
    @Test func `keys of a longer log do not outlive an erasure in the older one`() async throws {
        let other = try TemporaryLedger()
        let vault = try other.createVault()
        let older = MemoryEventStore()
        let ledger = Ledger(store: older, vault: vault) { .sample }
        try await ledger.initialize()
        _ = try await ledger.handle(register())
        // What stands only in the log that went on; its key is born far behind.
        let place = TextPlace(stream: "order-KM-1", kind: 1, field: 1)
        let lost = try vault.seal("lost", about: "buyer-1", at: place)
        try vault.writeKeys(at: 61)
        try vault.erase([("buyer-2", 62)])
        #expect(vault.erasedThrough == 62)

        let again = Ledger(store: older, vault: vault) { .sample }
        #expect(try await again.handle(apply()).names == ["refund_applied"])
        #expect(vault.erasedThrough == 0)
        let outcome = try await again.handle(erase())
        #expect(outcome.names == ["subject_erased"])
        #expect(try vault.open(lost, at: place) == .erased)
        #expect(try vault.count().keys == 0)
    }

    @Test func `an erasure in an older log that was broken off goes on, too`() async throws {
        // The keys know of an erasure that this log does not have any more.
        try vault.erase([("buyer-2", 100)])
        try vault.close()
        let names = ["keys.sqlite", "wrapping.key"].map { URL(filePath: "\(home.path)/\($0)") }
        let before = try names.map { try Data(contentsOf: $0) }
        _ = try await ledger.handle(erase())
        for (name, content) in zip(names, before) { try content.write(to: name) }
        let old = try home.openVault()
        #expect(old.erasedThrough == 100)
        #expect(try await texts(old) == ["[erased]"])
        let next = Ledger(store: store, vault: old) { .sample }
        _ = try await next.handle(register("KM-2", minute: 20))
        #expect(old.erasedThrough == 5)
        #expect(try !home.openVault().holdsKeys(of: "buyer-1"))
    }
}
