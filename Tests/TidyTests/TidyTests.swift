import Foundation
import LedgerTesting
import Testing

/// The house rules a compiler does not check; broken rules are test failures.
@Suite struct TidyTests {
    @Test(arguments: try sourceFiles())
    func `a file fits on a few screens`(path: String) throws {
        let count = try text(path).count { $0 == "\n" }
        #expect(count < 350, "split \(path) by concern: Type+concern.swift")
    }

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/RefundDomain/") })
    func `the domain imports nothing but records and units`(path: String) throws {
        #expect(try imports(path).subtracting(["Records", "Units"]).isEmpty)
    }

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/Records/") })
    func `records import nothing but units`(path: String) throws {
        #expect(try imports(path).subtracting(["Units"]).isEmpty)
    }

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/Units/") })
    func `units import nothing`(path: String) throws { #expect(try imports(path).isEmpty) }

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/") })
    func `every public type is explained`(path: String) throws {
        let lines = try text(path).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated()
        where line.contains(
            /^ *public (?:indirect )?(?:final )?(?:struct|enum|actor|protocol|class)\b/)
        {
            let above = lines[..<index].last { !$0.contains(/^ *@/) }
            #expect(above?.contains("///") == true, "\(path): say what this is for: \(line)")
        }
    }

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/") })
    func `no switch hides behind a default`(path: String) throws {
        #expect(!(try text(path)).contains(/(?m)^\s*default:/), "\(path): name the cases")
    }

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/") })
    func `no switch over events leaves the rest to 'case _'`(path: String) throws {
        let kinds = try Fixture.names(in: "Sources/RefundDomain/Events").map { name in
            ".\(name.prefix(1).lowercased())\(name.dropFirst().dropLast(".swift".count))"
        }
        let lines = try text(path).split(separator: "\n", omittingEmptySubsequences: false)
        var hidden: [String] = []
        for (end, line) in lines.enumerated() where line.contains(/^\s*case _\b/) {
            let indent = line.prefix { $0 == " " }.count
            let start = lines[..<end].lastIndex { text in
                text.contains(/\bswitch\b/) && text.prefix { $0 == " " }.count <= indent
            }
            let block = lines[(start ?? end)..<end].joined(separator: "\n")
            let names = Set(block.matches(of: /\.[a-z]\w+/).map { String($0.output) })
            if !names.isDisjoint(with: kinds) { hidden.append("\(path):\(end + 1)") }
        }
        guard path != Self.partsOfExhaustiveSwitch else { return }
        #expect(hidden.isEmpty, "name the other events, too")
    }

    /// Its first switch names every event; the ones below only serve the groups it makes.
    private static let partsOfExhaustiveSwitch = "Sources/RefundProjections/EventSummary.swift"

    @Test(arguments: try sourceFiles().filter { $0.hasPrefix("Sources/") })
    func `nothing is forced, nothing ends the process`(path: String) throws {
        let code = try text(path).replacing(/(?m)\/\/.*$/, with: "")
        let forbidden = [#/\btry!/#, #/\bfatalError\(/#, #/\bas!/#, #/[\w)\]]!(?:[\s.,)\]]|$)/#]
        for pattern in forbidden {
            let strings = code.replacing(#/"(?:[^"\\\n]|\\.)*"/#, with: "\"\"")
            let found = strings.firstMatch(of: pattern).map { String($0.output) }
            #expect(found == nil, "\(path): \(found ?? "")")
        }
    }

    @Test(arguments: try sourceFiles().filter { !$0.hasPrefix("Sources/Zstd/") })
    func `nothing is unchecked outside Zstd`(path: String) throws {
        let words = ["@unchecked" + " Sendable", "nonisolated" + "(unsafe)"]
        for word in words { #expect(!(try text(path)).contains(word), "\(path): \(word)") }
    }

    @Test(arguments: try sourceFiles() + otherFiles())
    func `no file knows the machine it was written on`(path: String) throws {
        let found = try text(path).firstMatch(of: /(?:^|[\s"'(=:])\/(?:work|root|home|Users)\/\w/)
        #expect(found == nil, "\(path): \(found.map { String($0.output) } ?? "")")
    }

    @Test func `the page of reports repeats their files`() throws {
        let page = try text("Sources/RefundLedger/RefundLedger.docc/Reports.md")
        let names = try Fixture.names(in: "Fixtures/reports").filter { $0.hasSuffix(".sql") }
        #expect(names.count == 10)
        for name in names {
            let sql = try text("Fixtures/reports/\(name)")
            #expect(
                page.contains("`Fixtures/reports/\(name)`\n\n```sql\n\(sql)```\n"), "\(name)")
            #expect(sql.hasPrefix("-- "), "\(name): say first what it answers, and in which units")
        }
        #expect(page.matches(of: /```sql\n/).count == names.count)
    }

    @Test func `the README is short`() throws {
        let readme = Fixture.repository.appending(path: "README.md")
        guard FileManager.default.fileExists(atPath: readme.path()) else {
            Issue.record("there is no README.md")
            return
        }
        #expect(
            try text("README.md").split(separator: "\n", omittingEmptySubsequences: false).count
                < 250)
    }
}

private func imports(_ path: String) throws -> Set<String> {
    let pattern = /(?m)^(?:@\w+ )?(?:(?:public|internal|package|private) )?import (?:\w+ )?(\w+)/
    return Set(try text(path).matches(of: pattern).map { String($0.output.1) })
}

private func text(_ path: String) throws -> String {
    try String(contentsOf: Fixture.repository.appending(path: path), encoding: .utf8)
}

private func sourceFiles() throws -> [String] {
    try ["Sources", "Tests"].flatMap { folder in
        try FileManager.default
            .subpathsOfDirectory(atPath: Fixture.repository.appending(path: folder).path())
            .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }.sorted()
    }
}

/// What stands beside the sources: tools, the manifest, the README.
private func otherFiles() throws -> [String] {
    let all =
        ["Package.swift", "README.md"] + (try Fixture.names(in: "Tools").map { "Tools/\($0)" })
    return all.filter {
        let path = Fixture.repository.appending(path: $0).path()
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue && (try? text($0)) != nil
    }
}
