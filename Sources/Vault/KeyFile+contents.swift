/// What stands in the file.
extension KeyFile {
    /// What the file says of itself.
    struct Identity: Equatable, Sendable {
        /// Eight random bytes, which the ledger's first event names.
        var vault: [UInt8]
        /// The origin of the ledger.
        var origin: String
        /// The name of the wrapping key.
        var wrapping: String
        /// The fingerprint of the wrapping key.
        var fingerprint: [UInt8]
        /// The wrapping key before it, while that is still to be destroyed.
        var retired: String?
        /// The position of the latest erasure that was carried out.
        var erasedThrough: Int64
    }

    /// A key as it stands in the file.
    struct Row: Sendable {
        var id: KeyID
        var subject: Subject
        var purpose: KeyPurpose
        /// The end of the log when the key was made.
        var born: Int64
        var wrapped: [UInt8]
    }
}
