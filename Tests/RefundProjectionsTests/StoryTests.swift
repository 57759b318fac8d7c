import Records
import RefundDomain
import RefundProjections
import Testing
import Units
import ViewTesting

/// Looks at the history that the other tests are built on.
@Suite struct StoryTests {
    @Test func `the rich story has no refusal that is not meant`() {
        let refused = History.rich().steps.compactMap { step -> String? in
            guard case .actionRefused(let body) = step.entry.recorded.event else { return nil }
            return "\(step.entry.order?.text ?? "-") \(body.action.name) \(body.code.name)"
        }
        #expect(
            refused == [
                "O-3 apply_refund not_owner", "O-unknown apply_refund unknown_order",
                "- publish_calendar role_not_allowed",
            ])
    }
}
