import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.7: control actions on an order.
@Suite struct ControlTests {
    @Test func `an attempt to settle elsewhere is reported by its owner or others`() throws {
        let reported = try Given().when(.reportOffPlatform()).only(OffPlatformContactReported.self)
        #expect(reported.medium == .qq)
        #expect(reported.proposedBy == .seller)
        let stranger = Step.reportOffPlatform().by("buyer-2", .buyer)
        #expect(try Given().when(stranger).refused == "not_owner R19")
        #expect(try Given().when(.reportOffPlatform().by(.agent)).refused == nil)
    }

    @Test func `a signal is raised with what it was computed from`() throws {
        let step = Step(
            RaiseRiskSignal {
                $0.signal = "odd"
                $0.inputs = JSONObject(json: #"{"n":1}"#)
            })
        let raised = try Given().when(step).only(RiskSignalRaised.self)
        #expect(raised.signal == "odd")
        #expect(raised.inputs.json == #"{"n":1}"#)
        let bare = try Given().when(.raiseSignal()).only(RiskSignalRaised.self)
        #expect(bare.inputs.json == "{}")
    }

    @Test func `a listing of the order is flagged`() throws {
        let flagged = try Given().when(.flag()).only(ListingFlagged.self)
        #expect(flagged.sku == "sku-L1")
        #expect(flagged.reason == .descriptionFalse)
        #expect(try Given().when(.flag("sku-L9")).refused == "unknown_reference")
    }

    @Test func `a note is kept with the named or latest case, or without one`() throws {
        #expect(try Given().when(.note()).only(NoteAdded.self).caseID == nil)
        let given = try Given(.apply(), .withdraw(), .apply())
        let note = try given.when(.note()).only(NoteAdded.self)
        #expect(note.caseID == "C2")
        #expect(note.textRef == "note:1")
        #expect(try given.when(.note(on: "C1")).only(NoteAdded.self).caseID == "C1")
        #expect(given.when(.note(on: "C9")).refused == "unknown_reference")
    }

    @Test(arguments: [
        ("a", true), ("A.z_9:-", true), (String(repeating: "a", count: 128), true), ("", false),
        (String(repeating: "a", count: 129), false), ("a/b", false), ("a b", false), ("注", false),
    ])
    func `a reference to a note has 1 to 128 of some characters`(text: String, isFine: Bool) {
        let note = AddNote { $0.textRef = TextReference(text) }
        #expect((note.inputFault(at: Sample.paidAt) == nil) == isFine)
    }

    @Test func `a correction points to an event of the order and changes nothing`() throws {
        let given = try Given(.apply())
        let outcome = given.when(.correct(position: 2))
        let corrected = try outcome.only(CorrectionRecorded.self)
        #expect(corrected.correctsPosition == 2)
        #expect(corrected.field == "name")
        #expect(corrected.value.text == "会员")
        #expect(corrected.reason.text == "录入错误")
        #expect(outcome.order.cases == given.order.cases)
        #expect(given.when(.correct(position: 3)).refused == "unknown_reference")
        let refusal = given.when(.apply()).after
        #expect(refusal.when(.correct(position: 3)).kinds == [.correctionRecorded])
    }

    @Test func `a dispute at the channel is observed and moves no money`() throws {
        let given = try Given(.apply(), .approve())
        let outcome = given.when(.chargeback(.arbitration))
        let observed = try outcome.only(ChargebackObserved.self)
        #expect(observed.channelRef == "CB-1")
        #expect(observed.stage == .arbitration)
        #expect(observed.amount == 10_000)
        #expect(outcome.order.money == given.order.money)
    }
}
