public import Records
public import Units

/// Asks to be allowed to apply after the window.
///
/// Rules: R43. Fields and guards: ACTIONS.md, section 5.
public struct RequestExtension: ActionBody {
    public static let name = ActionName.requestExtension
    public static let roles: [Role] = [.buyer, .agent]
    public static let ownership = Ownership.buyerOrAgent

    /// The request's name.
    public var requestID: ExtensionID?

    /// Why.
    public var reason = ExtensionReason.placeholder

    /// In the buyer's words.
    public var note: FreeText?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "extension", &requestID)
        try visitor.field(2, "reason", &reason)
        try visitor.field(3, "note", &note)
    }
}

extension RequestExtension {
    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let order = situation.order
        let isPending = order.extensions.contains { $0.state == .pending }
        try require(!isPending, .requestPending, "R43")
        let request = try situation.newName(requestID, "X", order.extensions.map(\.id))
        let requested = ExtensionRequested {
            $0.requestID = request
            $0.reason = reason
            $0.note = note
        }
        let limit = try situation.extensionHardLimit()
        guard situation.at > limit else { return [requested.event] }
        let denied = ExtensionDenied {
            $0.requestID = request
            $0.reason = .beyondHardLimit
        }
        return [requested.event, denied.event]
    }

    /// Nobody denies what is beyond the hard limit; the ledger does.
    public func actor(of event: LedgerEvent, askedBy actor: Actor) -> Actor {
        event.kind == .extensionDenied ? .ledger : actor
    }
}

extension Situation {
    /// The last instant that an extension can reach (R44, G16).
    func extensionHardLimit() throws(Refusal) -> Instant {
        try registration().paidAt.adding(hours: policyNow.extensionHardLimitHours)
    }

    /// The request to apply late that is to be decided: the named one, or the pending one.
    func pendingExtension(_ id: ExtensionID?) throws(Refusal) -> Extension {
        let found: Extension?
        if let id {
            found = order.extensions.first { $0.id == id }
            try require(found != nil, .unknownReference)
        } else {
            found = order.extensions.last { $0.state == .pending }
        }
        guard let found, found.state == .pending else { throw Refusal(.noPendingRequest, "R43") }
        return found
    }
}
