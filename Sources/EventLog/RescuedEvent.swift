/// What is left of one event of a damaged log.
public struct RescuedEvent: Sendable {
    /// Where it stood.
    public let position: Position

    /// The event, if its bytes read.
    public let entry: Entry?

    /// Why it does not count as recorded; `nil` for an event that is as it was written.
    public let fault: String?

    /// Creates a finding; stores do this.
    public init(position: Position, entry: Entry?, fault: String?) {
        self.position = position
        self.entry = entry
        self.fault = fault
    }
}
