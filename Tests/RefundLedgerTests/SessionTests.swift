import EventLogSQLite
import Foundation
import JSONText
import LedgerTesting
import RefundDomain
import RefundLedger
import Testing

/// The program as people and scripts meet it: what it prints and how it ends.
@Suite struct SessionTests {
    let ledger: TemporaryLedger
    let run: Program

    init() throws {
        ledger = try TemporaryLedger()
        run = Program(directory: ledger.path + "/ledger")
        #expect(try run("init").code == 0)
    }

    @Test func `a ledger is made once`() throws {
        let again = try run("init")
        #expect(again.code == 73)
        #expect(again.errors.contains("There is a ledger at"))
        #expect(try run("report", "--json").json().first?["position"] == .integer(2))
    }

    @Test func `record prints a result for each line and says how far it came`() throws {
        let lines = try [registered(), applied(minute: 1), applied(minute: 2, key: "k")]
        let result = try run("record", "-", input: lines.joined(separator: "\n"))
        #expect(result.code == 0)
        let text = """
            {"line":1,"order":"KM-1","events":[{"position":3,"type":"order_registered"}]}
            {"line":2,"order":"KM-1","events":[{"position":4,"type":"refund_applied"}]}
            {"line":3,"order":"KM-1","events":[{"position":5,"type":"action_refused"}],\
            "refused":{"code":"case_already_open"}}

            """
        #expect(result.output.replacing(/,"rule":"\w+"/, with: "") == text)
        #expect(result.errors.hasSuffix("Durable through line 3, position 5.\n"))
        let again = try run("record", "-", "--quiet", input: lines[2])
        #expect(again.output.isEmpty)
        #expect(again.errors.hasSuffix("Durable through line 1, position 5.\n"))
    }

    @Test func `a malformed line ends the run, what came before it stays`() throws {
        let wrong = line("apply_refund", .buyer, #""reason":"other","amount":1.0"#)
        let lines = try [registered(), "", wrong, applied(minute: 1)]
        let result = try run("record", "-", input: lines.joined(separator: "\n") + "\n")
        #expect(result.code == 65)
        #expect(result.output.split(separator: "\n").count == 1)
        for part in ["line 3", "field 'amount'", "a whole number", "1.0"] {
            #expect(result.errors.contains(part), "\(result.errors)")
        }
        #expect(result.errors.contains("Durable through line 2, position 3."))
        #expect(try run("report", "--json").json().first?["position"] == .integer(3))
    }

    @Test func `a line that is too long or not UTF-8 ends the run`() throws {
        let long = line("sweep", .system) + String(repeating: " ", count: 1_100_000)
        let tooLong = try run("record", "-", input: try registered() + "\n" + long + "\n")
        #expect(tooLong.code == 65 && tooLong.errors.contains("line 2"))
        #expect(tooLong.errors.contains("Durable through line 1, position 3."))
        let blank = String(repeating: " ", count: 1_100_000) + line("sweep", .system)
        #expect(try run("record", "-", input: blank).code == 65)
        var bytes = Data(try registered().utf8)
        bytes.append(contentsOf: [0x0A, 0x7B, 0x22, 0xFF, 0x22, 0x7D, 0x0A])
        let notText = try run(["record", "-"], input: bytes)
        #expect(notText.code == 65 && notText.errors.contains("line 2"))
    }

    @Test func `what is not there is said, with code 66`() throws {
        let nowhere = Program(directory: ledger.path + "/nowhere")
        for command in [["status", "KM-1"], ["record", "-"], ["report"], ["rebuild"], ["export"]] {
            let result = try nowhere(command, input: Data())
            #expect(result.code == 66, "\(command)")
            #expect(result.errors.contains("There is no ledger at"), "\(command)")
        }
        let status = try run("status", "KM-9")
        #expect(status.code == 66 && status.errors.contains("KM-9"))
        #expect(try run("complaints", "KM-9").code == 66)
        #expect(try run("record", "no-such-file.jsonl").code == 66)
    }

    @Test func `a second writer is told to wait, readers are not`() throws {
        let store = try SQLiteEventStore.open(run.directory, mode: .readWrite)
        let result = try run("record", "-", input: try registered())
        #expect(result.code == 75)
        #expect(result.output.isEmpty)
        #expect(try run("report").code == 0)
        try store.close()
        #expect(try run("record", "-", input: try registered()).code == 0)
    }

    @Test func `wrong use is code 64`() throws {
        #expect(try run("dance").code == 64)
        #expect(try run("status").code == 64)
        #expect(try run("totals", "--by", "moon").code == 64)
        #expect(try run("status", "KM-1", "--as-of", "2026-03-01").code == 64)
        #expect(try run("status", "KM-1", "--at-position", "-1").code == 64)
        let both = try run(
            "status", "KM-1", "--as-of", "2026-03-01T00:00:00Z", "--at-position", "1")
        #expect(both.code == 64)
        #expect(try run("--help", ledger: false).code == 0)
        #expect(
            try run("shop", "--actions", "3", ledger: false).output.split(separator: "\n").count
                == 3)
    }

    @Test func `what is not a ledger is left alone`() throws {
        let other = Program(directory: ledger.path + "/other")
        try FileManager.default.createDirectory(
            atPath: other.directory, withIntermediateDirectories: true)
        let path = other.directory + "/log.sqlite"
        let content = Data("This is a letter, not a ledger.".utf8)
        try content.write(to: URL(filePath: path))
        for command in [["report"], ["record", "-"], ["status", "KM-1"]] {
            let result = try other(command, input: Data(try registered().utf8))
            #expect(result.code == 65, "\(command): \(result.errors)")
            #expect(result.errors.contains("not a ledger"), "\(result.errors)")
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }

    private func registered() throws -> String {
        line("register_order", .system, registrationFields)
    }

    private func applied(minute: Int64, key: String? = nil) throws -> String {
        line("apply_refund", .buyer, minute: minute, key: key, #""reason":"not_delivered""#)
    }
}
