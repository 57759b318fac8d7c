import ArgumentParser
import JSONText
import Wording

/// `refund-ledger config`: the settings in force.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the settings in force, and where they come from.",
        discussion: """
            A flag counts before a variable of the environment, that before the file of settings, \
            that before what is built in. The file is named by REFUND_LEDGER_CONFIG, else it is \
            refund-ledger/config in XDG_CONFIG_HOME or ~/.config. Its lines are name = value; a \
            line that begins with # is a comment.

            Example: refund-ledger config --origin
            """
    )

    @Flag(help: "Say where each value comes from.")
    var origin = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func run() throws {
        let language = output.language
        guard origin else {
            var facts = Facts()
            for setting in Setting.allCases {
                let name = setting.rawValue
                facts.add(name, Wording(name, zh: name), .text(value(setting).text))
            }
            return try facts.print(output)
        }
        guard !output.json else { return try printOrigins() }
        var table = TextTable([
            Wording("setting", zh: "设置").in(language), Wording("value", zh: "数值").in(language),
            Wording("from", zh: "来源").in(language), Wording("variable", zh: "环境变量").in(language),
            Wording("what it is", zh: "含义").in(language),
        ])
        for setting in Setting.allCases {
            let value = value(setting)
            table.add([
                setting.rawValue, value.text, value.origin(in: language), setting.variable,
                setting.explanation.in(language),
            ])
        }
        try Terminal.line(table.text)
    }

    private func printOrigins() throws {
        var writer = JSONWriter()
        writer.beginObject()
        for setting in Setting.allCases {
            let value = value(setting)
            writer.name(setting.rawValue)
            writer.beginObject()
            writer.member("value", value.text)
            writer.member("origin", value.origin)
            writer.endObject()
        }
        writer.endObject()
        writer.newline()
        try Terminal.write(writer.bytes)
    }

    private func value(_ setting: Setting) -> Settings.Value {
        let terminal = options.terminal
        let flag: (text: String, name: String)? =
            switch setting {
            case .ledger: options.ledger.map { ($0, "--ledger") }
            case .lang: output.chosenLanguage.map { ($0.rawValue, "--lang") }
            case .color: terminal.color.map { ($0.rawValue, "--color") }
            case .messages:
                terminal.quiet
                    ? (Verbosity.quiet.rawValue, "--quiet")
                    : terminal.verbose ? (Verbosity.verbose.rawValue, "--verbose") : nil
            case .keys, .wrappingKey, .keyCommand: nil
            }
        return flag.map { Settings.Value(text: $0.text, origin: "flag \($0.name)") }
            ?? Settings.value(setting)
    }
}

extension Settings.Value {
    /// Where it comes from, for people; names of flags, variables and files are what they are.
    fileprivate func origin(in language: Language) -> String {
        guard language == .zh else { return origin }
        let names = [
            ("built in", "内置"), ("flag ", "选项 "), ("variable ", "环境变量 "), ("', line ", "'，行号 "),
        ]
        return names.reduce(origin) { $0.replacing($1.0, with: $1.1) }
    }
}
