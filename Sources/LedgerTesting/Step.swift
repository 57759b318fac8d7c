public import RefundDomain
public import Units

/// Something that somebody asks; the actor and the instant follow when not said.
public struct Step: Sendable {
    /// What is asked.
    public var body: any ActionBody
    /// Who asks: somebody in the first role that may, unless said.
    public var actor: Actor
    /// When; a minute after the step before, unless said.
    public var at: Instant?

    private var via = Via.official
    private var key: String?
    private var onBehalfOf: PersonID?

    /// A step by somebody in the first role that may ask for it.
    public init<Body: ActionBody>(_ body: Body) {
        self.body = body
        actor = .sample(Body.roles.first ?? .system)
    }

    /// The step by a person in a role.
    public func by(_ id: PersonID, _ role: Role) -> Step { with { $0.actor = Actor(id, role) } }

    /// The step by somebody in a role.
    public func by(_ role: Role) -> Step { with { $0.actor = .sample(role) } }

    /// The step at an instant.
    public func at(_ instant: Instant) -> Step { with { $0.at = instant } }

    /// The step at an instant in Shanghai, such as `2026-03-10T14:00`.
    public func at(_ text: String) -> Step { at(clock(text)) }

    /// The step by another way than the official one.
    public func via(_ via: Via) -> Step { with { $0.via = via } }

    /// The step with an idempotency key.
    public func key(_ key: String) -> Step { with { $0.key = key } }

    /// The step on behalf of a buyer.
    public func onBehalfOf(_ buyer: PersonID) -> Step { with { $0.onBehalfOf = buyer } }

    /// The action on an order; a digest stands for the shell's, which leaves `at` out too.
    func action(on order: OrderID, after now: Instant) -> Action {
        let scope = type(of: body).scope
        let isAboutOrder =
            switch scope {
            case .order, .orderOrAll: true
            case .policies, .calendars, .subjects: false
            }
        let said = "\(body) \(actor) \(via) \(String(describing: onBehalfOf))"
        return Action(
            at: at ?? now.adding(minutes: 1), actor: actor, order: isAboutOrder ? order : nil,
            key: key.map { ActionKey(text: $0, digest: Array(said.utf8)) }, via: via,
            onBehalfOf: onBehalfOf, body: body)
    }

    private func with(_ change: (inout Step) -> Void) -> Step {
        var step = self
        change(&step)
        return step
    }
}
