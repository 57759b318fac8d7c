import Records
import RefundDomain
import RefundLedger
import Units
import ViewsSQLite
import Wording

/// The story of an order as a person reads it.
struct TraceText {
    let trace: Trace
    let links: [LinkedCases]
    let language: Language

    /// The whole story, without a newline at its end.
    var text: String {
        var lines = heading.map(\.shownInOneLine)
        for step in trace.steps {
            lines.append("")
            lines += self.lines(of: step).map(\.shownInOneLine)
            if let wait = step.wait { lines += [""] + self.lines(of: wait) }
        }
        return (lines + [""] + links.map(text)).joined(separator: "\n")
    }

    private var heading: [String] {
        let order = trace.history.order
        var lines = [say("Order \(order.number.text)", "订单 \(order.number.text)")]
        if let registration = order.registration {
            lines[0] += say(", buyer \(registration.buyer.text)", "，买家 \(registration.buyer.text)")
            for line in registration.lines {
                lines.append(
                    "  \(line.id.text): \(line.name.text) (\(line.sku.text)), "
                        + "\(line.category.text(in: language)), ¥\(line.paid)")
            }
        }
        for refundCase in order.cases {
            lines.append(
                say("  case \(refundCase.id.text): ", "  退款申请 \(refundCase.id.text)：")
                    + refundCase.status.text(in: language))
        }
        lines.append("  " + text(of: order.money))
        let (refusals, signals) = (trace.refusals, trace.signals)
        lines.append(
            say(
                "  \(trace.steps.count) events, \(refusals) refusals, \(signals) risk signals",
                "  \(trace.steps.count) 个事件，\(refusals) 次拒绝，\(signals) 个风险提示"))
        if let erasure = trace.erasure {
            lines.append(
                say(
                    "  event \(erasure) erased what had been written about the buyer before it",
                    "  事件 \(erasure) 删除了此前有关买家的文字"))
        }
        return lines
    }

    private func lines(of step: Trace.Step) -> [String] {
        let header = step.recorded.header
        let at = header.occurredAt.shanghaiSecond
        let marks = [step.caseID?.text, isAlert(step.recorded.event) ? "!" : nil]
        var lines = [
            ([at] + marks.compactMap { $0 } + [step.recorded.event.text(in: language)])
                .joined(separator: "  ")
        ]
        let actor = header.context.actor
        var who = say(
            "\(actor.id.text) (\(actor.role.text(in: .en)))",
            "\(actor.id.text)（\(actor.role.text(in: .zh))）")
        if let buyer = header.context.onBehalfOf {
            who += say(" for \(buyer.text)", "，代 \(buyer.text)")
        }
        if let via = header.context.via {
            who += say(" by \(via.text(in: .en))", "，经\(via.text(in: .zh))")
        }
        who += say(", event \(header.position)", "，事件 \(header.position)")
        if !step.rules.isEmpty {
            let rules = step.rules.map(\.text).joined(separator: " ")
            who += say("; rules \(rules)", "；规则 \(rules)")
        }
        lines.append("    " + who)
        lines += step.texts.map { "    " + $0.quoted(in: language) }
        if !step.evidence.isEmpty {
            let pieces = step.evidence.map { piece in
                "\(piece.id.text) \(piece.kind.text(in: language)) [\(piece.sha256.hex.prefix(12))]"
            }
            lines.append("    " + say("evidence: ", "凭证：") + pieces.joined(separator: "; "))
        }
        if step.changesStatus, let status = step.statusAfter {
            lines.append("    " + say("case is now ", "状态：") + status.text(in: language))
        }
        if step.before != step.after {
            lines.append("    " + change(from: step.before, to: step.after))
        }
        lines += step.ended.map { "    " + ended($0) }
        return lines
    }

    private func isAlert(_ event: LedgerEvent) -> Bool {
        [.actionRefused, .riskSignalRaised, .slaBreachRecorded].contains(event.kind)
    }

    private func text(of money: OrderMoney) -> String {
        say(
            "paid ¥\(money.paid), approved ¥\(money.approved), in flight ¥\(money.inFlight), "
                + "paid out ¥\(money.paidOut), refundable ¥\(money.refundable)",
            "实付 ¥\(money.paid)，已批准 ¥\(money.approved)，退款中 ¥\(money.inFlight)，"
                + "已退款 ¥\(money.paidOut)，可退余额 ¥\(money.refundable)")
    }

    private func change(from before: OrderMoney, to after: OrderMoney) -> String {
        let parts: [(name: Wording, before: Fen, after: Fen)] = [
            (Wording("paid", zh: "实付"), before.paid, after.paid),
            (Wording("approved", zh: "已批准"), before.approved, after.approved),
            (Wording("in flight", zh: "退款中"), before.inFlight, after.inFlight),
            (Wording("paid out", zh: "已退款"), before.paidOut, after.paidOut),
        ]
        return parts.filter { $0.before != $0.after }
            .map { "\($0.name.in(language)) ¥\($0.before) -> ¥\($0.after)" }
            .joined(separator: ", ")
    }

    private func ended(_ ended: Trace.WaitedClock) -> String {
        let clock = ended.clock
        let stoppedAt = clock.stop?.at ?? clock.dueAt
        let span = Wording.span(
            milliseconds: stoppedAt.milliseconds - clock.startedAt.milliseconds
        ).in(language)
        let outcome = (clock.stop?.outcome ?? .running).text(in: language)
        let name = "\(clock.name.text(in: language))#\(clock.cycle)"
        let late = ended.standing.isLate ? ", " + ended.standing.text(in: language) : ""
        return say("clock \(name) \(outcome) after \(span)", "计时 \(name) \(outcome)，历时 \(span)")
            + late
    }

    /// How long nothing happened, then a line for each clock that ran.
    private func lines(of wait: Trace.Wait) -> [String] {
        let span = Wording.span(milliseconds: wait.milliseconds).in(language)
        let clocks = wait.clocks.map { waited in
            let awaited = waited.clock.name.awaited
            return say("waiting for \(awaited.in(.en)), ", "等待\(awaited.in(.zh))，")
                + waited.standing.text(in: language)
        }
        let start = "  ... " + span + (wait.isOpen ? say(" so far", "（至今）") : "")
        guard let first = clocks.first else { return [start] }
        return [start + say(" ", "，") + first]
            + clocks.dropFirst().map { say("      and ", "      并") + $0 }
    }

    private func text(_ links: LinkedCases) -> String {
        let title = say(
            "other cases with the same \(links.bond.wording.in(.en)): "
                + (links.hasMore ? "more than \(links.count)" : "\(links.count)"),
            "\(links.bond.wording.in(.zh))相同的其他退款申请："
                + (links.hasMore ? "超过 \(links.count) 个" : "\(links.count) 个"))
        let rows = links.cases.map { linked in
            let status = CaseStatus(name: linked.status)?.text(in: language) ?? linked.status
            return "  \(linked.order) \(linked.caseID)  \(linked.openedAt.shanghaiMinute)  "
                + "¥\(linked.requested)  \(status)"
        }
        let more = links.count - Int64(links.cases.count)
        let rest =
            more > 0 && !links.hasMore ? [say("  and \(more) more", "  另有 \(more) 个")] : []
        return ([title] + rows.map(\.shownInOneLine) + rest).joined(separator: "\n")
    }

    private func say(_ english: String, _ chinese: String) -> String {
        Wording(english, zh: chinese).in(language)
    }
}

extension LinkedCases.Bond {
    fileprivate var wording: Wording {
        switch self {
        case .buyer: Wording("buyer", zh: "买家")
        case .evidence: Wording("evidence", zh: "凭证")
        case .sku: Wording("product", zh: "商品")
        }
    }
}
