import ArgumentParser
import EventLog
import Foundation
import RefundLedger
import TransparencyLog
import Vault
import ViewsSQLite

/// How the command line fails: one sentence on standard error and a code of sysexits(3).
struct Failure: Error {
    /// Exit codes.
    ///
    /// Source: sysexits.h.
    enum Code: Int32 {
        /// A check found something.
        case found = 1
        /// The command line makes no sense.
        case usage = 64
        /// The input data was wrong.
        case data = 65
        /// An input file or the ledger does not exist.
        case noInput = 66
        /// Something is wrong with the program or the store.
        case software = 70
        /// The operating system gives too little: files, memory.
        case system = 71
        /// A file cannot be created.
        case cannotCreate = 73
        /// Reading or writing failed.
        case inputOutput = 74
        /// It may work later.
        case tryAgain = 75
        /// The operating system does not allow it.
        case noPermission = 77
        /// The settings of this program make no sense.
        case configuration = 78
        /// Somebody pressed Ctrl-C; 128 and the number of the signal.
        case interrupted = 130
        /// SIGTERM asked the process to end.
        case terminated = 143
        /// Nobody reads the output any more; as if the signal had ended the process.
        case brokenPipe = 141
    }

    /// The code to exit with.
    let code: Code

    /// One sentence, which ends in what to do next.
    let sentence: String

    /// The sentence with the program's name before it.
    var line: String { "refund-ledger: \(sentence.shownInOneLine)" }

    /// Prints an error as a person needs it and ends the process.
    static func exit(with error: any Error) -> Never {
        switch error {
        case is Failure, is EventStoreError, is InputError, is ViewStoreError, is VaultError,
            is TransparencyError, is SigningKeyError, is CheckpointConflict, is TileTreeError:
            break
        // Everything else is the parser's own: help, versions, wrong usage, exit codes.
        case _: RefundLedgerCommand.exit(withError: error)
        }
        let failure = Failure(error)
        if failure.code != .brokenPipe { Terminal.error(failure.line) }
        Foundation.exit(failure.code.rawValue)
    }

    /// What any error means for the process.
    init(_ error: any Error) {
        switch error {
        case let known as Failure: self = known
        case let known as EventStoreError: self.init(known)
        case let known as VaultError: self.init(known)
        case let known as InputError:
            self.init(code: .data, sentence: "\(known) Correct it and try again.")
        case let known as TransparencyError: self.init(known)
        case let known as SigningKeyError: self.init(known)
        case let known as TileTreeError:
            let code: Code =
                switch known {
                case .differs: .found
                case .failed: .inputOutput
                }
            self.init(code: code, sentence: "\(known)")
        case let known as CheckpointConflict: self.init(code: .software, sentence: "\(known)")
        case ViewStoreError.rebuilding(let holder):
            self.init(code: .tryAgain, sentence: "\(ViewStoreError.rebuilding(by: holder))")
        case let known as ViewStoreError:
            self.init(code: .inputOutput, sentence: "\(known)")
        case _: self.init(code: .software, sentence: "\(error)")
        }
    }

    init(code: Code, sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    /// What a failure of the keys means for the process.
    init(_ error: VaultError) {
        let code: Code =
            switch error {
            case .keysMissing, .wrappingKeyMissing: .noInput
            case .keysExist: .cannotCreate
            case .otherLedger, .wrappingKeyWrong: .configuration
            case .wrappingKeyExposed: .noPermission
            case .commandFailed: .tryAgain
            case .unavailable: .inputOutput
            case .keysDamaged, .keyDamaged, .keyLost: .software
            }
        self.init(code: code, sentence: "\(error)")
    }

    /// What it means for the process that something is not what it claims to be.
    init(_ error: TransparencyError) {
        let code: Code =
            switch error {
            case .malformed, .notAKey, .entryTooLong: .data
            case .unsigned, .wrongSignature, .wrongOrigin, .notIncluded, .notConsistent: .found
            }
        self.init(code: code, sentence: "\(error)")
    }

    /// What a signing key that cannot be used means for the process.
    init(_ error: SigningKeyError) {
        let code: Code =
            switch error {
            case .exists: .cannotCreate
            case .exposed: .noPermission
            case .damaged, .ofAnotherLog: .data
            case .refused(_, _, _, let isPermission): isPermission ? .noPermission : .inputOutput
            }
        self.init(code: code, sentence: "\(error)")
    }

    /// What a store's failure means for the process.
    init(_ error: EventStoreError) {
        let code: Code =
            switch error {
            case .missing: .noInput
            case .exists: .cannotCreate
            case .locked, .changedWhileRead: .tryAgain
            case .newerFormat, .notALedger: .data
            case .readOnly, .notPermitted: .noPermission
            case .unavailable, .writesStopped: .inputOutput
            case .corrupted, .cutShort, .invalidRequest: .software
            }
        self.init(code: code, sentence: "\(error)")
    }
}
