/// Why keys cannot be had; each is one sentence and says what to do next.
public enum VaultError: Error, Equatable, CustomStringConvertible {
    /// There is no file of keys, but the ledger's texts are sealed.
    case keysMissing(path: String)
    /// There are keys already where new ones were to be made.
    case keysExist(path: String)
    /// The file of keys cannot be read as one.
    case keysDamaged(path: String, detail: String)
    /// The keys are those of another ledger.
    case otherLedger(path: String, origin: String)
    /// There is no wrapping key.
    case wrappingKeyMissing(path: String)
    /// The wrapping key is not the one that the keys are wrapped with.
    case wrappingKeyWrong(place: String)
    /// Others than the owner may read the wrapping key.
    case wrappingKeyExposed(path: String, mode: String)
    /// The program that keeps wrapping keys failed.
    case commandFailed(command: String, detail: String)
    /// The operating system refused.
    case unavailable(operation: String, detail: String)
    /// A key of the vault does not unwrap, though the wrapping key is right.
    case keyDamaged(id: String)
    /// A key that is needed is not in the vault, and was not erased either.
    case keyLost(id: String)

    public var description: String {
        switch self {
        case .keysMissing(let path):
            "The keys of this ledger are not at \(path): its texts cannot be read or written. "
                + "Put the newest backup of the keys there."
        case .keysExist(let path):
            "There are keys at \(path) already. Move them away, or choose another path."
        case .keysDamaged(let path, let detail):
            "The file of keys \(path) is damaged: \(detail). Put the newest backup of the keys "
                + "there."
        case .otherLedger(let path, let origin):
            "The keys at \(path) belong to the ledger \(origin). Put the keys of this ledger there."
        case .wrappingKeyMissing(let path):
            "The wrapping key is not at \(path), so the keys cannot be opened. Put it there, or "
                + "name its place in the setting wrapping_key."
        case .wrappingKeyWrong(let place):
            "The wrapping key of \(place) is not the one these keys are wrapped with: it is of "
                + "another ledger, or keys or wrapping key are from before an erasure. Put the "
                + "newest keys and their wrapping key there."
        case .wrappingKeyExposed(let path, let mode):
            "Others may read the wrapping key \(path) (mode \(mode)). Run chmod 600 on it."
        case .commandFailed(let command, let detail):
            "The key command '\(command)' failed: \(detail). Correct it and try again."
        case .unavailable(let operation, let detail):
            "Could not \(operation): \(detail). Make that possible and try again."
        case .keyDamaged(let id):
            "Key \(id) in the file of keys is damaged. Put the newest backup of the keys there."
        case .keyLost(let id):
            "Key \(id) is lost: it is not in the file of keys, and nothing says that it was "
                + "erased. Put the newest backup of the keys there."
        }
    }
}
