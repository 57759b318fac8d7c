public import Records
public import Units

/// Publishes a version of the rules' parameters.
///
/// Rules: R59. Fields and guards: ACTIONS.md, section 5.
public struct PublishPolicy: ActionBody {
    public static let name = ActionName.publishPolicy
    public static let roles: [Role] = [.compliance]

    /// The name of the version.
    public var version = PolicyVersion.placeholder

    /// The version it is based on; `default-v1` when left out.
    public var basedOn: PolicyVersion?

    /// The platform it is for.
    public var platform: Name?

    /// From when it is in force.
    public var effectiveFrom = Instant.placeholder

    /// The parameters that differ.
    public var params = PolicyParameters.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "version", &version)
        try visitor.field(2, "based_on", &basedOn)
        try visitor.field(3, "platform", &platform)
        try visitor.field(4, "effective_from", &effectiveFrom)
        try visitor.field(5, "params", &params)
    }
}

extension PublishPolicy {
    public static var scope: ActionScope { .policies }

    public func inputFault(at instant: Instant) -> InputFault? { params.inputFault }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        let book = situation.facts.policies
        let base = basedOn ?? Policy.standard.version
        try require(
            base == Policy.standard.version || book.publication(base) != nil, .unknownReference)
        let policy = book.policy(base).adopting(params, as: version)
        let published = PolicyPublished {
            $0.version = version
            $0.platform = platform
            $0.effectiveFrom = effectiveFrom
            $0.params = policy.parameters
        }
        if let known = book.publication(version) {
            var said = known.event
            said.vault = nil
            try require(said == published, .versionExists, "R59")
            return []
        }
        for (value, allowed) in [
            (policy.windowHours, Policy.windowHoursAllowed),
            (policy.reviewWorkingDays, Policy.reviewWorkingDaysAllowed),
            (policy.payoutWorkingDays, Policy.payoutWorkingDaysAllowed),
        ] {
            try require(allowed.contains(value), .policyOutOfBounds, "R4")
        }
        try require(effectiveFrom >= situation.at, .effectiveInPast, "R59")
        return [published.event]
    }
}
