import Records

/// Why the rules forbid an action; it is recorded as ``ActionRefused``.
public struct Refusal: Error, Equatable, Sendable {
    /// The code (section 13.1 of ACTIONS.md).
    public let code: RefusalCode

    /// The rule that forbids it, where there is one.
    public let rule: RuleID?

    /// Codes that say more; never what somebody wrote.
    public let details: [Name]

    /// Creates a refusal.
    public init(_ code: RefusalCode, _ rule: RuleID? = nil, details: [Name] = []) {
        self.code = code
        self.rule = rule
        self.details = details
    }
}

/// Why an action makes no sense at all; it is answered, but never recorded.
public struct InputFault: Error, Equatable, Sendable {
    /// The field, as a path such as `lines[1].line_id`.
    public let field: String

    /// What was expected there.
    public let expected: String

    /// What was found there.
    public let found: String

    /// Creates a fault.
    public init(_ field: String, expected: String, found: String) {
        self.field = field
        self.expected = expected
        self.found = found
    }
}

/// Refuses unless a condition holds; guards read in the order of the contract.
func require(
    _ condition: Bool, _ code: RefusalCode, _ rule: RuleID? = nil
) throws(Refusal) {
    guard condition else { throw Refusal(code, rule) }
}
