import EventLog
import EventLogSQLite
import Foundation
import RefundDomain
import RefundLedger
import Vault
import Wording

/// The keys of personal data.
extension DoctorCommand {
    func keys(_ store: SQLiteEventStore) async throws -> Finding {
        let name = Wording("keys of personal data", zh: "个人信息密钥")
        do {
            guard let vault = try await options.openVault(of: store, isReadOnly: true) else {
                return Finding(
                    "keys", name,
                    Wording(
                        "none: the ledger is from before texts were sealed, they are plain",
                        zh: "无：账本早于加密功能，文字为明文"))
            }
            let state = try vault.count()
            // Behind the end of the log when an older one was put back: then all are done again.
            let done = vault.erasedThrough
            let isLogPutBack = try await done > store.head().size
            let due = try await Ledger.subjects(in: store).allErasures
                .count { isLogPutBack || $0.position > done }
            guard due == 0 else {
                return Finding(
                    "keys", name, attention: true,
                    Wording(
                        "\(state.keys) keys; \(due) erasures are recorded but not carried out; record or erase anything to go on",
                        zh: "\(state.keys) 个密钥；\(due) 项删除已记录但未执行；任意一次写入将继续执行"))
            }
            return Finding(
                "keys", name,
                Wording(
                    "\(state.keys) keys, \(state.erased) erased; wrapping key from \(vault.wrappingKeyPlace)",
                    zh: "\(state.keys) 个密钥，已销毁 \(state.erased) 个；封装密钥来自 \(vault.wrappingKeyPlace)"))
        } catch let error as VaultError {
            return Finding(
                "keys", name, attention: true, Wording("\(error)", zh: "\(error)"))
        }
    }
}
