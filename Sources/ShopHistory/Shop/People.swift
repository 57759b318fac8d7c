/// Someone, or something, that acts: who, in which role, and for which buyer if for one.
struct Actor: Sendable {
    let id: String
    let role: String
    var behalf: String?

    init(_ id: String, _ role: String, for buyer: String? = nil) {
        self.id = id
        self.role = role
        behalf = buyer
    }
}

/// Those who work for the shop, and the machines.
enum People {
    static let reviewers = team("rev", 12, "reviewer")
    static let supervisors = team("sup", 4, "supervisor")
    static let finance = team("fin", 3, "finance")
    static let appeals = team("apl", 2, "appeals")
    static let agents = team("agent", 8, "agent")
    static let compliance = team("cmp", 2, "compliance")
    static let investigators = team("inv", 2, "investigator")
    static let system = Actor("system-1", "system")
    static let automaton = Actor("auto-1", "system")
    static let channel = Actor("channel-1", "channel")

    private static func team(_ name: String, _ count: Int, _ role: String) -> [Actor] {
        (1...count).map { Actor("\(name)-\($0 < 10 ? "0" : "")\($0)", role) }
    }

    /// A buyer; a few order very often, most rarely: the chance falls as one over the number.
    static func buyer(_ random: inout SplitMix64) -> String {
        let size = 1 << (5 + random.below(15))
        return "buyer-\(100_000 + random.below(size))"
    }
}
