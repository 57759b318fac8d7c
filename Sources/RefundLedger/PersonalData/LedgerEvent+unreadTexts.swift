import Records
import RefundDomain

extension LedgerEvent {
    /// The event that the rules give, with texts that cannot be read in the recorded one, and what
    /// follows from them (whether a description says nothing), taken as they are recorded.
    func takingUnreadTexts(of recorded: LedgerEvent) -> LedgerEvent {
        guard recorded.kind.hasTexts,
            FreeTextCollector.texts(of: recorded.body).contains(where: { $0.text == nil })
        else { return self }
        var unread: [Int: FreeText] = [:]
        for field in FreeTextLister.fields(of: recorded.body) where field.text.text == nil {
            unread[field.number] = field.text
        }
        let expected = replacingTexts { field, text throws(Never) in unread[field] ?? text }
        switch (expected, recorded) {
        case (.refundApplied(var body), .refundApplied(let known)):
            body.warnings = known.warnings
            return .refundApplied(body)
        case (.applicationAmended(var body), .applicationAmended(let known)):
            body.warnings = known.warnings
            return .applicationAmended(body)
        case (let event, _): return event
        }
    }
}

/// Lists the texts of a record with the numbers of their fields.
private struct FreeTextLister: FieldVisitor {
    private(set) var found: [(number: Int, text: FreeText)] = []

    static func fields(of record: some Record) -> [(number: Int, text: FreeText)] {
        var lister = FreeTextLister()
        var copy = record
        copy.visit(&lister)
        return lister.found
    }

    mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T) {
        if let text = value as? FreeText { found.append((number, text)) }
    }

    mutating func field<T: FieldValue>(_ number: Int, _ name: String, _ value: inout T?) {
        if let text = value as? FreeText { found.append((number, text)) }
    }
}
