extension Story {
    /// How the latest check should find an item.
    enum Finding: Sendable {
        case clean, partlyUsed, redeemed, leaked, activated, activatedAndBound, expired
    }

    /// A check of every claimed line that finds it so.
    mutating func check(_ finding: Finding) {
        for index in claimed { check(line: index, finding) }
    }

    /// A check of one line by the platform, the vendor or the channel.
    ///
    /// - Parameters:
    ///   - index: The line.
    ///   - finding: What the check finds.
    ///   - observedAt: Since when it is so, if that is known.
    ///   - used: How much of the face value is used up, fen.
    mutating func check(
        line index: Int, _ finding: Finding, observedAt: Moment? = nil, used: Int64? = nil
    ) {
        let (actor, source) = pick([
            (People.system, "platform_check"), (People.system, "vendor_check"),
            (reviewer, "platform_check"), (reviewer, "vendor_check"),
            (People.channel, "channel_check"),
        ])
        let line = order.lines[index]
        act(
            "observe_item", by: actor,
            [
                "line": order.lines.count > 1 || chance(15) ? .text(line.id) : nil,
                "facets": .object(Self.facets(line.category, finding, random.chance(50))),
                "source": .text(source), "observed_at": observedAt.map { .moment($0) },
                "used": .integer(used), "total": used == nil ? nil : .integer(line.face),
                "unit": used == nil ? nil : "fen",
            ])
    }

    /// The buyer says what state the item is in, which proves nothing.
    mutating func claimState(of index: Int) {
        act(
            "observe_item", by: buyer,
            [
                "line": order.lines.count > 1 ? .text(order.lines[index].id) : nil,
                "facets": .object(Self.facets(order.lines[index].category, .clean, false)),
                "source": "buyer_claim",
            ])
    }

    private static func facets(
        _ category: Category, _ finding: Finding, _ tellsMore: Bool
    ) -> Fields {
        switch finding {
        case .clean:
            switch category {
            case .gameCard: ["usage": "unused", "secret": tellsMore ? "sealed" : nil]
            case .membership:
                ["activation": "not_activated", "validity": tellsMore ? "valid" : nil]
            case .software: ["activation": "not_activated", "binding": tellsMore ? "unbound" : nil]
            case .other: ["usage": "unused"]
            }
        case .partlyUsed: ["usage": "partly_used", "secret": tellsMore ? "revealed" : nil]
        case .redeemed: ["usage": "redeemed", "secret": tellsMore ? "revealed" : nil]
        case .leaked: ["usage": "unused", "secret": "leaked"]
        case .activated: ["activation": "activated", "binding": tellsMore ? "unbound" : nil]
        case .activatedAndBound: ["activation": "activated", "binding": "bound"]
        case .expired: ["validity": "expired", "usage": tellsMore ? "unknown" : nil]
        }
    }
}
