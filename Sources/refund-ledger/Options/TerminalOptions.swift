import ArgumentParser

/// How a command behaves on a terminal; shared by every command.
struct TerminalOptions: ParsableArguments {
    @Flag(help: "Say nothing on standard error but failures; record prints no results, either.")
    var quiet = false

    @Flag(help: "Say more on standard error, such as time and memory taken.")
    var verbose = false

    @Option(help: "Colour the headings of tables: auto (on a terminal), always or never.")
    var color: ColorChoice?

    func validate() throws {
        guard !quiet || !verbose else {
            throw ValidationError("Give either --quiet or --verbose, not both.")
        }
        // Known from here on, so that no message depends on who carries these options to it.
        if quiet { Terminal.setVerbosity(.quiet) }
        if verbose { Terminal.setVerbosity(.verbose) }
        if let color { Terminal.setColor(color) }
    }
}

/// When to colour.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto
    case always
    case never
}
