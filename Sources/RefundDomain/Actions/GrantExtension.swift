public import Records
public import Units

/// Moves the deadline for applying.
///
/// Rules: R43. Fields and guards: ACTIONS.md, section 5.
public struct GrantExtension: ActionBody {
    public static let name = ActionName.grantExtension
    public static let roles: [Role] = [.supervisor]

    /// The request.
    public var requestID: ExtensionID?

    /// The new deadline, inclusive.
    public var newDeadlineAt = Instant.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "extension", &requestID)
        try visitor.field(2, "new_deadline_at", &newDeadlineAt)
    }
}

extension GrantExtension {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let request = try situation.pendingExtension(requestID)
        try require(newDeadlineAt > situation.at, .deadlineInPast, "R43")
        let limit = try situation.extensionHardLimit()
        try require(newDeadlineAt <= limit, .beyondHardLimit, "R44")
        return [
            ExtensionGranted {
                $0.requestID = request.id
                $0.newDeadlineAt = newDeadlineAt
            }.event
        ]
    }
}
