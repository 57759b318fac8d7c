extension Order {
    /// Why somebody may not have the bytes of a piece of evidence.
    public enum EvidenceDenial: Equatable, Sendable {
        /// Not in this role, or not by this buyer.
        case role
        /// It is locked away; only compliance looks into it (R56).
        case quarantined
        /// It was erased (R56).
        case erased
    }

    /// Whether somebody may have the bytes of a piece of evidence; the reason if not.
    ///
    /// Those who judge or examine may, and the order's own buyer. Nobody has what was erased.
    public func denial(of evidence: Evidence, to actor: Actor) -> EvidenceDenial? {
        guard evidence.status != .erased else { return .erased }
        switch actor.role {
        case .compliance: return nil
        case .reviewer, .supervisor, .appeals, .auditor, .investigator: break
        case .buyer: guard actor.id == buyer else { return .role }
        case .agent, .finance, .channel, .system: return .role
        }
        return evidence.status == .quarantined ? .quarantined : nil
    }
}
