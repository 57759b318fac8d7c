public import ArgumentParser
import EventLogSQLite
import JSONText
import Records
import RefundDomain
import RefundLedger
import Units
public import ViewsSQLite
import Wording

/// `refund-ledger search`: orders by what people know of them.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find orders by what is known of them.",
        discussion: """
            Everything given must hold. Orders are shown as they stand now, latest paid first. \
            Amounts are given in yuan, such as 258.00; with --json they are printed in fen.

            Example: refund-ledger search --product 会员 --status rejected --paid-from 2026-03-01
            """
    )

    @Option(help: "The beginning of the order's number.")
    var number: String?

    @Option(help: "A part of a product's name.")
    var product: String?

    @Option(help: "The buyer.")
    var buyer: String?

    @Option(help: "The first day of payment, such as 2026-03-01.")
    var paidFrom: LocalDate?

    @Option(help: "The last day of payment.")
    var paidTo: LocalDate?

    @Option(help: "The status of the latest case, such as under_review.")
    var status: CaseStatus?

    @Option(help: "How much was paid back: none, partial or full.")
    var refund: RefundStatus?

    @Option(help: "The least amount, in yuan.")
    var minAmount: Yuan?

    @Option(help: "The highest amount, in yuan.")
    var maxAmount: Yuan?

    @Option(help: "Which amount: paid, approved or paid_out.")
    var amountOf: OrderAmount = .paid

    @Option(help: "The SHA-256 digest of some evidence, or its first 8 digits or more.")
    var evidence: DigestPrefix?

    @Option(help: "The refund number of a payout.")
    var refundNumber: String?

    @Option(help: "Somebody who acted in the order, in any role.")
    var actor: String?

    @Option(help: "How many orders to show at most.")
    var limit = 50

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard (1...OrderSearch.limitMax).contains(limit) else {
            throw ValidationError("--limit counts from 1 to \(OrderSearch.limitMax).")
        }
        if let paidFrom, let paidTo, paidFrom > paidTo {
            throw ValidationError("--paid-from \(paidFrom) comes after --paid-to \(paidTo).")
        }
        if let minAmount, let maxAmount, minAmount.fen > maxAmount.fen {
            throw ValidationError("--min-amount is more than --max-amount.")
        }
    }

    func run() async throws {
        let store = try options.openForReading()
        let views = try await CurrentViews.open(options.directory, store)
        var search = OrderSearch()
        search.numberPrefix = number
        search.productName = product
        search.buyer = buyer
        search.paidFrom = paidFrom
        search.paidThrough = paidTo
        search.caseStatus = status?.name
        search.refundStatus = refund?.name
        search.amount = amountOf
        search.amountFrom = minAmount?.fen
        search.amountThrough = maxAmount?.fen
        search.evidence = evidence?.bytes
        search.refundNumber = refundNumber
        search.actor = actor
        search.limit = limit
        let found = try views.orders(search)
        guard !output.json else { return try Terminal.write(found.json) }
        try Terminal.line(found.text(in: output.language))
    }
}

extension OrderAmount: ExpressibleByArgument {}

extension FoundOrders {
    fileprivate var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("orders")
        writer.beginArray()
        for order in orders { order.write(to: &writer) }
        writer.endArray()
        writer.member("more", hasMore)
        writer.member("position", position)
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    fileprivate func text(in language: Language) -> String {
        guard !orders.isEmpty else {
            return Wording("No orders found.", zh: "没有找到订单。").in(language)
        }
        var table = TextTable(
            [
                Wording("order", zh: "订单"), Wording("buyer", zh: "买家"),
                Wording("product", zh: "商品"), Wording("paid at", zh: "付款时间"),
                Wording("paid", zh: "实付"), Wording("approved", zh: "已批准"),
                Wording("paid out", zh: "已退款"), Wording("case", zh: "退款申请"),
                Wording("status", zh: "状态"),
            ], language)
        for order in orders {
            let status = order.latestCaseStatus.map {
                CaseStatus(name: $0)?.text(in: language) ?? $0
            }
            table.add([
                order.number, order.buyer, order.products.joined(separator: ", "),
                order.paidAt.shanghaiMinute, "¥\(order.paid)", "¥\(order.approved)",
                "¥\(order.paidOut)", order.latestCase ?? "", status ?? "",
            ])
        }
        let more = Wording(
            "There are more; raise --limit or say more about them.",
            zh: "还有更多订单；请调高 --limit 或缩小范围。")
        return table.text + (hasMore ? "\n" + more.in(language) : "")
    }
}

extension FoundOrder {
    fileprivate var products: [String] {
        guard case .array(let names) = try? JSONValue.parse(productNames) else { return [] }
        return names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("order", number)
        writer.member("buyer", buyer)
        writer.name("products")
        writer.beginArray()
        for product in products { writer.string(product) }
        writer.endArray()
        writer.member("paid_at", paidAt.shanghaiText)
        writer.member("order_state", orderState)
        writer.member("paid", paid.amount)
        writer.member("approved", approved.amount)
        writer.member("paid_out", paidOut.amount)
        writer.member("refund_status", refundStatus)
        writer.member("case", orNull: latestCase)
        writer.member("case_status", orNull: latestCaseStatus)
        writer.endObject()
    }
}
