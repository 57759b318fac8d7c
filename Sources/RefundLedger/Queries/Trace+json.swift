public import JSONText
import Records
import RefundDomain
import Units

extension Trace {
    /// Writes the members of one JSON object; the caller opens and closes it, and may add more.
    ///
    /// Amounts are in fen, waits in milliseconds, times in Shanghai.
    public func writeMembers(to writer: inout JSONWriter) {
        let order = history.order
        writer.member("order", order.number.text)
        writer.member("buyer", orNull: order.buyer?.text)
        writer.member("order_state", orNull: order.isRegistered ? order.state.name : nil)
        writer.member("refund_status", order.money.refundStatus.name)
        writer.name("money")
        order.money.write(to: &writer)
        writer.list("cases", order.cases) { refundCase, writer in
            writer.beginObject()
            writer.member("id", refundCase.id.text)
            writer.member("status", refundCase.status.name)
            writer.endObject()
        }
        writer.member("judged_at", history.judgedAt.shanghaiText)
        writer.member("position", order.positions.last ?? 0)
        writer.member("refusals", Int64(refusals))
        writer.member("signals", Int64(signals))
        writer.name("erased_by_event")
        if let erasure { writer.integer(erasure) } else { writer.null() }
        writer.list("steps", steps) { $0.write(to: &$1) }
    }
}

extension Trace.Step {
    func write(to writer: inout JSONWriter) {
        let header = recorded.header
        writer.beginObject()
        writer.member("position", header.position)
        writer.member("type", recorded.event.kind.name)
        writer.member("at", header.occurredAt.shanghaiText)
        writer.member("recorded_at", header.recordedAt.shanghaiText)
        writer.member("actor", header.context.actor.id.text)
        writer.member("role", header.context.actor.role.name)
        if let via = header.context.via { writer.member("via", via.name) }
        if let buyer = header.context.onBehalfOf { writer.member("on_behalf_of", buyer.text) }
        writer.member("policy", header.context.policy.text)
        writer.member("calendar", header.context.calendar.text)
        writer.member("case", orNull: caseID?.text)
        writer.member("status_after", orNull: statusAfter?.name)
        writer.list("rules", rules) { $1.string($0.text) }
        writer.list("evidence", evidence) { $0.write(to: &$1) }
        writer.name("money_before")
        before.write(to: &writer)
        writer.name("money_after")
        after.write(to: &writer)
        writer.list("clocks_ended", ended) { $0.write(to: &$1) }
        writer.name("payload")
        var encoder = JSONRecordEncoder(writer)
        recorded.event.write(to: &encoder)
        writer = encoder.writer
        writer.name("wait")
        if let wait { wait.write(to: &writer) } else { writer.null() }
        writer.endObject()
    }
}

extension Trace.Wait {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("from", from.shanghaiText)
        writer.member("until", until.shanghaiText)
        writer.member("ms", milliseconds)
        writer.member("open", isOpen)
        writer.list("clocks", clocks) { $0.write(to: &$1) }
        writer.endObject()
    }
}

extension Trace.WaitedClock {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("clock", clock.name.name)
        writer.member("cycle", clock.cycle)
        writer.member("case", orNull: clock.caseID?.text)
        writer.member("started_at", clock.startedAt.shanghaiText)
        writer.member("due_at", clock.dueAt.shanghaiText)
        writer.member("calendar", clock.calendar.text)
        writer.member("provisional", clock.isProvisional)
        if let stop = clock.stop {
            writer.member("stopped_at", stop.at.shanghaiText)
            writer.member("outcome", stop.outcome.name)
        }
        standing.write(to: &writer)
        writer.endObject()
    }
}

extension ClockStanding {
    /// Writes one member, whose name says which way and in which unit.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .dueInWorkingDays(let days): writer.member("due_in_working_days", Int64(days))
        case .dueIn(let milliseconds): writer.member("due_in_ms", milliseconds)
        case .lateByWorkingDays(let days): writer.member("late_by_working_days", Int64(days))
        case .lateBy(let milliseconds): writer.member("late_by_ms", milliseconds)
        }
    }
}

extension Evidence {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id.text)
        writer.member("kind", kind.name)
        writer.member("sha256", sha256.hex)
        writer.member("status", status.name)
        writer.member("counts", counts)
        writer.name("assessment")
        if let assessment {
            writer.beginObject()
            writer.member("clear", assessment.clear.name)
            writer.member("complete", assessment.complete.name)
            writer.member("unedited", assessment.unedited.name)
            writer.member("relevant", assessment.relevant.name)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.endObject()
    }
}

extension OrderMoney {
    /// Writes the amounts as one JSON object, in fen.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("paid", paid.amount)
        writer.member("approved", approved.amount)
        writer.member("in_flight", inFlight.amount)
        writer.member("paid_out", paidOut.amount)
        writer.member("refundable", refundable.amount)
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes a member that is a list.
    mutating func list<T>(
        _ name: String, _ elements: [T], _ write: (T, inout JSONWriter) -> Void
    ) {
        self.name(name)
        beginArray()
        for element in elements { write(element, &self) }
        endArray()
    }
}
