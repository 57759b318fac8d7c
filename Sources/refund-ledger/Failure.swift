import ArgumentParser
import EventLog
import Foundation
import RefundLedger

/// How the command line fails: one sentence on standard error and a code of sysexits(3).
struct Failure: Error {
    /// Exit codes.
    ///
    /// Source: sysexits.h.
    enum Code: Int32 {
        /// The input data was wrong.
        case data = 65
        /// An input file or the ledger does not exist.
        case noInput = 66
        /// Something is wrong with the program or the store.
        case software = 70
        /// A file cannot be created.
        case cannotCreate = 73
        /// Reading or writing failed.
        case inputOutput = 74
        /// It may work later.
        case tryAgain = 75
        /// The operating system does not allow it.
        case noPermission = 77
    }

    /// The code to exit with.
    let code: Code

    /// One sentence, which ends in what to do next.
    let sentence: String

    /// Prints an error as a person needs it and ends the process.
    static func exit(with error: any Error) -> Never {
        let failure: Failure
        switch error {
        case let known as Failure: failure = known
        case let known as EventStoreError: failure = Failure(known)
        case let known as InputError:
            failure = Failure(code: .data, sentence: "\(known) Correct it and try again.")
        case is ExitCode, is ValidationError, is CleanExit:
            RefundLedgerCommand.exit(withError: error)
        case _ where "\(type(of: error))" == "CommandError":
            RefundLedgerCommand.exit(withError: error)
        case _: failure = Failure(code: .software, sentence: "\(error)")
        }
        Terminal.error("refund-ledger: \(failure.sentence)")
        Foundation.exit(failure.code.rawValue)
    }

    init(code: Code, sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    /// What a store's failure means for the process.
    init(_ error: EventStoreError) {
        let code: Code =
            switch error {
            case .missing: .noInput
            case .exists: .cannotCreate
            case .locked: .tryAgain
            case .newerFormat, .notALedger: .data
            case .readOnly: .noPermission
            case .unavailable, .writesStopped: .inputOutput
            case .corrupted, .invalidRequest: .software
            }
        self.init(code: code, sentence: "\(error)")
    }
}
