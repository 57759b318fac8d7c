import ArgumentParser
import Foundation

/// `ledger-torture fuzz`: gives what reads untrusted bytes whatever comes of changing good ones.
struct FuzzCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Give a reader of bytes changed input, again and again.",
        discussion: """
            Starts from the files of a corpus. An input whose answer has not been seen before is \
            changed further. The same seed gives the same inputs: when run N ends the process, \
            --write N puts its input into a file. Prints how many runs there were, how many kinds \
            of answers, and the largest input.

            Example: ledger-torture fuzz cbor Fixtures/fuzz/cbor --runs 1000000
            """)

    @Argument(help: "What reads.")
    var target: FuzzTarget

    @Argument(help: "The folder of the corpus.")
    var corpus: String

    @Option(help: "How many inputs.")
    var runs = 10_000

    @Option(help: "Where the choice of changes starts.")
    var seed: UInt64 = 1

    @Option(help: "Write the input of this run into `input` and end.")
    var write: Int?

    /// Inputs that are kept for further changes beside the corpus.
    private static let keptMax = 4_096

    func run() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: corpus).sorted()
        var inputs = try names.map {
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(corpus)/\($0)")))
        }
        guard !inputs.isEmpty else { throw ValidationError("\(corpus) is empty.") }
        var mutator = Mutator(seed: seed)
        var answers: [String: Int] = [:]
        var longest = 0
        for number in 0..<runs {
            // The corpus first, as it is.
            let input =
                number < names.count ? inputs[number] : mutator.change(inputs)
            if number == write {
                return try Data(input).write(to: URL(fileURLWithPath: "input"))
            }
            longest = max(longest, input.count)
            let answer = target.answer(to: input[...])
            answers[answer, default: 0] += 1
            if answers[answer] == 1, inputs.count < Self.keptMax { inputs.append(input) }
            // So that it is known where the process ended, should it end.
            if number % 100_000 == 0 { say("at \(number)") }
        }
        say("\(runs)\t\(answers.count)\t\(longest)")
    }
}
