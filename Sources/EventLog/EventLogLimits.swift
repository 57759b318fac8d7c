/// The bounds of the log; a request beyond one is refused before anything is written.
public enum EventLogLimits {
    /// The last position a log may come to.
    ///
    /// Whatever a damaged file states, counting on from there stays within 64 bits. As JSON
    /// numbers, positions are exact up to here.
    public static let positionMax: Position = 9_007_199_254_740_991

    /// Bytes of UTF-8 in a stream's name.
    public static let streamNameBytesMax = 255

    /// Bytes of UTF-8 in an idempotency key.
    public static let keyBytesMax = 255

    /// Bytes of one entry.
    ///
    /// Evidence and documents are stored elsewhere and named by digest.
    public static let entryBytesMax = 2_097_152

    /// Events in one batch, over all its appends.
    public static let eventsPerBatchMax = 1_048_576

    /// Bytes of all entries in one batch: what an append holds in memory.
    public static let batchBytesMax = 536_870_912

    /// Marks on one event.
    public static let marksPerEventMax = 64

    /// Events or streams on one page.
    public static let pageMax = 65_536

    /// Streams that ``EventStore/find(_:)`` returns for one mark.
    public static let streamsPerMarkMax = 16
}
