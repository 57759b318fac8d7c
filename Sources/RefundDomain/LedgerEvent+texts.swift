public import Records

/// What persons wrote in an event.
extension LedgerEvent {
    /// The kinds of events that have a field for what a person wrote.
    public static let kindsWithTexts = Set(
        bodies.filter { hasTexts($0) }.map { $0.kind })

    /// The same by number of kind, which is asked for every event.
    fileprivate static let hasTextsByKind: [Bool] = (0...UInt8.max).map { number in
        EventKind(rawValue: number).map(kindsWithTexts.contains) ?? false
    }

    private static func hasTexts<Body: EventBody>(_ type: Body.Type) -> Bool {
        FreeTextSearch.findsAny(in: type)
    }

    /// The event with other texts.
    ///
    /// - Parameter replace: Given each text with the permanent number of its field.
    /// - Returns: The other event.
    /// - Throws: What `replace` throws.
    public func replacingTexts<Failure: Error>(
        _ replace: @escaping (Int, FreeText) throws(Failure) -> FreeText
    ) throws(Failure) -> LedgerEvent {
        guard kind.hasTexts else { return self }
        return try Self.replacingTexts(in: body, replace)
    }

    private static func replacingTexts<Failure: Error>(
        in body: some EventBody,
        _ replace: @escaping (Int, FreeText) throws(Failure) -> FreeText
    ) throws(Failure) -> LedgerEvent {
        try FreeTextReplacer.replacing(in: body, replace).event
    }
}

extension EventKind {
    /// Whether events of this kind have a field for what a person wrote.
    public var hasTexts: Bool { LedgerEvent.hasTextsByKind[Int(rawValue)] }
}
