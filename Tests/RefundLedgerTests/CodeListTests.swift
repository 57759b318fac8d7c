import Foundation
import LedgerTesting
import Records
import Testing

/// Numbers and names that stand in logs may be added to, never changed.
@Suite struct CodeListTests {
    @Test func `no number and no name has changed`() throws {
        let pinned = try Fixture.text("codes.txt")
        #expect(
            CodeLists.text == pinned,
            "numbers and names are permanent; add what is new to Fixtures/codes.txt by hand")
    }

    @Test func `every list of codes in the sources is pinned`() throws {
        let folder = Fixture.repository.appending(path: "Sources")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
        let declared = try files.filter { $0.hasSuffix(".swift") }.flatMap { path in
            try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                .matches(of: /enum (\w+): UInt8, Code\b/).map { String($0.output.1) }
        }
        #expect(CodeLists.all.map { "\($0)" } == declared.sorted())
    }

    @Test(arguments: CodeLists.all.map { "\($0)" })
    func `names are words in lower case, each once`(list: String) throws {
        let type = try #require(CodeLists.all.first { "\($0)" == list })
        #expect(Set(type.names).count == type.names.count)
        #expect(type.names.count <= 255)
        for name in type.names { #expect(name.wholeMatch(of: /[A-Za-z0-9]+(_[a-z0-9]+)*/) != nil) }
    }
}
