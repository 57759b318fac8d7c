public import Records
public import Units

/// Denies a request to apply late.
///
/// Rules: R43. Fields and guards: ACTIONS.md, section 5.
public struct DenyExtension: ActionBody {
    public static let name = ActionName.denyExtension
    public static let roles: [Role] = [.supervisor]

    /// The request.
    public var requestID: ExtensionID?

    /// Why.
    public var reason = ExtensionDenialReason.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "extension", &requestID)
        try visitor.field(2, "reason", &reason)
    }
}

extension DenyExtension {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let request = try situation.pendingExtension(requestID)
        return [
            ExtensionDenied {
                $0.requestID = request.id
                $0.reason = reason
            }.event
        ]
    }
}
