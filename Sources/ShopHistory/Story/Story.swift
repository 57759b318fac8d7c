/// One order's story while it is written: what has been told, and what the ledger knows by now.
///
/// A script tells a story from the registration to the last sweep in straight-line code: `now`
/// moves on, actions are written down with it. The history then plays many stories interleaved.
struct Story: Sendable {
    var random: SplitMix64
    var now: Moment
    var order: Order
    var told = ToldLines()

    /// False while a refused action would be out of place.
    var mayGoWrong = true
    var keys = 0
    var lastKey: String?

    // What the order has of each kind; the ledger numbers what is given no id.
    var cases = 0
    var evidence: [Evidence] = []
    var payouts: [Payout] = []
    var offers = 0
    var extensions = 0
    var chases = 0
    var latestChase = ""
    var answeredChase: String?
    var complaints = 0
    var latestComplaint = ""

    // The latest case.
    var claimed: [Int] = []
    var reason = ""
    var requested: Int64 = 0
    var appliedAt = Moment(milliseconds: 0)
    var reviewer = People.reviewers[0]
    var isCaseOpen = false
    var isUnderReview = false
    var verdict: Verdict?

    // What is left on each line and tender.
    var lineLeft: [Int64]
    var tenderLeft: [Int64]

    init(order: Order, at now: Moment, seed: UInt64) {
        random = SplitMix64(seed: seed)
        self.now = now
        self.order = order
        lineLeft = order.lines.map(\.paid)
        tenderLeft = order.tenders.map(\.paid)
    }
}

/// Evidence uploaded in the story.
struct Evidence: Sendable {
    var id: String
    var hash: String
    var caseNumber: Int
}

/// A payout of the story.
struct Payout: Sendable {
    var id: String
    var tender: Int
    var amount: Int64
    var number: String
    var channelNumber: String
    var isPaid = false
}

/// An approval that counts, or the moment of a rejection.
struct Verdict: Sendable {
    var at: Moment
    var amount: Int64
    var lines: [Int64]
    var tenders: [Int64]
    var decider: Actor
}

extension Story {
    /// Writes an action down, at times after one that must be refused.
    ///
    /// - Parameters:
    ///   - action: The name of the action.
    ///   - actor: Who acts.
    ///   - fields: What the action says beyond the common fields.
    /// - Returns: The moment of the action.
    @discardableResult
    mutating func act(_ action: String, by actor: Actor, _ fields: Fields = [:]) -> Moment {
        if mayGoWrong && random.chance(perMille: 26) { goWrong() }
        return tell(action, by: actor, fields)
    }

    /// Writes an action down, a third of the time with a key, and then at times once more.
    @discardableResult
    mutating func tell(
        _ action: String, by actor: Actor, _ fields: Fields = [:], via: String? = nil
    ) -> Moment {
        var key: String?
        if random.chance(33) {
            keys += 1
            key = "\(order.number)-k\(keys)"
            lastKey = key
        }
        let moment = now
        let way = via ?? (random.chance(4) ? "official" : nil)
        let client: String? =
            random.chance(12) ? random.pick(["ios-8.1", "android-8.0", "web", "h5"]) : nil
        write(action, by: actor, fields, key: key, via: way, client: client)
        if key != nil && random.chance(3) {
            now = now + random.number(0...20) * Moment.second
            write(action, by: actor, fields, key: key, via: way, client: client)
        }
        return moment
    }

    /// Writes exactly this line.
    mutating func write(
        _ action: String, by actor: Actor, _ fields: Fields, key: String?, via: String?,
        client: String?
    ) {
        told.tell(
            action, by: actor, at: now, order: order.number, fields,
            ["via": .text(via), "client": .text(client), "key": .text(key)])
    }
}
