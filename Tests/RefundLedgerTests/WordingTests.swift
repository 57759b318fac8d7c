import Foundation
import LedgerTesting
import Records
import RefundDomain
import Testing
import Wording

/// People must never meet a code without a name.
@Suite struct WordingTests {
    @Test(arguments: try pinnedLists())
    func `every code has a name of its own in every language`(list: String) throws {
        let type = try #require(
            CodeLists.all.first { "\($0)" == list }, "\(list) is pinned, but not listed")
        let wordings = try codes(type).map { code in
            try #require(code as? any Worded, "\(list).\(code) has no name: add it to Wording")
                .wording
        }
        for language in Language.allCases {
            let names = wordings.map { $0.in(language) }
            #expect(Set(names).count == names.count, "\(list): two codes share a name")
            for name in names { #expect(isProper(name, language), "\(list): \(name)") }
        }
    }

    @Test func `every word of the views has a name of its own in every language`() {
        for language in Language.allCases {
            let names = ViewWord.allCases.map { $0.text(in: language) }
            #expect(Set(names).count == names.count)
            for name in names { #expect(isProper(name, language), "\(name)") }
        }
    }

    @Test func `every signal that the ledger raises by itself has a name`() throws {
        let source = try source("RiskSignals.swift")
        let signals = source.matches(of: /signal\(\s*"(\w+)"/).map { String($0.output.1) }
        #expect(signals.count >= 7)
        for signal in signals { #expect(ViewWord(rawValue: signal) != nil, "\(signal)") }
    }

    @Test func `every rule says in every language what it demands`() {
        let rules = (1...59).map { RuleID(stringLiteral: "R\($0)") }
        let gaps = (1...28).map { RuleID(stringLiteral: "G\($0)") }
        for language in Language.allCases {
            let texts = (rules + gaps).map { $0.wording?.in(language) ?? "" }
            #expect(Set(texts).count == texts.count)
            for (rule, text) in zip(rules + gaps, texts) {
                #expect(isProper(text, language), "\(rule.text): \(text)")
            }
        }
        #expect(RuleID("R60").wording == nil)
        #expect(RuleID("G29").wording == nil)
        #expect(RuleID("R0").wording == nil)
        #expect(RuleID("").wording == nil)
        #expect(RuleID("R34").wording?.in(.en).contains("original account") == true)
        #expect(RuleID("G13").wording?.in(.zh).contains("申诉") == true)
    }
}

/// The names of all lists that are pinned; those of new lists come in with their numbers.
private func pinnedLists() throws -> [String] {
    try Fixture.text("codes.txt").matches(of: /(?m)^codes (\w+)$/).map { String($0.output.1) }
}

private func codes(_ type: any Code.Type) -> [any Code] {
    func all<T: Code>(_ type: T.Type) -> [any Code] { Array(T.allCases) }
    return all(type)
}

/// Not empty, and Chinese where Chinese is asked for.
private func isProper(_ name: String, _ language: Language) -> Bool {
    switch language {
    case .en: !name.isEmpty && name.unicodeScalars.allSatisfy(\.isASCII)
    case .zh: name.contains(/\p{Han}/)
    }
}

private func source(_ name: String) throws -> String {
    let path = Fixture.repository.appending(path: "Sources/RefundDomain/\(name)")
    return try String(contentsOf: path, encoding: .utf8)
}
