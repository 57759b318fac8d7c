import Foundation
import JSONText
import LedgerTesting
import RefundDomain
import RefundProjections
import Testing
import Wording

/// What people read is in their language; what programs read is the same in all.
@Suite struct LanguageSessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        _ = try run("init")
        let lines = [
            line("register_order", .system, registrationFields),
            line("apply_refund", .buyer, minute: 10, #""reason":"not_delivered""#),
            line("approve", .reviewer, minute: 20, #""basis":"full""#),
            line("chase_payout", .buyer, minute: 50),
            line(
                "file_complaint", .buyer, minute: 60,
                #""channel":"12315","external_ref":"X-1","subject":"other","demand":"other""#),
        ]
        #expect(try run("record", "-", input: lines.joined(separator: "\n")).code == 0)
    }

    @Test(arguments: [
        ["status", "KM-1"], ["complaints", "KM-1"], ["report"],
        ["totals", "--by", "category_channel"],
    ])
    func `tables are in Chinese when that is asked for`(command: [String]) throws {
        let result = try run(command + ["--lang", "zh"], input: Data())
        #expect(result.code == 0)
        for line in result.output.split(separator: "\n") where !line.hasPrefix("--") {
            let words = line.matches(of: /[A-Za-z_]{4,}/).map { String($0.output) }
            #expect(words.isEmpty, "\(line)")
        }
        #expect(result.output.contains(/\p{Han}{2,}/))
    }

    @Test(arguments: [
        ["status", "KM-1"], ["complaints", "KM-1"], ["report"],
        ["totals", "--by", "category_channel"],
    ])
    func `programs read the same in every language`(command: [String]) throws {
        let english = try run(command + ["--json"], input: Data())
        let chinese = try run(command + ["--json", "--lang", "zh"], input: Data())
        #expect(!english.output.isEmpty && english.output == chinese.output)
    }

    @Test(arguments: [
        ["trace", "KM-1"], ["explain", "KM-1"], ["search"], ["clocks"], ["audit"], ["verify"],
        ["stats"], ["doctor"], ["config", "--origin"], ["replay"], ["replay", "--summary"],
        ["rebuild"], ["rebuild", "--list"], ["rebuild", "--check"], ["rebuild", "--check"],
        ["schema"], ["schema", "--codes"], ["schema", "--views"], ["totals", "--by", "reason"],
        ["backup", "copy"],
    ])
    func `no command answers with an English sentence when Chinese is asked for`(
        command: [String]
    ) throws {
        let words = command.map { $0 == "copy" ? ledger.path + "/copy" : $0 }
        let result = try run(
            words + ["--lang", "zh"], input: Data(), ledger: command.first != "schema")
        #expect(result.code == 0 || command.first == "doctor" || command.last == "--check")
        for line in (result.output + result.errors).split(separator: "\n") {
            // Names of software, settings and columns are what they are, and so are commands.
            let text = String(line).replacing(/[A-Za-z_]+[_\/.][A-Za-z_\/.]*/, with: "")
                .replacing(/\(主键: [a-z_, ]+\)/, with: "").replacing("refund-ledger", with: "")
            let found = text.matches(of: /[A-Za-z]{2,}[a-z,;:]* [a-z]{3,}/).map {
                String($0.output)
            }
            let sentences = found.filter { words in
                !Self.names.contains { words.contains($0) }
            }
            #expect(sentences.isEmpty, "\(line)")
        }
    }

    /// What stands beside other words without being a sentence.
    private static let names = [
        "journal", "wal", "pragma", "fullfsync", "checkpoint", "clock", "JSON", "ISO", "YYYY",
    ]

    @Test func `every table and column of the views is described in Chinese`() {
        for table in Views.tables {
            for text in [table.doc] + table.columns.map(\.doc) {
                let chinese = ViewTexts.wording(of: text)?.in(.zh)
                #expect(chinese != nil && chinese != text || text.contains("_fen -"), "\(text)")
            }
        }
    }

    @Test func `another language is refused`() throws {
        #expect(try run("status", "KM-1", "--lang", "fr").code == 64)
    }
}
