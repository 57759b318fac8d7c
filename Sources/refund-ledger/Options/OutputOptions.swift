public import ArgumentParser
public import Wording

/// How an answer is written; shared by every question.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON for programs.")
    var json = false

    @Option(name: .customLong("lang"), help: "The language of tables and explanations: en or zh.")
    var language: Language = .en
}

extension Language: ExpressibleByArgument {}
