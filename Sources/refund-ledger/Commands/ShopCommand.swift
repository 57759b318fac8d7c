import ArgumentParser
import ShopHistory

/// `refund-ledger shop`: a made-up history to try things on.
struct ShopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop",
        abstract: "Print a made-up history of a shop, as actions for `record`.",
        discussion: """
            The same seed always gives the same lines; a longer history begins like a shorter one.

            Example: refund-ledger shop --actions 100000 --seed 7 | refund-ledger record - --quiet
            """
    )

    @Option(help: "How many actions.")
    var actions = 10_000

    @Option(help: "The seed.")
    var seed: UInt64 = 1

    @OptionGroup var terminal: TerminalOptions

    func validate() throws {
        guard actions >= 0 else { throw ValidationError("--actions must not be negative.") }
    }

    func run() throws {
        var buffer: [UInt8] = []
        for line in ShopHistory(seed: seed, actions: actions) {
            buffer += line
            buffer.append(UInt8(ascii: "\n"))
            guard buffer.count > 1 << 18 else { continue }
            try Interruption.check()
            try Terminal.write(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try Terminal.write(buffer)
    }
}
