import Dispatch
import Foundation
import JSONText
import LedgerTesting
import RefundDomain
import Testing

/// The commands of investigators, as a person runs them.
@Suite struct InvestigationSessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        _ = try run("init")
        let lines = [
            line("register_order", .system, registrationFields),
            line("register_order", .system, order: "KM-2", registrationFields),
            line("apply_refund", .buyer, minute: 10, #""reason":"not_delivered""#),
            line("apply_refund", .buyer, minute: 10, order: "KM-2", #""reason":"not_delivered""#),
            line("approve", .reviewer, minute: 20, #""basis":"full""#),
            line("approve", .finance, minute: 25, #""basis":"full""#),
        ]
        #expect(try run("record", "-", input: lines.joined(separator: "\n")).code == 0)
    }

    static let later = ["--as-of", "2026-04-01T00:00:00+08:00"]
    static let commands = [
        ["trace", "KM-1"] + later, ["explain", "KM-1"], ["search", "--actor", "reviewer-1"],
        ["clocks", "--overdue"] + later,
    ]

    @Test(arguments: commands)
    func `people read tables and stories in their language`(command: [String]) throws {
        let english = try run(command, input: Data())
        #expect(english.code == 0 && english.output.contains("KM-1"), "\(english.errors)")
        // The product and the description are what people wrote.
        let own = english.output.replacing(/会员|一直没有收到商品/, with: "")
        #expect(!own.contains(/\p{Han}/), "\(own)")
        let chinese = try run(command + ["--lang", "zh"], input: Data())
        for line in chinese.output.split(separator: "\n") where !line.hasPrefix("--") {
            // Identifiers, digests and names of versions stay as they are.
            let words = line.replacing(/[\w-]*\d[\w-]*|half_up/, with: "").matches(of: /[a-z]{4,}/)
            #expect(words.isEmpty, "\(line)")
        }
    }

    @Test(arguments: commands)
    func `programs read one JSON object, the same in every language`(command: [String]) throws {
        let english = try run(command + ["--json"], input: Data())
        #expect(try english.json().count == 1)
        #expect(
            try run(command + ["--json", "--lang", "zh"], input: Data()).output == english.output)
    }

    @Test func `trace counts refusals and links the buyer's other case`() throws {
        let trace = try #require(try run("trace", "KM-1", "--json").json().first)
        #expect(trace["refusals"] == .integer(1))
        let links = try #require(trace["links"]).elements
        #expect(links.map { $0["same"] } == ["buyer", "evidence", "sku"].map { .string($0) })
        #expect(links.map { $0["count"] } == [.integer(1), .integer(0), .integer(1)])
        #expect(links[0]["cases"]?.elements.first?["order"] == .string("KM-2"))
    }

    @Test func `what is not there is said in a sentence`() throws {
        for (command, code) in [
            (["trace", "KM-9"], Int32(66)), (["explain", "KM-2"], 66),
            (["explain", "KM-1", "C7"], 66),
            (["explain", "KM-1", "--verdict", "V7"], 66), (["search", "--status", "odd"], 64),
            (["search", "--min-amount", "1.005"], 64), (["search", "--evidence", "abc"], 64),
            (["clocks", "--due-within", "soon"], 64), (["follow", "--from-position", "0"], 64),
        ] {
            let result = try run(command, input: Data())
            #expect(result.code == code && !result.errors.isEmpty, "\(command)")
        }
    }

    @Test func `search takes amounts in yuan and tells when there are more`() throws {
        func found(_ options: String...) throws -> JSONValue? {
            try run(["search", "--json"] + options, input: Data()).json().first
        }
        let exact = try found("--min-amount", "100.00", "--max-amount", "100")
        #expect(exact?["orders"]?.elements.count == 2 && exact?["more"] == .bool(false))
        #expect(try found("--min-amount", "100.01")?["orders"]?.elements.isEmpty == true)
        #expect(try found("--limit", "1")?["more"] == .bool(true))
        let paying = try found(
            "--status", "approved", "--amount-of", "approved", "--min-amount", "1")
        #expect(paying?["orders"]?.elements.map { $0["order"] } == [.string("KM-1")])
    }

    @Test func `clocks say by how many working days they are late, at any moment`() throws {
        func clocks(_ options: String...) throws -> [JSONValue] {
            let result = try run(["clocks", "--json"] + options, input: Data())
            return try result.json().first?["clocks"]?.elements ?? []
        }
        // Approved Monday the 2nd: the payout is due at the end of Monday the 9th; KM-2 still
        // waits for a verdict, due at the end of Thursday the 5th.
        let late = try clocks("--overdue", "--as-of", "2026-03-10T12:00:00+08:00")
        #expect(late.map { $0["clock"] } == [.string("review"), .string("payout")])
        #expect(late.map { $0["overdue_working_days"] } == [.integer(3), .integer(1)])
        let soon = try clocks("--due-within", "1d", "--as-of", "2026-03-05T12:00:00+08:00")
        #expect(soon.map { $0["order"] } == [.string("KM-2")])
        let all = try clocks("--as-of", "2026-03-02T09:15:00+08:00")
        #expect(all.map { $0["outcome"] } == [.string("running"), .string("running")])
        // As of a position, each order is judged at its own latest event.
        #expect(try clocks("--overdue", "--at-position", "6").isEmpty)
        #expect(try clocks("--clock", "payout").count == 1)
    }

    @Test(arguments: [["--json"], []])
    func `follow prints what comes and ends quietly`(options: [String]) async throws {
        let output = Pipe()
        let errors = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments =
            ["follow", "--ledger", run.directory, "--from-position", "8", "--order", "KM-2"]
            + options
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let note = line(
            "add_note", .reviewer, minute: 30, order: "KM-2", #""text_ref":"n-1""#)
        #expect(try run("record", "-", input: note).code == 0)
        let printed = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        #expect(printed.contains(options.isEmpty ? "note n-1" : #""type":"note_added""#))
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130 && process.terminationReason == .exit)
        #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
    }

    @Test func `follow ends when nobody reads any more`() throws {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = ["follow", "--ledger", run.directory, "--from-position", "1"]
        process.standardOutput = output
        try process.run()
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        try output.fileHandleForReading.close()
        // It should notice at once; if it never does, it is ended here and says so.
        let impatience = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: impatience)
        process.waitUntilExit()
        impatience.cancel()
        #expect([0, 141].contains(process.terminationStatus))
    }
}
