import RefundDomain

/// Something folded that is kept in memory.
protocol Keepable {
    /// Whether nothing more is likely to happen to it.
    var isSettled: Bool { get }
}

/// What was folded, in bounded memory: what was used lately stays, and of the rest rather that in
/// which something is still open.
///
/// Uses are counted in turns. When the capacity is reached, what was last used in the oldest turn is
/// forgotten; what is settled already goes after half as many others were used. What falls out is
/// folded again from the log, a segment for nearly every event: in ten million events of the sample
/// shop 1,699 times with 24,000 orders in memory, and 50,601 times if only the latest use counted.
struct RecentOrders<Key: Hashable, Kept: Keepable> {
    private struct Slot {
        var kept: Kept
        /// The number of the turn in which it was last used.
        var turn: Int
    }

    /// What was used in a turn; whatever was used again later also stands in a later one.
    private struct Turn {
        var keys: [Key] = []
        /// Whether those that were settled are forgotten.
        var isSwept = false
    }

    private static var turnsPerCapacity: Int { 8 }
    private static var turnsMax: Int { 4 * turnsPerCapacity }

    private let capacity: Int
    private let usesPerTurn: Int
    private var slots: [Key: Slot] = [:]
    /// The oldest first; the last one is the present.
    private var turns = [Turn()]
    private var firstTurn = 0

    /// Creates an empty memory.
    ///
    /// - Parameters:
    ///   - capacity: How much is kept.
    ///   - endsTurns: Whether turns end by themselves; if not, ``endTurn(_:)`` is called, and what
    ///     is used in a turn comes on top of the capacity.
    init(capacity: Int, endsTurns: Bool = true) {
        self.capacity = max(1, capacity)
        usesPerTurn = endsTurns ? max(1, capacity / Self.turnsPerCapacity) : .max
    }

    private var present: Int { firstTurn + turns.count - 1 }

    /// What is kept for a key; it counts as used.
    mutating func use(_ key: Key) -> Kept? {
        guard let place = slots.index(forKey: key) else { return nil }
        let kept = slots[place].value
        if kept.turn != present {
            slots.values[place].turn = present
            note(key)
        }
        return kept.kept
    }

    /// Keeps something, also in the place of what is kept for the key.
    mutating func insert(_ kept: Kept, for key: Key) {
        let before = slots.updateValue(Slot(kept: kept, turn: present), forKey: key)
        if before?.turn != present { note(key) }
    }

    private mutating func note(_ key: Key) {
        turns[turns.count - 1].keys.append(key)
        if turns[turns.count - 1].keys.count >= usesPerTurn { endTurn() }
    }

    /// Ends the present turn, and makes room for the next one.
    ///
    /// - Parameter forget: Is given what is no longer kept.
    mutating func endTurn(_ forget: (Kept) -> Void = { _ in }) {
        var usedLater = 0
        for place in turns.indices.reversed() {
            if usedLater > capacity / 2, !turns[place].isSwept {
                turns[place].isSwept = true
                remove(turns[place].keys, usedIn: firstTurn + place, forget, where: \.isSettled)
            }
            usedLater += turns[place].keys.count
        }
        let room = usesPerTurn < capacity ? usesPerTurn : 0
        while slots.count > capacity - room, turns.count > 1 {
            remove(turns.removeFirst().keys, usedIn: firstTurn, forget) { _ in true }
            firstTurn += 1
        }
        if turns.count >= Self.turnsMax { joinOldest() }
        turns.append(Turn())
    }

    private mutating func remove(
        _ keys: [Key], usedIn turn: Int, _ forget: (Kept) -> Void, where isUnwanted: (Kept) -> Bool
    ) {
        for key in keys {
            guard let place = slots.index(forKey: key) else { continue }
            let slot = slots[place].value
            guard slot.turn == turn, isUnwanted(slot.kept) else { continue }
            forget(slot.kept)
            slots.remove(at: place)
        }
    }

    /// Makes one turn of the two oldest ones: there may be many in which only a few keys were used.
    private mutating func joinOldest() {
        let oldest = turns.removeFirst()
        firstTurn += 1
        for key in oldest.keys where slots[key]?.turn == firstTurn - 1 {
            slots[key]?.turn = firstTurn
            turns[0].keys.append(key)
        }
        turns[0].isSwept = turns[0].isSwept && oldest.isSwept
    }

    /// Forgets everything.
    mutating func removeAll() { (slots, turns, firstTurn) = ([:], [Turn()], 0) }
}

extension Order {
    /// Whether every application of the order has come to its end.
    var isSettled: Bool { !cases.isEmpty && !cases.contains(where: \.isOpen) }
}
