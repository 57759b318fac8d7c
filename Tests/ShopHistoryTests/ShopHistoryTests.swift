import JSONText
import ShopHistory
import Testing

/// What a history promises whatever its seed.
@Suite struct ShopHistoryTests {
    @Test func `the same seed gives the same bytes on every machine`() {
        #expect(digest(ShopHistory(seed: 1, actions: 10_000)) == 0x976F5F6E97586EED)
    }

    @Test func `a shorter history is the beginning of a longer one`() {
        let short = Array(ShopHistory(seed: 5, actions: 700))
        #expect(short.count == 700)
        #expect(Array(ShopHistory(seed: 5, actions: 1400).prefix(700)) == short)
        #expect(Array(ShopHistory(seed: 5, actions: 0)).isEmpty)
    }

    @Test func `different seeds give different histories`() {
        let digests = (0..<8).map { digest(ShopHistory(seed: $0, actions: 500)) }
        #expect(Set(digests).count == digests.count)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `every line is an action, in the order of time`(seed: UInt64) throws {
        var latest = ""
        for line in ShopHistory(seed: seed, actions: 8000) {
            let action = try JSONValue.parse(line)
            guard case .string(let at)? = action["at"], case .string? = action["do"],
                case .object(let actor)? = action["actor"]
            else {
                Issue.record("no action: \(action.text)")
                return
            }
            #expect(actor.map(\.name) == ["id", "role"])
            #expect(at.hasSuffix("+08:00"))
            // All of one offset, so times compare as text once milliseconds are always there.
            let time = at.utf8.count == 25 ? at.dropLast(6) + ".000" : at.dropLast(6)
            #expect(latest <= time)
            latest = String(time)
        }
    }

    @Test func `every kind of action appears soon`() throws {
        var names: Set<String> = []
        for line in ShopHistory(seed: 4, actions: 50_000) where names.count < 56 {
            if case .string(let name)? = try JSONValue.parse(line)["do"] { names.insert(name) }
        }
        #expect(names.count == 56)
    }

    @Test func `few orders are open at once`() {
        var history = ShopHistory(seed: 4, actions: 20_000).makeIterator()
        var openMost = 0
        while history.next() != nil { openMost = max(openMost, history.openOrders) }
        #expect(openMost < 2000)
        #expect(openMost <= ShopHistory.openOrdersMax)
    }

    /// FNV-1a, 64 bits, of the lines with their newlines.
    private func digest(_ history: ShopHistory) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for line in history {
            for byte in line { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 10) &* 0x100_0000_01B3
        }
        return hash
    }
}
