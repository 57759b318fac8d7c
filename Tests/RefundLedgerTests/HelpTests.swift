import JSONText
import LedgerTesting
import Testing

/// What every command says about itself.
@Suite struct HelpTests {
    @Test func `every command is explained, with an example of itself`() throws {
        let run = Program(directory: "")
        let help = try run("--experimental-dump-help", ledger: false)
        let tree = try JSONValue.parse(help.output)
        let commands = try #require(tree["command"]?["subcommands"]).elements
        #expect(commands.count > 10)
        for command in commands {
            let name = command.words("commandName")
            guard name != "help" else { continue }
            #expect(command.words("abstract").hasSuffix("."), "\(name)")
            let discussion = command.words("discussion")
            #expect(discussion.contains("Example: refund-ledger \(name)"), "\(name)")
            for argument in try #require(command["arguments"]).elements {
                let value = argument.words("valueName")
                #expect(argument.words("abstract").isEmpty == false, "\(name): \(value)")
            }
        }
    }
}

extension JSONValue {
    /// A member that is a text; empty when there is none.
    fileprivate func words(_ name: String) -> String {
        guard case .string(let text) = self[name] else { return "" }
        return text
    }
}
