public import Records

/// What was found of an item's state; facets not looked at are absent.
public struct Facets: NestedRecord, Hashable {
    /// Whether the secret is still secret.
    public var secret: SecretState?

    /// How much was used.
    public var usage: UsageState?

    /// Whether it was activated.
    public var activation: ActivationState?

    /// Whether it is bound.
    public var binding: BindingState?

    /// Whether it is still valid.
    public var validity: ValidityState?

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "secret", &secret)
        try visitor.field(2, "usage", &usage)
        try visitor.field(3, "activation", &activation)
        try visitor.field(4, "binding", &binding)
        try visitor.field(5, "validity", &validity)
    }
}
