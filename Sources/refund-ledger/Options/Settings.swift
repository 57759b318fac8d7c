import Foundation
import Synchronization
import Wording

/// What can be set once instead of with every command: by a flag, else by a variable of the
/// environment, else in a file, else built in.
enum Setting: String, CaseIterable {
    case ledger
    case lang
    case color
    case messages
    case keys
    case wrappingKey = "wrapping_key"
    case keyCommand = "key_command"

    /// The variable of the environment.
    var variable: String {
        self == .ledger ? "REFUND_LEDGER" : "REFUND_LEDGER_\(rawValue.uppercased())"
    }

    /// The value when nobody sets any.
    var builtIn: String {
        switch self {
        case .ledger: "refund-ledger"
        case .lang: Language.en.rawValue
        case .color: ColorChoice.auto.rawValue
        case .messages: Verbosity.normal.rawValue
        case .keys, .wrappingKey, .keyCommand: ""
        }
    }

    /// The values that may be set; `nil` when any text may.
    var choices: [String]? {
        switch self {
        case .ledger, .keys, .wrappingKey, .keyCommand: nil
        case .lang: Language.allCases.map(\.rawValue)
        case .color: ColorChoice.allCases.map(\.rawValue)
        case .messages: Verbosity.allCases.map(\.rawValue)
        }
    }

    /// What it is for.
    var explanation: Wording {
        switch self {
        case .ledger: Wording("the ledger's directory", zh: "账本所在目录")
        case .lang: Wording("the language of answers", zh: "输出语言")
        case .color: Wording("when to colour", zh: "何时使用颜色")
        case .messages: Wording("how much is said on standard error", zh: "标准错误输出的详略")
        case .keys:
            Wording("the directory of the keys, when not the ledger's", zh: "密钥所在目录（若不在账本目录）")
        case .wrappingKey:
            Wording(
                "the file of the wrapping key, when not wrapping.key beside the keys",
                zh: "封装密钥文件（若不是密钥旁的 wrapping.key）")
        case .keyCommand:
            Wording(
                "a program that keeps wrapping keys: get, create, destroy NAME",
                zh: "管理封装密钥的程序：get、create、destroy NAME")
        }
    }

    func accepts(_ value: String) -> Bool { choices?.contains(value) ?? !value.isEmpty }
}

/// How much a command says on standard error beside failures.
enum Verbosity: String, CaseIterable {
    case quiet
    case normal
    case verbose
}

/// The settings of this run, and where each comes from.
struct Settings {
    /// A value and the place it was set in.
    struct Value: Equatable {
        let text: String
        let origin: String
    }

    private let values: [Setting: Value]

    /// The settings of this process; ``load()`` is to be called first, which says what is wrong.
    static let present: Result<Settings, Failure> = Result { () throws(Failure) in
        try Settings(environment: ProcessInfo.processInfo.environment)
    }

    /// - Throws: ``Failure`` with code 78 when the file or a variable makes no sense.
    static func load() throws(Failure) { _ = try present.get() }

    /// A setting's value, as variables, file and program give it.
    static func value(_ setting: Setting) -> Value {
        switch present {
        case .success(let settings): settings[setting]
        case .failure: Value(text: setting.builtIn, origin: "built in")
        }
    }

    /// Reads the settings.
    init(environment: [String: String]) throws(Failure) {
        var values: [Setting: Value] = [:]
        let file = try SettingsFile(environment: environment)
        for setting in Setting.allCases {
            if let entry = file?.entries[setting] { values[setting] = entry }
            guard let text = environment[setting.variable], !text.isEmpty else { continue }
            guard setting.accepts(text) else {
                throw Failure(
                    code: .configuration,
                    sentence: "The variable \(setting.variable) is '\(text)'. Set it to one of "
                        + "\((setting.choices ?? []).joined(separator: ", ")).")
            }
            values[setting] = Value(text: text, origin: "variable \(setting.variable)")
        }
        if values[.color] == nil, !(environment["NO_COLOR"] ?? "").isEmpty {
            values[.color] = Value(text: "never", origin: "variable NO_COLOR")
        }
        self.values = values
    }

    subscript(setting: Setting) -> Value {
        values[setting] ?? Value(text: setting.builtIn, origin: "built in")
    }
}

/// A file of settings: lines of `name = value`; `#` begins a comment.
struct SettingsFile {
    private(set) var entries: [Setting: Settings.Value] = [:]

    /// Reads the file that `REFUND_LEDGER_CONFIG` names, else `refund-ledger/config` in the
    /// user's folder for settings (XDG Base Directory); `nil` when there is none.
    init?(environment: [String: String]) throws(Failure) {
        let named = environment["REFUND_LEDGER_CONFIG"] ?? ""
        let folder = [environment["XDG_CONFIG_HOME"], environment["HOME"].map { $0 + "/.config" }]
            .compactMap { $0 }.first { $0.utf8.first == UInt8(ascii: "/") }
        guard let path = named.isEmpty ? folder.map({ $0 + "/refund-ledger/config" }) : named
        else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            guard named.isEmpty, access(path, F_OK) != 0 else {
                throw Failure(
                    code: .configuration,
                    sentence: "The settings in '\(path)' cannot be read. Check the path, and that "
                        + "it is UTF-8.")
            }
            return nil
        }
        try read(text, path)
    }

    private mutating func read(_ text: String, _ path: String) throws(Failure) {
        let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n"].contains($0) }
        for (index, line) in lines.enumerated() {
            let content = line.trimmingCharacters(in: .whitespaces)
            guard !content.isEmpty, !content.hasPrefix("#") else { continue }
            let parts = content.split(separator: "=", maxSplits: 1)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            let place = "'\(path)', line \(index + 1)"
            guard parts.count == 2, let setting = Setting(rawValue: parts[0]) else {
                let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(
                    code: .configuration,
                    sentence: "\(place): expected 'name = value' with one of the names \(names), "
                        + "found '\(content)'. Correct it.")
            }
            guard setting.accepts(parts[1]) else {
                throw Failure(
                    code: .configuration,
                    sentence: "\(place): expected \(setting.rawValue) to be one of "
                        + "\((setting.choices ?? ["a path"]).joined(separator: ", ")), found "
                        + "'\(parts[1])'. Correct it.")
            }
            entries[setting] = Settings.Value(text: parts[1], origin: "\(place)")
        }
    }
}
