import Records
import RefundDomain
import RefundLedger
import Units
import Wording

/// Why a verdict is what it is, as a person reads it.
struct ExplanationText {
    let explanation: Explanation
    let language: Language

    /// The whole explanation, without a newline at its end.
    var text: String {
        var sections = [verdict]
        if explanation.verdict.approval != nil { sections.append(formula) }
        sections += [rules, application + items, evidence, clocks, again]
        return sections.filter { !$0.isEmpty }
            .map { $0.map(\.shownInOneLine).joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var verdict: [String] {
        let (header, order) = (explanation.recorded.header, explanation.order.text)
        let caseID = explanation.refundCase.id.text
        var lines = [
            say("Order \(order), case \(caseID)", "订单 \(order)，退款申请 \(caseID)"),
            explanation.recorded.event.text(in: language),
        ]
        let (decider, actor) = (explanation.verdict.decider.text, header.context.actor)
        lines.append(
            say(
                "decided by \(decider) at \(header.occurredAt.shanghaiSecond), event \(header.position)",
                "由 \(decider) 于 \(header.occurredAt.shanghaiSecond) 作出，事件 \(header.position)"))
        if let action = explanation.action {
            lines.append(
                say(
                    "by the action \"\(action.text(in: .en))\" of \(actor.id.text) "
                        + "(\(actor.role.text(in: .en)))",
                    "依据操作“\(action.text(in: .zh))”，操作人 \(actor.id.text)"
                        + "（\(actor.role.text(in: .zh))）"))
        }
        if let later = explanation.verdict.supersededBy {
            lines.append(say("superseded by \(later.text)", "已被 \(later.text) 取代"))
        }
        if explanation.verdict.isVoided { lines.append(say("voided since", "已被撤销")) }
        guard let rejection = explanation.verdict.rejection else { return lines }
        lines.append(say("told: ", "说明：") + rejection.explanation.quoted(in: language))
        if let referral = rejection.referral {
            lines.append(say("can help instead: ", "可联系：") + referral.text(in: language))
        }
        return lines
            + rejection.reasonCodes.map { reason in
                let curable =
                    reason.isCurable ? say("curable", "可补正") : say("not curable", "不可补正")
                return "  \(reason.text(in: language)) (\(reason.rule.text), \(curable))"
            }
    }

    private var formula: [String] {
        let title = say("Formula", "计算公式")
        guard let formula = explanation.formula else {
            return [
                title,
                say(
                    "  a number the formula needs was not recorded before the verdict",
                    "  结论之前缺少公式所需的数值"),
            ]
        }
        var lines = [title + say(": ", "：") + formula.basis.text(in: language)]
        if formula.lines.contains(where: { $0.expression.contains("half_up") }) {
            lines[0] += say(" (in fen; half_up rounds half up)", "（单位：分；half_up 为四舍五入）")
        }
        for line in formula.lines {
            let value = line.term.unit.quantity(line.value, language)
            let name = line.term.wording.in(language)
            let isPlain = line.expression == "\(line.value)"
            lines.append("  \(name) = " + (isPlain ? "" : "\(line.expression) = ") + value)
        }
        if let approval = explanation.verdict.approval {
            if formula.amount != approval.amount {
                lines.append(
                    say(
                        "  but ¥\(approval.amount) was recorded",
                        "  但记录的金额为 ¥\(approval.amount)"))
            }
            let shares =
                approval.lineSplit.map { "\($0.id.text) ¥\($0.fen)" }
                + approval.tenderSplit.map { "\($0.id.text) ¥\($0.fen)" }
            lines.append(
                say("  split over lines and tenders: ", "  按商品行和支付款项分摊：")
                    + shares.joined(separator: ", "))
        }
        return lines
    }

    private var rules: [String] {
        [say("Rules", "依据规则")]
            + explanation.rules.map { "  \($0.text)  \($0.wording?.in(language) ?? "")" }
    }

    private var application: [String] {
        let (known, refundCase) = (explanation.known, explanation.refundCase)
        let unknown = Wording("not given", zh: "未指明")
        let rows: [(Wording, String)] = [
            (Wording("policy", zh: "规则版本"), known.policy.version.text),
            (Wording("calendar", zh: "工作日历"), known.calendar.text),
            (Wording("order", zh: "订单状态"), known.orderState.text(in: language)),
            (Wording("applied at", zh: "申请时间"), refundCase.appliedAt.shanghaiSecond),
            (Wording("revision", zh: "第几次提交"), "\(refundCase.revision)"),
            (Wording("reason", zh: "退款原因"), refundCase.reason.text(in: language)),
            (
                Wording("fault by the reason", zh: "按原因的责任方"),
                (known.faultOfReason?.wording ?? unknown).in(language)
            ),
            (
                Wording("fault by the buyer", zh: "买家主张的责任方"),
                (refundCase.claimedFault?.wording ?? unknown).in(language)
            ),
            (Wording("requested", zh: "申请金额"), "¥\(refundCase.requested)"),
            (Wording("left to refund", zh: "可退余额"), "¥\(known.left)"),
            (Wording("route", zh: "审核方式"), refundCase.route.text(in: language)),
            (Wording("risk signals", zh: "风险提示"), "\(known.riskSignals)"),
        ]
        return [say("Known then", "当时已知")]
            + rows.map { "  " + $0.in(language) + say(": ", "：") + $1 }
    }

    private var items: [String] {
        explanation.known.items.map { item in
            let checked = item.checked.text(in: language)
            var text = say("  item \(item.line.id.text): ", "  商品行 \(item.line.id.text)：")
            text += "\(item.line.category.text(in: language)), ¥\(item.line.paid), "
            text += checked.isEmpty ? say("never checked", "未经核验") : checked
            if let activatedAt = item.activatedAt {
                text += say(", since ", "，激活于 ") + activatedAt.shanghaiSecond
            }
            return text
        }
    }

    private var evidence: [String] {
        let known = explanation.known
        var lines = known.evidence.map { piece in
            let counts =
                piece.counts ? say("counts", "计入") : say("does not count", "不计入")
            return "  \(piece.id.text) \(piece.kind.text(in: language)), "
                + "\(piece.status.text(in: language)), \(counts) [\(piece.sha256.hex.prefix(12))]"
        }
        if lines.isEmpty { lines = [say("  no evidence", "  无凭证")] }
        if !known.requiredEvidence.isEmpty {
            lines.append(
                say("  required: ", "  必需凭证：") + known.requiredEvidence.list(language))
        }
        if !known.missingEvidence.isEmpty {
            lines.append(say("  missing: ", "  缺少凭证：") + known.missingEvidence.list(language))
        }
        return [say("Evidence then", "当时的凭证")] + lines
    }

    private var clocks: [String] {
        guard !explanation.known.clocks.isEmpty else { return [] }
        return [say("Clocks then", "当时的计时")]
            + explanation.known.clocks.map { waited in
                "  \(waited.clock.name.text(in: language))#\(waited.clock.cycle), "
                    + waited.standing.text(in: language)
            }
    }

    private var again: [String] {
        let title = say("Decided again from the events before it: ", "依据此前事件重新判定：")
        switch explanation.again {
        case .same: return [title + say("the same verdict", "结论一致")]
        case .impossible:
            return [title + say("not possible, its action is not known", "无法判定，操作不明")]
        case .refused(let refusal):
            let rule = refusal.rule.map { " (\($0.text))" } ?? ""
            return [
                title + say("the rules would refuse it: ", "规则不允许：")
                    + refusal.code.text(in: language) + rule
            ]
        case .different(let differences):
            return [title + say("another verdict", "结论不一致")]
                + differences.map { difference in
                    let (old, new) = (difference.recorded ?? "-", difference.expected ?? "-")
                    return say(
                        "  \(difference.field): recorded \(old), expected \(new)",
                        "  \(difference.field)：记录为 \(old)，应为 \(new)")
                }
        }
    }

    private func say(_ english: String, _ chinese: String) -> String {
        Wording(english, zh: chinese).in(language)
    }
}

extension Formula.Term {
    fileprivate var wording: Wording {
        switch self {
        case .usedDays: Wording("days used", zh: "已用天数")
        case .remainingDays: Wording("days left", zh: "剩余天数")
        case .remainingValue: Wording("value left", zh: "剩余面值")
        case .gross: Wording("gross", zh: "应退基数")
        case .fee: Wording("fee", zh: "手续费")
        case .fixedCost: Wording("fixed cost", zh: "固定成本")
        case .ceiling: Wording("ceiling", zh: "上限")
        case .concession: Wording("concession", zh: "协商让步")
        case .amount: Wording("amount", zh: "退款金额")
        }
    }
}
