import EventLog
import Foundation
import JSONText
import LedgerTesting
import Records
import RefundDomain
import Testing
import Units
import Vault

@testable import RefundLedger

/// What persons write stands in the log as ciphertext, and everything but texts works without keys.
@Suite struct SealedTextTests {
    let home: TemporaryLedger
    let store: any EventStore = MemoryEventStore()
    let vault: Vault
    let ledger: Ledger
    private let words = "一直没有收到商品 never arrived"

    init() async throws {
        home = try TemporaryLedger()
        vault = try home.createVault()
        ledger = Ledger(store: store, vault: vault) { .sample }
        try await ledger.initialize()
    }

    private func applied(_ order: String = "KM-1", key: String? = nil) throws -> Action {
        var text = #"{"at":"2026-03-02T10:01:00+08:00","actor":{"id":"buyer-1","role":"buyer"},"#
        text += #""do":"apply_refund","order":"\#(order)","reason":"not_delivered","#
        if let key { text += #""key":"\#(key)","# }
        return try parse(text + #""description":"\#(words)"}"#)
    }

    @Test func `the log says whose keys seal it, and holds no text`() async throws {
        #expect(try await Ledger.vaultName(in: store) == vault.name)
        _ = try await ledger.handle([register(), applied()])
        let entries = try await store.readAll(after: 0, limit: 100)
        for entry in entries {
            #expect(Data(entry.bytes).range(of: Data(words.utf8)) == nil)
        }
        let event = try EventCodec.decode(entries[3]).event
        guard case .sealed = FreeTextCollector.texts(of: event.body).first else {
            Issue.record("not sealed: \(event)")
            return
        }
        let opened = try TextOpener(vault, now: .sample).open(
            try EventCodec.decode(entries[3]), in: Streams.order("KM-1"))
        #expect(FreeTextCollector.texts(of: opened.event.body).first?.text == words)
    }

    @Test func `what was asked before its order was there is a repeat afterwards, with its text`()
        async throws
    {
        #expect(
            try await ledger.handle(applied(key: "k")).names == ["action_refused", "unknown_order"])
        _ = try await ledger.handle(register())
        for (number, ledger) in [
            ledger, Ledger(store: store, vault: vault) { .sample },
        ].enumerated() {
            let again = try await ledger.handle(applied(key: "k"))
            #expect(again.events.isEmpty && again.refusal == nil, "\(again.names)")
            let note = try action(
                "add_note", .agent, minute: 9, key: "k", #""text_ref":"n-\#(number)""#)
            #expect(try await ledger.handle(note).names == ["action_refused", "key_conflict"])
        }
        #expect(try await ledger.handle(applied(key: "k-2")).names == ["refund_applied"])
    }

    @Test func `keys are durable before what they seal`() async throws {
        _ = try await ledger.handle([register(), applied()])
        let other = try home.openVault()
        let entry = try #require(try await store.readAll(after: 3, limit: 1).first)
        let opened = try TextOpener(other, now: .sample).open(
            try EventCodec.decode(entry), in: Streams.order("KM-1"))
        #expect(FreeTextCollector.texts(of: opened.event.body).first?.text == words)
    }

    @Test func `two ledgers of the same actions differ in texts and roots alone`() async throws {
        let other: any EventStore = MemoryEventStore()
        let home = try TemporaryLedger()
        let second = Ledger(store: other, vault: try home.createVault()) { .sample }
        try await second.initialize()
        let actions = [try register(), try applied()]
        for ledger in [ledger, second] { _ = try await ledger.handle(actions) }
        let (root, otherRoot) = (try await store.head().root, try await other.head().root)
        #expect(root != otherRoot)
        let kinds = try await store.kinds()
        #expect(try await other.kinds() == kinds)
    }

    @Test func `a key repeated is a repeat, and its digest no bare hash`() async throws {
        let action = try applied(key: "k-1")
        _ = try await ledger.handle([register(), action])
        let again = try await ledger.handle(action)
        #expect(again.events.isEmpty && again.refusal == nil)
        let entry = try #require(try await store.readAll(after: 3, limit: 1).first)
        let recorded = try #require(try EventCodec.decode(entry).header.key)
        #expect(recorded.digest != action.key?.digest)
        // Another ledger cannot tell the same text by it.
        let home = try TemporaryLedger()
        let other: any EventStore = MemoryEventStore()
        let second = Ledger(store: other, vault: try home.createVault()) { .sample }
        try await second.initialize()
        _ = try await second.handle([register(), action])
        let second4 = try #require(try await other.readAll(after: 3, limit: 1).first)
        #expect(try EventCodec.decode(second4).header.key != recorded)
        // Without text there is nothing to try out.
        _ = try await ledger.handle(register("KM-2", key: "r"))
        let plain = try #require(try await store.readAll(after: 4, limit: 1).first)
        let registration = try register("KM-2", key: "r")
        #expect(try EventCodec.decode(plain).header.key == registration.key)
    }

    @Test func `an export holds what is sealed, and comes back with its root`() async throws {
        _ = try await ledger.handle([register(), applied(key: "k")])
        let head = try await store.head()
        let header = ExportHeader(
            origin: "o", created: .sample, size: head.size, root: head.root, isComplete: true)
        for texts in [nil, TextOpener(vault, now: .sample)] {
            var lines: [[UInt8]] = []
            try await LogReplay(store: store).run(folding: false) { event in
                var event = event
                if let texts { try event.open(texts) }
                var writer = JSONWriter()
                #expect(ExportedEvent.write(event, to: &writer))
                lines.append(writer.bytes)
            }
            let text = lines.map { String(decoding: $0, as: UTF8.self) }.joined()
            #expect(text.contains(words) == (texts != nil))
            let copy = MemoryEventStore()
            var log = try await LogImport(into: copy, header: header)
            for (index, line) in lines.enumerated() {
                try await log.add(try ExportedEvent(line: line[...]), line: index + 1)
            }
            let made = try await log.finish()
            #expect(made == head)
        }
    }

    @Test func `an action with a sealed text makes no sense`() throws {
        let text =
            #"{"at":"2026-03-02T10:01:00+08:00","actor":{"id":"b","role":"buyer"},"do":"#
            + #""apply_refund","order":"1","reason":"other","description":{"sealed":"AA=="}}"#
        #expect(throws: InputError.self) { try parse(text) }
    }

    @Test func `audit needs no keys, and with them decides again what texts say`() async throws {
        _ = try await ledger.handle([register(), applied()])
        for texts in [nil, TextOpener(nil, now: .sample), TextOpener(vault, now: .sample)] {
            let summary = try await Audit(store: store, texts: texts).run {
                Issue.record("\($0)")
            }
            #expect(summary.decisions == 2)
        }
    }

    @Test func `a text stands in a record itself, so its field's number names it`() {
        for body in LedgerEvent.bodies { Self.check(body) }
        #expect(LedgerEvent.kindsWithTexts.count == 21)
    }

    private static func check<Body: EventBody>(_ type: Body.Type) {
        for field in FieldCollector.fields(of: type) {
            #expect(!holdsText(inside: field.kind), "\(type.kind.name).\(field.name)")
        }
    }

    private static func holdsText(inside kind: FieldKind) -> Bool {
        switch kind {
        case .list(let element), .nullable(let element):
            element == .freeText || holdsText(inside: element)
        case .record(let fields):
            fields.contains { $0.kind == .freeText || holdsText(inside: $0.kind) }
        case .integer, .fen, .instant, .date, .bool, .identifier, .freeText, .digest, .object,
            .code:
            false
        }
    }
}

extension TemporaryLedger {
    private var source: WrappingKeySource { .file("\(path)/wrapping.key") }

    /// New keys here.
    func createVault() throws -> Vault {
        try Vault.create(in: path, origin: "ledger.example/test", source: source)
    }

    /// The keys here.
    func openVault() throws -> Vault {
        try Vault.open(in: path, origin: "ledger.example/test", source: source, isReadOnly: false)
    }
}
