import ArgumentParser
import EventLog
import EventLogSQLite
import Foundation
import JSONText
import ViewsSQLite
import Wording

/// `refund-ledger doctor`: whether program, libraries, files and disk are as they should be.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether program, files and disk are as they should be.",
        discussion: """
            Changes nothing and reads no events; verify does that. Exit code 1 when something asks \
            for attention.

            Example: refund-ledger doctor --lang zh
            """
    )

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let store = try options.openForReading()
        let findings =
            versions() + log(try await store.environment())
            + files(try await store.statistics()) + [views(try await store.head().size)]
            + [try await keys(store)]
        try output.json ? printJSON(findings) : printTable(findings)
        if findings.contains(where: { $0.needsAttention }) { throw ExitCode(1) }
    }

    private func versions() -> [Finding] {
        let sqlite = LogEnvironment.sqliteVersion
        let fault =
            LogEnvironment.hasWALResetFault
            ? Wording(
                "SQLite \(sqlite) can lose a commit when a checkpoint of another connection overlaps it (3.7.0 to 3.51.2); avoided: one connection alone commits and checkpoints, under writer.lock",
                zh:
                    "SQLite \(sqlite) 在其他连接的检查点与提交重叠时可能丢失提交（3.7.0 至 3.51.2）；规避方式：只有一个连接在 writer.lock 下提交并做检查点"
            )
            : Wording(
                "SQLite \(sqlite) does not have it (fixed in 3.51.3)",
                zh: "SQLite \(sqlite) 没有此缺陷（3.51.3 已修复）")
        return [
            Finding("program", Wording("program", zh: "程序"), same(RefundLedgerCommand.version)),
            Finding("sqlite", Wording("SQLite", zh: "SQLite"), same(sqlite)),
            Finding("zstd", Wording("zstd", zh: "zstd"), same(LogEnvironment.zstdVersion)),
            Finding("wal_reset_fault", Wording("WAL-reset fault", zh: "WAL 重置缺陷"), fault),
        ]
    }

    private func log(_ environment: LogEnvironment) -> [Finding] {
        let pragmas = environment.pragmas.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        let writing = environment.writerSettings.map { $0.dropFirst("PRAGMA ".count) }
            .joined(separator: ", ")
        return [
            Finding(
                "format", Wording("format of the log", zh: "日志格式"),
                Wording(
                    "\(environment.format), this program knows up to \(environment.formatMax)",
                    zh: "\(environment.format)，本程序支持至 \(environment.formatMax)")),
            Finding("pragmas", Wording("pragmas in force", zh: "生效的 pragma"), same(pragmas)),
            Finding(
                "writer_pragmas", Wording("pragmas of a writer", zh: "写入连接的 pragma"),
                same(writing)),
        ]
    }

    private func views(_ head: Position) -> Finding {
        let name = Wording("views", zh: "视图")
        switch ViewStore.examine(options.directory) {
        case .ready(let position) where position > head:
            return Finding(
                "views", name, attention: true,
                Wording(
                    "at position \(position), but the log ends at \(head): of another ledger; the next question rebuilds them",
                    zh: "位于 \(position)，而日志止于 \(head)：属于另一账本；下次查询将重建"))
        case .ready(let position):
            return Finding(
                "views", name,
                Wording(
                    "at position \(position), \(head - position) events behind",
                    zh: "位置 \(position)，落后 \(head - position) 个事件"))
        case .missing:
            return Finding(
                "views", name,
                Wording("none yet; the next question makes them", zh: "尚无；下次查询时生成"))
        case .outdated, .damaged:
            return Finding(
                "views", name, attention: true,
                Wording(
                    "outdated or damaged; the next question rebuilds them",
                    zh: "过期或损坏；下次查询将重建"))
        }
    }

    private func printTable(_ findings: [Finding]) throws {
        let language = output.language
        var table = TextTable([
            Wording("what", zh: "检查项").in(language), "", Wording("found", zh: "结果").in(language),
        ])
        for finding in findings {
            table.add([
                finding.wording.in(language), finding.needsAttention ? "!" : "",
                finding.found.in(language),
            ])
        }
        try Terminal.line(table.text)
    }

    private func printJSON(_ findings: [Finding]) throws {
        var writer = JSONWriter()
        writer.beginArray()
        for finding in findings {
            writer.beginObject()
            writer.member("check", finding.name)
            writer.name("ok")
            writer.bool(!finding.needsAttention)
            writer.member("found", finding.found.in(output.language))
            writer.endObject()
        }
        writer.endArray()
        writer.newline()
        try Terminal.write(writer.bytes)
    }
}

/// One thing that was looked at.
struct Finding {
    let name: String
    let wording: Wording
    let needsAttention: Bool
    let found: Wording

    init(_ name: String, _ wording: Wording, attention: Bool = false, _ found: Wording) {
        (self.name, self.wording, self.needsAttention, self.found) = (
            name, wording, attention, found
        )
    }
}

/// A text that is the same in every language.
private func same(_ text: String) -> Wording { Wording(text, zh: text) }
