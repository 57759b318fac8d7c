import LedgerTesting
import Records
import RefundDomain
import Testing
import Units

/// Section 2: the checks that come before an action's own guards, in their order.
@Suite struct CheckOrderTests {
    private let stranger = PersonID("buyer-2")

    /// An application that every check from a place on would refuse.
    private func bad(_ change: (inout Step) -> Void = { _ in }) -> Step {
        var step = Step.apply {
            $0.description = FreeText("我的手机是13800138000")
            $0.amount = -1
        }.by(stranger, .buyer).at("2026-03-01T09:00")
        change(&step)
        return step
    }

    @Test func `every check comes before the next ones`() throws {
        let keyed = try Given(.apply().key("k"), .withdraw())
        let worst = bad().by(stranger, .auditor).via(.qq)
        #expect(keyed.when(worst.key("k")).refused == "key_conflict")
        #expect(try Given(order: nil).when(worst).refused == "unknown_order")
        #expect(keyed.when(worst).refused == "unofficial_channel R18")
        #expect(keyed.when(bad().by(stranger, .auditor)).refused == "role_not_allowed")
        #expect(keyed.when(bad()).refused == "not_owner R19")
        #expect(keyed.when(bad().by(.buyer)).refused == "time_goes_back")
        #expect(keyed.when(bad { $0.at = nil }.by(.buyer)).refused == "pii_in_text R56")
        let amount = Step.apply { $0.amount = -1 }
        #expect(keyed.when(amount).refused == "amount_not_positive R23", "the action's own guard")
    }

    @Test func `a refusal is recorded with what was asked, but never the text`() throws {
        let outcome = try Given(.apply()).when(
            .withdraw {
                $0.caseID = "C1"
                $0.note = FreeText("打13800138000，密码abcd1234")
            }.key("k"))
        guard case .refused(let refusal, let draft) = outcome.decision,
            case .actionRefused(let refused) = draft.event
        else {
            Issue.record("not refused: \(outcome.decision)")
            return
        }
        #expect(refusal.details == ["mobile", "password"])
        #expect(refused.action == .withdrawApplication)
        #expect(refused.code == .piiInText)
        #expect(refused.rule == "R56")
        #expect(refused.details == ["mobile", "password"])
        #expect(refused.key == "k")
        #expect(refused.caseID == "C1")
        #expect(draft.context.actor.id == "buyer-1")
    }

    @Test(arguments: Via.allCases)
    func `only the official way is taken`(via: Via) throws {
        let refused = try Given().when(.apply().via(via)).refused
        #expect(refused == (via == .official ? nil : "unofficial_channel R18"))
    }

    @Test func `time may stand still, but not go back before the latest accepted event`() throws {
        let given = try Given(.apply().at("2026-03-03T10:00"))
        let later = given.when(.apply().at("2026-03-04T10:00")).after
        #expect(later.order.latestAt == clock("2026-03-03T10:00"), "refusals are not counted")
        #expect(later.when(.withdraw().at("2026-03-03T10:00")).kinds == [.applicationWithdrawn])
        let back = later.when(.withdraw().at("2026-03-03T09:59:59.999"))
        #expect(back.refused == "time_goes_back")
    }

    @Test func `a key repeats the same action whenever, and conflicts with any other`() throws {
        let apply = Step.apply().key("k").at("2026-03-03T10:00")
        let given = try Given(apply)
        #expect(given.when(apply).isRepeat)
        #expect(given.when(apply.at("2026-03-09T10:00")).isRepeat)
        #expect(given.when(apply.at("2026-01-01T10:00")).isRepeat, "before time_goes_back")
        #expect(given.when(apply.by(.agent)).refused == "key_conflict")
        #expect(given.when(.withdraw().key("k")).refused == "key_conflict")
        #expect(given.when(.withdraw().key("other")).kinds == [.applicationWithdrawn])
    }

    @Test func `a refused action keeps its key, and a conflict leaves it as it was`() throws {
        let withdraw = Step.withdraw().key("k")
        let refused = try Given().when(withdraw)
        #expect(refused.refused == "no_case")
        let applied = try refused.after.and(.apply())
        #expect(applied.when(withdraw).isRepeat, "although it would be accepted now")
        let conflict = applied.when(.chase().key("k"))
        #expect(conflict.refused == "key_conflict")
        #expect(conflict.after.when(withdraw).isRepeat)
        #expect(conflict.after.when(.chase().key("k")).isRepeat, "refused once is enough")
        #expect(conflict.after.when(.apply().key("k")).refused == "key_conflict")
    }

    @Test func `actions about the whole ledger have keys of their own`() throws {
        let from = clock("2026-04-01T00:00")
        let publish = Step.publishPolicy(from: from).key("k")
        let given = try Given(publish)
        #expect(given.when(publish).isRepeat)
        let other = Step.publishPolicy("v3", from: from).key("k")
        #expect(given.when(other).refused == "key_conflict")
        #expect(given.when(.apply().key("k")).kinds == [.refundApplied])
    }

    @Test func `a refusal of an unknown order keeps the key too`() throws {
        let unknown = try Given(order: nil).when(.apply().key("k")).after
        let registered = try unknown.and(.register())
        #expect(registered.when(.apply().key("k")).isRepeat)
    }

    @Test func `every event says who, how and under which policy and calendar`() throws {
        let outcome = try Given().when(.apply().by("agent-7", .agent).onBehalfOf("buyer-1"))
        let context = try #require(outcome.drafts.first?.context)
        #expect(context.actor == Actor("agent-7", .agent))
        #expect(context.onBehalfOf == "buyer-1")
        #expect(context.via == nil)
        #expect(context.policy == "default-v1")
        #expect(context.calendar == "cn-2022-2026")
    }
}
