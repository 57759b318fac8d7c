public import ArgumentParser
public import Wording

/// How an answer is written; shared by every question.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON for programs.")
    var json = false

    @Option(name: .customLong("lang"), help: "The language of tables and explanations: en or zh.")
    var chosenLanguage: Language?

    /// The language.
    var language: Language {
        chosenLanguage ?? Language(rawValue: Settings.value(.lang).text) ?? .en
    }
}

extension Language: ExpressibleByArgument {}
