import Foundation
import Vault

/// A directory for keys, which exists as long as the value is kept.
final class TemporaryVault: Sendable {
    static let origin = "ledger.example/vault"

    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory
            .appending(path: "VaultTests-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var wrappingKey: String { "\(path)/wrapping.key" }
    var keys: String { Vault.path(in: path) }

    func create() throws -> Vault {
        try Vault.create(in: path, origin: Self.origin, source: .file(wrappingKey))
    }

    func open(isReadOnly: Bool = false, origin: String = TemporaryVault.origin) throws -> Vault {
        try Vault.open(
            in: path, origin: origin, source: .file(wrappingKey), isReadOnly: isReadOnly)
    }

    /// The bytes of every file in the directory that has any, by name; SQLite leaves its journal
    /// empty.
    func contents() throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            let bytes = Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
            if !bytes.isEmpty { contents[name] = bytes }
        }
        return contents
    }

    /// The names of the files in which some bytes stand.
    func files(with needle: [UInt8]) throws -> [String] {
        try contents().filter { Data($0.value).range(of: Data(needle)) != nil }.map(\.key).sorted()
    }
}

extension TextPlace {
    static let here = TextPlace(stream: "order-1", kind: 4, field: 7)
}
