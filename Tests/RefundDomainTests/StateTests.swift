import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 7: the states of cases and payouts, and the money of an order.
@Suite struct StateTests {
    private func status(_ given: Given) -> CaseStatus? { given.order.cases.last?.status }

    /// Which statuses an action is allowed in, tried in every status there is.
    @Test func `every action on a case is allowed in its statuses and no others`() throws {
        let open: Set<CaseStatus> = [
            .underReview, .awaitingSupplement, .negotiating, .rejected, .appealing, .approved,
        ]
        let rows: [(Step, Set<CaseStatus>)] = [
            (.amend { $0.amount = 1 }, [.rejected]),
            (.withdraw(), open.subtracting([.approved])),
            (.upload(file: 9), open), (.requestSupplement(), [.underReview]),
            (.provideSupplement("E1"), [.awaitingSupplement]),
            (.assign(), [.underReview, .awaitingSupplement, .negotiating]),
            (.negotiate(), [.underReview, .rejected]), (.offer(), [.negotiating]),
            (.accept(), [.negotiating]), (.decline(), [.negotiating]),
            (.approve(), [.underReview]), (.reject(), [.underReview]),
            (.autoReview(), [.underReview]), (.appeal(), [.rejected, .approved]),
            (.uphold(), [.appealing]), (.void(), [.approved, .payoutFailed]),
            (.initiate(), [.approved, .paying, .payoutFailed]), (.confirm(), [.paid]),
            (.dispute(), [.paid, .completed]),
            (.chase(), Set(CaseStatus.allCases)), (.contact(), Set(CaseStatus.allCases)),
        ]
        for wanted in CaseStatus.allCases {
            let given = try Self.given(wanted)
            #expect(status(given) == wanted)
            for (step, allowed) in rows {
                let isKeptOut = given.when(step).refused == "wrong_status"
                #expect(isKeptOut == !allowed.contains(wanted), "\(step.body) in \(wanted)")
            }
            let isOpen = given.when(.apply()).refused == "case_already_open G24"
            #expect(isOpen == ![.completed, .withdrawn, .closedUnpaid].contains(wanted))
        }
    }

    /// A case that has come to a status.
    static func given(_ status: CaseStatus) throws -> Given {
        let review = try Given(
            .check { $0.facets.usage = .unused }, .apply { $0.amount = 5_000 },
            .upload(.remainingValueProof), order: .sample(.gameCard()))
        let paid = Step.succeeded(amount: 5_000)
        return switch status {
        case .underReview: review
        case .awaitingSupplement: try review.and(.requestSupplement())
        case .negotiating: try review.and(.negotiate())
        case .approved: try review.and(.approve())
        case .rejected: try review.and(.reject())
        case .appealing: try review.and(.reject(), .appeal())
        case .paying: try review.and(.approve(), .initiate())
        case .payoutFailed: try review.and(.approve(), .initiate(), .failed())
        case .paid: try review.and(.approve(), .initiate(), paid)
        case .completed: try review.and(.approve(), .initiate(), paid, .confirm())
        case .withdrawn: try review.and(.withdraw())
        case .closedUnpaid: try review.and(.approve(), .void())
        }
    }

    @Test func `a case is paid when every tender is, and failed while one is`() throws {
        var given = try PayoutTests.approved(PayoutTests.twoTenders)
        let rows: [(Step, CaseStatus)] = [
            (.initiate { $0.tenderID = "T1" }, .paying), (.succeeded(amount: 7_000), .paying),
            (.initiate(), .paying), (.accepted("P2"), .paying), (.failed("P2"), .payoutFailed),
            (.retry("P2"), .paying), (.succeeded("P2", amount: 3_000), .paid),
            (.reversed(amount: 7_000), .payoutFailed), (.reissue(), .paying),
            (.failed("P3", retryable: false), .payoutFailed), (.reissue("P3"), .paying),
            (.succeeded("P4", amount: 7_000), .paid), (.dispute(), .paid), (.confirm(), .completed),
            (.dispute(), .paid), (.reversed("P2", amount: 3_000), .payoutFailed),
            (.reissue("P2"), .paying), (.succeeded("P5", amount: 3_000), .paid),
        ]
        for (step, expected) in rows {
            given = try given.and(step)
            #expect(status(given) == expected, "\(step.body)")
        }
        #expect(given.order.cases[0].isDisputed == false, "until renewed payment")
    }

    @Test func `a completed case opens again with a reversal`() throws {
        let given = try Self.given(.completed).and(.reversed(amount: 5_000))
        #expect(status(given) == .payoutFailed)
        #expect(given.when(.apply()).refused == "case_already_open G24")
    }

    /// Approved, in flight, paid out, refundable, and the status, step by step.
    @Test func `the money of an order adds up`() throws {
        var given = try Given(
            .apply { $0.amount = 6_000 },
            order: .sample(
                .other(), tenders: [.sample(paid: 5_000), .sample("T2", paid: 5_000)]))
        let rows: [(Step, [Fen], RefundStatus)] = [
            (.approve(), [6_000, 0, 0, 4_000], .none),
            (.appeal(.amountTooLow), [6_000, 0, 0, 4_000], .none),
            (.uphold(), [6_000, 0, 0, 4_000], .none),
            (.initiate { $0.tenderID = "T1" }, [6_000, 3_000, 0, 4_000], .none),
            (.accepted(), [6_000, 3_000, 0, 4_000], .none),
            (.succeeded(amount: 3_000), [6_000, 0, 3_000, 4_000], .partial),
            (.initiate(), [6_000, 3_000, 3_000, 4_000], .partial),
            (.failed("P2", retryable: false), [6_000, 0, 3_000, 4_000], .partial),
            (.reissue("P2"), [6_000, 3_000, 3_000, 4_000], .partial),
            (.succeeded("P3", amount: 3_000), [6_000, 0, 6_000, 4_000], .partial),
            (.confirm(), [6_000, 0, 6_000, 4_000], .partial),
            (.apply(), [6_000, 0, 6_000, 4_000], .partial),
            (.approve(), [10_000, 0, 6_000, 0], .partial),
            (.void(), [6_000, 0, 6_000, 4_000], .partial),
            (.apply(), [6_000, 0, 6_000, 4_000], .partial),
            (.approve(), [10_000, 0, 6_000, 0], .partial),
            (.initiate(), [10_000, 4_000, 6_000, 0], .partial),
            (.succeeded("P4", amount: 2_000), [10_000, 2_000, 8_000, 0], .partial),
            (.succeeded("P5", amount: 2_000), [10_000, 0, 10_000, 0], .full),
            (.reversed("P4", amount: 2_000), [10_000, 0, 8_000, 0], .partial),
        ]
        for (step, expected, refundStatus) in rows {
            given = try given.and(step)
            let money = given.order.money
            let found = [money.approved, money.inFlight, money.paidOut, money.refundable]
            #expect(found == expected, "\(step.body)")
            #expect(money.refundStatus == refundStatus, "\(step.body)")
        }
    }

    @Test func `a late success does not bring a voided verdict back`() throws {
        let given = try Given(.apply(), .approve(), .initiate(), .failed(), .void())
        #expect(given.when(.succeeded()).refused == "wrong_payout_status")
        #expect(given.when(.retry()).refused == "wrong_payout_status")
    }

    @Test func `names are numbered by kind, skipping those in use`() throws {
        let given = try Given(
            .apply { $0.caseID = "C7" }, .upload(file: 1) { $0.evidenceID = "E2" },
            .upload(file: 2),
            .requestSupplement(), .chase(), .complain(), .requestExtension())
        #expect(given.order.evidence.map(\.id) == ["E2", "E3"])
        #expect(given.order.supplements.map(\.id) == ["Q1"])
        #expect(given.order.chases.map(\.id) == ["H1"])
        #expect(given.order.complaints.map(\.id) == ["K1"])
        #expect(given.order.extensions.map(\.id) == ["X1"])
    }

    @Test func `an order is the fold of its history`() throws {
        let given = try Self.given(.completed)
        #expect(Order(Sample.number, history: given.history) == given.order)
    }
}
