public import Records
public import Units

/// A version of the rules' parameters was published.
///
/// Rules: R59. Occurred at: the business instant of the action, in UTC milliseconds.
public struct PolicyPublished: EventBody {
    public static let kind = EventKind.policyPublished
    public static let rules: [RuleID] = ["R59"]

    /// The name of the version.
    public var version = PolicyVersion.placeholder

    /// The platform it is for; absent for all.
    public var platform: Name?

    /// From when it is in force, in UTC milliseconds.
    public var effectiveFrom = Instant.placeholder

    /// All parameters, merged with those it is based on.
    public var params = PolicyParameters.placeholder

    /// The name of the keys that the ledger's texts are sealed with, as 16 hexadecimal digits;
    /// only in the first event of a ledger, and absent in ledgers whose texts are plain.
    public var vault: Name?

    public init() {}

    public var event: LedgerEvent { .policyPublished(self) }

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "version", &version)
        try visitor.field(2, "platform", &platform)
        try visitor.field(3, "effective_from", &effectiveFrom)
        try visitor.field(4, "params", &params)
        try visitor.field(5, "vault", &vault)
    }
}
