public import EventLog

/// What every backend promises, as a table of named checks.
///
/// A backend's test file is ten lines: run each check against a fresh, empty store.
public struct EventStoreContract: Sendable, CustomStringConvertible {
    /// What is promised, as a sentence.
    public let description: String

    /// Runs the check against an empty store; throws when the promise is broken.
    public let check: @Sendable (any EventStore) async throws -> Void

    init(
        _ description: String, check: @escaping @Sendable (any EventStore) async throws -> Void
    ) {
        self.description = description
        self.check = check
    }

    /// Every promise.
    public static let all = appending + batches + keys + reading + limits
}

/// A promise that was not kept.
public struct BrokenPromise: Error, CustomStringConvertible {
    /// Where in the contract, and what was found instead.
    public let description: String
}

/// Breaks off the check unless two values are equal.
func expect<Value: Equatable>(
    _ found: Value, is wanted: Value, file: String = #fileID, line: Int = #line
) throws {
    guard found == wanted else {
        throw BrokenPromise(description: "\(file):\(line): found \(found), not \(wanted)")
    }
}

/// Breaks off the check unless the body is refused as a request outside the contract.
func expectInvalid(
    file: String = #fileID, line: Int = #line, _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch EventStoreError.invalidRequest {
        return
    }
    throw BrokenPromise(description: "\(file):\(line): a request was not refused")
}
