import EventLog
import Foundation
import JSONText
import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import ShopHistory
import Testing
import Units
import Vault

/// Makes golden files for kinds of events that have none yet; never overwrites one.
///
/// Only when asked: `RECORD_GOLDEN=1 swift test --filter GoldenRecorder`. Look at what it made
/// before you commit it: from then on it stands for ever.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"))
struct GoldenRecorder {
    @Test func `record golden files of kinds that have none`() async throws {
        var found: [EventKind: GoldenEvent] = [:]
        for lines in try storyActions() + [shopActions(), handMade()] {
            for (kind, event) in try await firstEvents(of: lines) where found[kind] == nil {
                found[kind] = event
            }
        }
        let home = try TemporaryLedger()
        let erased = try await firstEvents(
            of: [register(), apply(minute: 1), Self.erasure], vault: try home.createVault())
        found[.subjectErased] = found[.subjectErased] ?? erased[.subjectErased]
        let folder = Fixture.repository.appending(path: "Fixtures/events")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for kind in EventKind.allCases {
            guard let golden = found[kind] else {
                Issue.record("No story makes \(kind.name); add lines to handMade().")
                continue
            }
            for (ending, text) in [("hex", golden.hex), ("json", golden.json)] {
                let file = folder.appending(path: "\(kind.name).\(ending)")
                guard !FileManager.default.fileExists(atPath: file.path()) else { continue }
                try Data("\(text)\n".utf8).write(to: file, options: .withoutOverwriting)
            }
        }
    }

    @Test func `record the list of codes if there is none`() throws {
        let file = Fixture.repository.appending(path: "Fixtures/codes.txt")
        guard !FileManager.default.fileExists(atPath: file.path()) else { return }
        try Data(CodeLists.text.utf8).write(to: file, options: .withoutOverwriting)
    }

    /// Records actions in a fresh ledger and takes the first event of each kind.
    private func firstEvents(
        of actions: [Action], vault: Vault? = nil
    ) async throws -> [EventKind: GoldenEvent] {
        let store = MemoryEventStore()
        let ledger = Ledger(store: store, vault: vault) { clock("2027-01-04T10:00:00.123") }
        try await ledger.initialize()
        for action in actions { _ = try await ledger.handle(action) }
        var names = StreamNames(store: store)
        var found: [EventKind: GoldenEvent] = [:]
        for entry in try await store.readAll(after: 0, limit: 65_536) {
            let kind = try EventCodec.decode(entry).event.kind
            guard found[kind] == nil else { continue }
            found[kind] = try GoldenEvent(entry, Streams.order(of: try await names.name(of: entry)))
        }
        return found
    }

    private func storyActions() throws -> [[Action]] {
        try Fixture.names(in: "Fixtures/stories").map { name in
            try Fixture.text("stories/\(name)").split(separator: "\n").compactMap(storyAction)
        }
    }

    /// The action of a line of a story; what is expected of it is for others.
    private func storyAction(_ line: Substring) throws -> Action? {
        guard case .object(let members) = try JSONValue.parse(String(line)) else { return nil }
        let action = JSONValue.object(members.filter { $0.name != "expect" })
        let isMalformed = members.contains {
            $0.name == "expect" && $0.value["malformed"] == .bool(true)
        }
        return action["do"] == nil || isMalformed ? nil : try ActionCodec.action(from: action)
    }

    private func shopActions() throws -> [Action] {
        try ShopHistory(seed: 20_260_301, actions: 12_000).map { try ActionCodec.parse($0[...]) }
    }

    private static var erasure: Action {
        get throws {
            try action(
                "erase_subject", .compliance, minute: 8, order: nil,
                #""subject":"buyer-1","ground":"buyer_request""#)
        }
    }

    /// What neither stories nor the shop come to.
    private func handMade() throws -> [Action] {
        let days = #""days":[{"date":"2026-03-04","kind":"holiday","name":"test"}]"#
        return try [
            register(), apply(minute: 1),
            action(
                "publish_calendar", .compliance, minute: 2, order: nil,
                #""version":"cn-2026-b","first_year":2026,"last_year":2026,\#(days)"#),
            action("recompute_deadlines", .system, minute: 3),
            action(
                "record_correction", .supervisor, minute: 4,
                #""corrects_position":3,"field":"lines","value":"年卡","reason":"录入错误""#),
            action(
                "file_complaint", .buyer, minute: 5,
                #""channel":"12315","subject":"review_delayed","demand":"other""#),
            action("withdraw_complaint", .buyer, minute: 6, #""note":"已协商""#),
            action(
                "restrict_subject", .compliance, minute: 7, order: nil,
                #""subject":"buyer-1","ground":"legal_retention","until":"2029-03-01T00:00:00Z""#),
        ]
    }
}
