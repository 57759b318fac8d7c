import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 5.3: evidence, supplements, contacts.
@Suite struct EvidenceTests {
    @Test func `evidence is recorded with what is known of it`() throws {
        let outcome = try Given(.apply()).when(
            .upload(.paymentRecord, file: 7) {
                $0.byteSize = 2_048
                $0.mediaType = "image/png"
                $0.sensitivity = .personal
                $0.keyID = "key-1"
            })
        let uploaded = try outcome.only(EvidenceUploaded.self)
        #expect(uploaded.caseID == "C1")
        #expect(uploaded.evidenceID == "E1")
        #expect(uploaded.kind == .paymentRecord)
        #expect(uploaded.sha256 == .sample(7))
        #expect(uploaded.byteSize == 2_048)
        #expect(uploaded.mediaType == "image/png")
        #expect(uploaded.sensitivity == .personal)
        #expect(uploaded.keyID == "key-1")
        #expect(uploaded.revision == 1)
    }

    @Test func `a voucher screenshot shows its secret, other evidence is normal`() throws {
        let given = try Given(.apply())
        let voucher = try given.when(.upload(.voucherScreenshot)).only(EvidenceUploaded.self)
        #expect(voucher.sensitivity == .voucherSecret)
        let detail = try given.when(.upload(.orderDetail)).only(EvidenceUploaded.self)
        #expect(detail.sensitivity == .normal)
    }

    @Test func `evidence needs an open case that is not being paid`() throws {
        #expect(try Given().when(.upload()).refused == "no_case")
        let unknown = try Given(.apply()).when(.upload { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
        let paying = try Given(.apply(), .upload(), .approve(), .initiate())
        #expect(paying.when(.upload()).refused == "wrong_status", "before duplicate_evidence")
    }

    @Test func `the same file twice in a case is refused, whatever it is called`() throws {
        let given = try Given(.apply(), .upload())
        let again = Step.upload(.other) { $0.evidenceID = "E1" }
        #expect(given.when(again).refused == "duplicate_evidence R46", "before id_in_use")
        let other = Step.upload(.other, file: 2) { $0.evidenceID = "E1" }
        #expect(given.when(other).refused == "id_in_use")
        let nextCase = try given.and(.withdraw(), .apply())
        #expect(nextCase.when(.upload()).kinds == [.evidenceUploaded])
    }

    @Test func `a file known from another order raises a signal`() throws {
        let given = try Given(.apply()).knowing(.isEvidenceElsewhere(.sample(1)))
        #expect(given.when(.upload(file: 1)).signals == ["evidence_hash_in_other_order"])
        #expect(given.when(.upload(file: 2)).signals == [])
        let upload = UploadEvidence { $0.sha256 = .sample(1) }
        #expect(upload.questions(about: given.order) == [.isEvidenceElsewhere(.sample(1))])
    }

    @Test func `a reviewer judges evidence, again if need be`() throws {
        let outcome = try Given(.apply(), .upload()).when(
            .assess {
                $0.clear = .no
                $0.complete = .unknown
                $0.note = FreeText("看不清")
            })
        let assessed = try outcome.only(EvidenceAssessed.self)
        #expect(assessed.evidenceID == "E1")
        #expect([assessed.clear, assessed.complete] == [.no, .unknown])
        #expect([assessed.unedited, assessed.relevant] == [.yes, .yes])
        #expect(assessed.note?.text == "看不清")
        #expect(!outcome.order.evidence[0].counts)
        #expect(outcome.after.when(.assess()).order.evidence[0].counts, "the latest one counts")
    }

    @Test func `edited evidence raises a signal`() throws {
        let given = try Given(.apply(), .upload())
        #expect(given.when(.assess { $0.unedited = .no }).signals == ["edited_evidence"])
        #expect(given.when(.assess { $0.unedited = .unknown }).signals == [])
    }

    @Test func `evidence is locked away and erased`() throws {
        let given = try Given(.apply(), .upload())
        let locked = given.when(.quarantine())
        let quarantined = try locked.only(EvidenceQuarantined.self)
        #expect(quarantined.evidenceID == "E1")
        #expect(quarantined.kinds == ["id_number"])
        let erased = try locked.after.when(.erase()).only(EvidenceErased.self)
        #expect(erased.evidenceID == "E1")
        #expect(erased.basis == .legalOrder)
    }

    @Test func `evidence that is not there or not active cannot be worked on`() throws {
        let given = try Given(.apply(), .upload())
        for step in [Step.assess("E9"), .quarantine("E9"), .erase("E9")] {
            #expect(given.when(step).refused == "unknown_reference")
        }
        let locked = try given.and(.quarantine())
        #expect(locked.when(.assess()).refused == "evidence_not_active R29")
        #expect(locked.when(.quarantine()).refused == "evidence_not_active R56")
        let erased = try locked.and(.erase())
        #expect(erased.when(.assess()).refused == "evidence_not_active R29")
        #expect(erased.when(.erase()).refused == "evidence_not_active R56")
    }

    @Test func `more evidence is requested`() throws {
        let outcome = try Given(.apply()).when(
            .requestSupplement { $0.requiredKinds = [.orderDetail, .other] }.at("2026-03-03T10:00"))
        let requested = try outcome.only(SupplementRequested.self)
        #expect(requested.caseID == "C1")
        #expect(requested.requestID == "Q1")
        #expect(requested.requiredKinds == [.orderDetail, .other])
        #expect(requested.dueAt == clock("2026-03-06T10:00"))
        #expect(outcome.order.cases[0].status == .awaitingSupplement)
    }

    @Test func `a request for more needs a case under review and a free name`() throws {
        #expect(try Given().when(.requestSupplement()).refused == "no_case")
        let given = try Given(.apply(), .requestSupplement())
        let named = Step.requestSupplement { $0.requestID = "Q1" }
        #expect(given.when(named).refused == "wrong_status", "before id_in_use")
        let again = try given.and(.upload(), .provideSupplement("E1"))
        #expect(again.when(named).refused == "id_in_use")
    }

    @Test func `what was requested is given`() throws {
        let given = try Given(
            .apply(), .requestSupplement().at("2026-03-03T10:00"), .upload())
        let outcome = given.when(.provideSupplement("E1").at("2026-03-06T09:59:59.999"))
        let provided = try outcome.only(SupplementProvided.self)
        #expect(provided.requestID == "Q1")
        #expect(provided.evidenceIDs == ["E1"])
        #expect(provided.reviewDueAt == clock("2026-03-12T00:00"))
        #expect(outcome.order.cases[0].status == .underReview)
    }

    @Test func `a supplement comes in time, exists and is new`() throws {
        let given = try Given(
            .apply(), .upload(), .requestSupplement().at("2026-03-03T10:00"))
        #expect(try Given(.apply()).when(.provideSupplement("E1")).refused == "wrong_status")
        let late = given.when(.provideSupplement("E9").at("2026-03-06T10:00"))
        #expect(late.refused == "supplement_late R33", "before unknown_reference")
        #expect(given.when(.provideSupplement("E1", "E9")).refused == "unknown_reference")
        #expect(given.when(.provideSupplement("E1")).refused == "no_new_evidence R46")
        let locked = try given.and(.upload(file: 2), .quarantine("E2"))
        #expect(locked.when(.provideSupplement("E2")).refused == "no_new_evidence R46")
        let mixed = try given.and(.upload(file: 2))
        #expect(mixed.when(.provideSupplement("E1", "E2")).kinds == [.supplementProvided])
    }

    @Test func `an attempt to reach the buyer is recorded in any status`() throws {
        #expect(try Given().when(.contact()).refused == "no_case")
        let given = try Given(.apply(), .withdraw())
        let contact = try given.when(.contact { $0.outcome = .refused }).only(ContactAttempted.self)
        #expect(contact.caseID == "C1")
        #expect(contact.medium == .phone)
        #expect(contact.outcome == .refused)
        let unknown = given.when(.contact { $0.caseID = "C9" })
        #expect(unknown.refused == "unknown_reference")
    }
}
