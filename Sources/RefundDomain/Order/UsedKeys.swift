import Units

/// The idempotency keys of one scope, and what was asked under each (section 2, check 2).
///
/// A key counts for the first action that came with it. Other actions that came with it were
/// refused, and each of those is remembered too: the same one once more is a repeat, not another
/// refusal, so that a file of actions recorded again adds nothing.
public struct UsedKeys: Equatable, Sendable {
    /// What a key means for an action that comes with it.
    public enum Standing: Equatable, Sendable {
        /// Nobody came with it yet.
        case unused
        /// The same action, apart from `at`, was answered under it.
        case answered
        /// It counts for another action.
        case conflict
    }

    /// As many as most orders have: among so few a text is found sooner than it is hashed.
    private static let fewMax = 8

    /// The first keys that count, in order.
    private var few: [ActionKey] = []
    /// What counts besides, with its digest.
    private var more: [Name: [UInt8]] = [:]
    private var refused: Set<ActionKey> = []

    /// No keys.
    public init() {}

    /// What a key means for an action that comes with it.
    public func standing(of key: ActionKey) -> Standing {
        guard let digest = digest(of: key.text) else { return .unused }
        return digest == key.digest || refused.contains(key) ? .answered : .conflict
    }

    /// Whether a key counts for some action.
    public func isUsed(_ text: String) -> Bool { digest(of: text) != nil }

    /// Takes note of the key of an event.
    public mutating func note(_ key: ActionKey, of event: LedgerEvent) {
        if case .actionRefused(let refusal) = event, refusal.code == .keyConflict {
            refused.insert(key)
        } else if !isUsed(key.text) {
            if few.count < Self.fewMax {
                few.append(key)
            } else {
                more[Name(key.text)] = key.digest
            }
        }
    }

    /// The digest of the action that a key counts for.
    private func digest(of text: String) -> [UInt8]? {
        // From behind: events of one action follow one another.
        if let place = few.lastIndex(where: { $0.text.hasSameBytes(as: text) }) {
            return few[place].digest
        }
        return more.isEmpty ? nil : more[Name(text)]
    }
}
