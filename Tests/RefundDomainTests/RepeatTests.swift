import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 2.1: what is a repeat by nature, without any key.
@Suite struct RepeatTests {
    private func paying() throws -> Given { try Given(.apply(), .approve(), .initiate()) }

    @Test func `an order registered again with the same content, whenever and by whomever`() throws
    {
        let given = try Given(.apply())
        let again = Step.register().by("system-2", .system).key("k").at("2026-01-01T09:00")
        #expect(given.when(again).isRepeat)
        #expect(given.when(again.via(.phone)).refused == "unofficial_channel R18", "check 4 first")
    }

    @Test func `the present state of an order again`() throws {
        #expect(try Given().when(.change(to: .completed).at("2026-01-01T09:00")).isRepeat)
        let changed = try Given(.change(to: .unused))
        #expect(changed.when(.change(to: .unused)).isRepeat)
        #expect(changed.when(.change(to: .completed)).kinds == [.orderStateChanged])
    }

    @Test func `an answer of a channel again, for the same attempt and number`() throws {
        let given = try paying()
        let accepted = try given.and(.accepted())
        #expect(accepted.when(.accepted()).isRepeat)
        #expect(accepted.when(.accepted { $0.channelRefundID = "CR-2" }).isRepeat)
        let paid = try given.and(.succeeded())
        #expect(paid.when(.succeeded()).isRepeat)
        #expect(paid.when(.succeeded(amount: 1)).isRepeat, "the amount is not looked at")
        #expect(paid.when(.accepted()).isRepeat, "the payout is not initiated any more")
        let named = try given.and(.failed { $0.channelRefundID = "CR-1" })
        #expect(named.when(.failed { $0.channelRefundID = "CR-1" }).isRepeat)
        #expect(!named.when(.failed()).isRepeat, "absent counts as a value")
        let nameless = try given.and(.failed())
        #expect(nameless.when(.failed()).isRepeat)
        #expect(nameless.when(.failed { $0.attempt = 1 }).isRepeat)
        #expect(!nameless.when(.failed { $0.channelRefundID = "CR-1" }).isRepeat)
    }

    @Test func `any answer for an earlier attempt`() throws {
        let given = try paying().and(.failed(), .retry())
        #expect(given.when(.failed { $0.attempt = 1 }).isRepeat)
        #expect(given.when(.failed { ($0.attempt, $0.channelRefundID) = (1, "CR-8") }).isRepeat)
        #expect(given.when(.succeeded { $0.attempt = 1 }).isRepeat)
        #expect(given.when(.accepted { $0.attempt = 1 }).isRepeat)
        #expect(given.when(.failed()).kinds == [.payoutFailed], "the present attempt")
        #expect(given.when(.succeeded { $0.attempt = 2 }).kinds == [.payoutSucceeded])
    }

    @Test func `an attempt below the first is an earlier one`() throws {
        #expect(try paying().when(.failed { $0.attempt = 0 }).isRepeat)
        #expect(try paying().when(.succeeded { $0.attempt = -1 }).isRepeat)
    }

    @Test func `an attempt that was never made is unknown`() throws {
        #expect(try paying().when(.failed { $0.attempt = 2 }).refused == "unknown_reference")
        #expect(try paying().when(.accepted { $0.attempt = 2 }).refused == "unknown_reference")
        let paid = try paying().and(.succeeded())
        #expect(paid.when(.accepted { $0.attempt = 2 }).isRepeat, "not initiated any more")
    }

    @Test func `a reversed payout again`() throws {
        let given = try paying().and(.succeeded(), .reversed())
        #expect(given.when(.reversed()).isRepeat)
        #expect(given.when(.reversed(amount: 1)).isRepeat)
    }

    @Test func `a stage of a dispute again, even an earlier one`() throws {
        let given = try Given(.chargeback(.opened), .chargeback(.won))
        #expect(given.when(.chargeback(.opened)).isRepeat)
        #expect(given.when(.chargeback(.lost)).kinds == [.chargebackObserved])
        #expect(given.when(.chargeback(.opened, ref: "CB-2")).kinds == [.chargebackObserved])
    }

    @Test func `a line of a statement again, matched or not`() throws {
        let given = try paying().and(.succeeded(), .reconcile(), .reconcile(line: 2, amount: 1))
        #expect(given.when(.reconcile()).isRepeat)
        #expect(given.when(.reconcile(line: 2)).isRepeat, "only statement and line count")
        #expect(given.when(.reconcile(line: 3)).kinds == [.statementLineMatched])
        let other = Step.reconcile { $0.statementID = "S-2" }
        #expect(given.when(other).kinds == [.statementLineMatched])
    }

    @Test func `a missing line again`() throws {
        let given = try paying().and(.reportMissing())
        #expect(given.when(.reportMissing()).isRepeat)
        let mismatched = try paying().and(.reconcile(amount: 1))
        #expect(mismatched.when(.reportMissing()).kinds == [.statementMismatchFound])
    }

    @Test func `a version published again with the same content records nothing`() throws {
        let from = clock("2026-04-01T00:00")
        let policy = Step.publishPolicy(from: from) { $0.params.windowHours = 48 }
        let calendar = Step.publishCalendar()
        let given = try Given(policy, calendar)
        for step in [policy.at("2027-01-01T09:00"), calendar] {
            let outcome = given.when(step)
            #expect(outcome.refused == nil)
            #expect(outcome.events == [])
        }
        let spelledOut = Step.publishPolicy(from: from) {
            ($0.basedOn, $0.params.windowHours, $0.params.payoutWorkingDays) = ("default-v1", 48, 5)
        }
        #expect(given.when(spelledOut).events == [], "the merged content is the same")
        #expect(given.when(spelledOut).refused == nil)
    }
}
