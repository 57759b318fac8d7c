internal import CBOR

/// What a batch must be before the log looks at it.
public enum AppendRules {
    /// Refuses a batch that is too large.
    public static func check(_ batch: [Append]) throws(EventStoreError) {
        var events = 0
        for append in batch { for part in append.parts { events += part.events.count } }
        guard events <= EventLogLimits.eventsPerBatchMax else {
            throw .invalidRequest(
                "\(events) events in one batch, over \(EventLogLimits.eventsPerBatchMax)")
        }
    }

    /// Refuses a page that is empty, too large or before the start.
    public static func checkPage(after position: Position, limit: Int) throws(EventStoreError) {
        guard (1...EventLogLimits.pageMax).contains(limit), position >= 0 else {
            throw .invalidRequest(
                "\(limit) after \(position); a page has 1 to \(EventLogLimits.pageMax)")
        }
    }

    /// Refuses an append that could not be recorded whatever the log holds.
    static func check(_ append: Append) throws(EventStoreError) {
        guard append.parts.contains(where: { !$0.events.isEmpty }) else {
            throw .invalidRequest("an append without events")
        }
        for (index, part) in append.parts.enumerated() {
            if append.parts[..<index].contains(where: { $0.stream == part.stream }) {
                throw .invalidRequest("stream \(part.stream) twice in one append")
            }
            try check(part)
        }
    }

    private static func check(_ part: StreamAppend) throws(EventStoreError) {
        let nameBytes = part.stream.rawValue.utf8.count
        guard (1...EventLogLimits.streamNameBytesMax).contains(nameBytes) else {
            throw .invalidRequest("a stream name of \(nameBytes) bytes")
        }
        guard part.expected >= 0 else {
            throw .invalidRequest("expected version \(part.expected) of stream \(part.stream)")
        }
        for event in part.events { try check(event, in: part.stream) }
    }

    private static func check(
        _ event: NewEvent, in stream: StreamName
    ) throws(EventStoreError) {
        guard event.type >= 0 else {
            throw .invalidRequest("event type \(event.type) for stream \(stream)")
        }
        guard event.marks.count <= EventLogLimits.marksPerEventMax else {
            throw .invalidRequest("\(event.marks.count) marks on one event of stream \(stream)")
        }
        if let key = event.key {
            guard (1...EventLogLimits.keyBytesMax).contains(key.text.utf8.count),
                key.digest.count == IdempotencyKey.digestBytes
            else {
                throw .invalidRequest(
                    "a key of \(key.text.utf8.count) bytes with a digest of \(key.digest.count)")
            }
        }
        try checkItem(event.context, "context", of: event, in: stream)
        try checkItem(event.payload, "payload", of: event, in: stream)
    }

    private static func checkItem(
        _ bytes: ArraySlice<UInt8>, _ role: String, of event: NewEvent, in stream: StreamName
    ) throws(EventStoreError) {
        do throws(CBORError) {
            var reader = CBORReader(bytes)
            try reader.skipItem()
            try reader.finish()
        } catch {
            throw .invalidRequest(
                "the \(role) of an event of type \(event.type) for stream \(stream) is not one "
                    + "CBOR item: \(error)")
        }
    }
}
