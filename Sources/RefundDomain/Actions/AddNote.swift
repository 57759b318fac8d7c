public import Records
public import Units

/// Attaches a note that is kept elsewhere.
///
/// Rules: R58. Fields and guards: ACTIONS.md, section 5.
public struct AddNote: ActionBody {
    public static let name = ActionName.addNote
    public static let roles: [Role] = [
        .agent, .reviewer, .supervisor, .appeals, .finance, .compliance, .investigator,
    ]

    /// The case.
    public var caseID: CaseID?

    /// Where the note is kept.
    public var textRef = TextReference.placeholder

    public init() {}

    @inlinable
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) throws(V.Failure) {
        try visitor.field(1, "case", &caseID)
        try visitor.field(2, "text_ref", &textRef)
    }
}

extension AddNote {
    public func inputFault(at instant: Instant) -> InputFault? {
        let isAllowed = textRef.text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: ":"), UInt8(ascii: "-"):
                true
            case _: false
            }
        }
        guard (1...128).contains(textRef.text.utf8.count), isAllowed else {
            return InputFault(
                "text_ref", expected: "1 to 128 of A-Z a-z 0-9 . _ : -", found: textRef.text)
        }
        return nil
    }

    public func decide(_ situation: Situation) throws(Refusal) -> [LedgerEvent] {
        if let caseID {
            try require(situation.order.refundCase(caseID) != nil, .unknownReference)
        }
        return [
            NoteAdded {
                $0.caseID = caseID ?? situation.order.cases.last?.id
                $0.textRef = textRef
            }.event
        ]
    }
}
