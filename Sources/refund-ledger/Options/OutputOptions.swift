public import ArgumentParser
public import Wording

/// How an answer is written; shared by every question.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON for programs.")
    var json = false

    @Option(name: .customLong("lang"), help: "The language of tables and explanations: en or zh.")
    var chosenLanguage: Language?

    /// The language.
    var language: Language { Terminal.language }

    func validate() throws {
        // Known from here on, so that notes need not be told.
        if let chosenLanguage { Terminal.setLanguage(chosenLanguage) }
    }
}

extension Language: ExpressibleByArgument {}
