import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// What holds for every order, whatever is thrown at it; seeds make failures repeatable.
@Suite struct OrderPropertyTests {
    @Test(arguments: 1...40)
    func `money adds up, and a repeated action records nothing`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var given = try Given(order: order(&random))
        var accepted = 0
        for turn in 0..<80 {
            let step = nextStep(given, &random).key("k\(turn)")
            let outcome = given.when(step)
            given = outcome.after
            if outcome.refused == nil { accepted += outcome.events.count }
            try expectMoney(given.order)
            let isRecorded = !outcome.events.isEmpty || outcome.refused != nil
            let again = given.when(step)
            #expect(again.isRepeat || !isRecorded, "\(step.body)")
            #expect(again.events.isEmpty, "\(step.body)")
        }
        #expect(accepted > 10, "the steps must lead somewhere")
        #expect(Order(Sample.number, history: given.history) == given.order)
    }

    /// A step that is accepted now, mostly; sometimes one that is not, and sometimes days later.
    private func nextStep(_ given: Given, _ random: inout SplitMix64) -> Step {
        let isLater = Int.random(in: 0..<12, using: &random) == 0
        let at = given.now.adding(
            minutes: Int64.random(in: 0...(isLater ? 5_000 : 20), using: &random))
        var proposal = candidate(given.order, &random).at(at)
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            if !given.when(proposal).events.isEmpty { break }
            proposal = candidate(given.order, &random).at(at)
        }
        return proposal
    }

    /// `0 <= paid_out + in_flight <= approved <= paid`, for the order, each line and each tender.
    private func expectMoney(_ order: Order) throws {
        let money = order.money
        #expect(Fen.zero <= money.paidOut + money.inFlight)
        #expect(money.paidOut + money.inFlight <= money.approved)
        #expect(money.approved <= money.paid)
        let registration = try #require(order.registration)
        for line in registration.lines {
            #expect((Fen.zero...line.paid).contains(order.left(on: line)), "\(line.id)")
        }
        for tender in registration.tenders {
            let left = order.left(on: tender)
            #expect((Fen.zero...tender.paid).contains(left), "\(tender.id)")
            let moving = order.payouts.filter {
                $0.tenderID == tender.id && ($0.isInFlight || $0.status == .succeeded)
            }
            #expect(moving.map(\.amount).sum() <= tender.paid - left, "\(tender.id)")
        }
        for verdict in order.verdicts {
            guard let approval = verdict.approval else { continue }
            #expect(approval.lineSplit.map(\.fen).sum() == approval.amount)
            #expect(approval.tenderSplit.map(\.fen).sum() == approval.amount)
        }
    }

    private func order(_ random: inout SplitMix64) -> RegisterOrder {
        let prices = [1, 2, 3, 7, 99, 100, 10_001].map { Fen($0) }
        let lines = (1...3).map { place -> OrderLine in
            let id = LineID("L\(place)")
            let paid = prices.randomElement(using: &random) ?? 1
            return Bool.random(using: &random) ? .other(id, paid: paid) : .gameCard(id, paid: paid)
        }
        let total = lines.map(\.paid).sum()
        let first = Fen(Int64.random(in: 0...total.amount, using: &random))
        let second = Fen(Int64.random(in: 0...(total - first).amount, using: &random))
        return .sample(
            lines[0], lines[1], lines[2],
            tenders: [
                .sample("T1", paid: first), .sample("T2", .wechat, paid: second),
                .sample("T3", .wallet, paid: total - first - second),
            ], state: .undelivered)
    }

    /// A step that may make sense now, with amounts at the edges, where mistakes live.
    private func candidate(_ order: Order, _ random: inout SplitMix64) -> Step {
        let left = order.money.refundable.amount
        let amount = Fen(
            [-1, 0, 1, left / 2, left - 1, left, left + 1].randomElement(using: &random) ?? 1)
        let payout = order.payouts.randomElement(using: &random)
        let name = payout?.id ?? "P1"
        let sum = Int.random(in: 0..<8, using: &random) == 0 ? amount : payout?.amount ?? 1
        let line = LineID("L\(Int.random(in: 1...3, using: &random))")
        let isWhole = Bool.random(using: &random)
        let number = UInt8.random(in: 0...9, using: &random)
        let steps: [Step] = [
            .apply { ($0.lineIDs, $0.amount) = (isWhole ? nil : [line], isWhole ? nil : amount) },
            .apply { $0.reason = .demandChanged },
            .apply { ($0.lineIDs, $0.reason) = ([line], .mistakenPurchase) },
            .approve(), .approve(), .approve(.lessFee, fault: .buyer), .reject(),
            .amend { $0.amount = amount }, .upload(.remainingValueProof, file: number),
            .negotiate { $0.unused = amount.amount }, .offer(isWhole ? nil : amount), .accept(),
            .decline(), .appeal(.amountTooLow), .appeal(), .uphold(), .overturn(),
            .overturn { $0.fault = .platform }, .void(), .initiate(), .initiate(),
            .initiate { $0.tenderID = TenderID("T\(number % 4)") }, .accepted(name),
            .succeeded(name, amount: sum), .succeeded(name, amount: sum),
            .succeeded(name, amount: sum) { $0.channelRefundID = Name("CR-\(number)") },
            .failed(name, retryable: isWhole), .failed(name, retryable: false),
            .reversed(name, amount: sum), .retry(name), .reissue(name), .reissue(name),
            .confirm(), .dispute(), .sweep(), .withdraw(), .requestSupplement(),
            .provideSupplement("E1"),
            .chargeback(isWhole ? .opened : .won, ref: Name("CB-\(number)")),
        ]
        return steps.randomElement(using: &random) ?? .sweep()
    }
}
