import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import Units

/// One line of input, written short.
///
/// - Parameters:
///   - name: What is asked, as in `do`.
///   - role: The role of who asks; the person is named after it.
///   - minute: Minutes after ``Sample/paidAt``.
///   - order: The order's number; `nil` for none.
///   - key: The idempotency key.
///   - fields: The other members, as JSON without braces.
/// - Returns: The line, without its end.
func line(
    _ name: String, _ role: Role, minute: Int64 = 0, order: String? = "KM-1",
    key: String? = nil, _ fields: String = ""
) -> String {
    let at = Sample.paidAt.adding(minutes: minute).shanghaiText
    var members = [
        #""at":"\#(at)","actor":{"id":"\#(role.name)-1","role":"\#(role.name)"},"do":"\#(name)""#
    ]
    if let order { members.append(#""order":"\#(order)""#) }
    if let key { members.append(#""key":"\#(key)""#) }
    if !fields.isEmpty { members.append(fields) }
    return "{\(members.joined(separator: ","))}"
}

/// The action of such a line.
func action(
    _ name: String, _ role: Role, minute: Int64 = 0, order: String? = "KM-1",
    key: String? = nil, _ fields: String = ""
) throws -> Action {
    try parse(line(name, role, minute: minute, order: order, key: key, fields))
}

/// The action of a line of text.
func parse(_ line: String) throws(InputError) -> Action {
    try ActionCodec.parse(Array(line.utf8)[...])
}

/// The registration of an order of 100.00 yuan, paid at ``Sample/paidAt``.
func register(_ order: String = "KM-1", minute: Int64 = 0, key: String? = nil) throws -> Action {
    try action(
        "register_order", .system, minute: minute, order: order, key: key, registrationFields)
}

/// The members of that registration.
let registrationFields = """
    "buyer_ref":"buyer-1","platform_ref":{"platform_id":"plat-1"},"lines":[{"line_id":"L1",\
    "sku":"sku-1","name":"会员","category":"other","pirated":false,"qty":1,"paid_fen":10000}],\
    "tenders":[{"tender_id":"T1","channel":"alipay","channel_trade_no":"TX-1","paid_fen":10000,\
    "guaranteed_trade":true}],"paid_fen":10000,"paid_at":"2026-03-02T09:00:00+08:00",\
    "order_state":"completed","listing_terms":{"refundable":true,\
    "activation_counts_as_used":false,"text_sha256":"\(String(repeating: "ab", count: 32))"}
    """

/// An application because nothing was delivered.
func apply(_ order: String = "KM-1", minute: Int64 = 1, key: String? = nil) throws -> Action {
    try action(
        "apply_refund", .buyer, minute: minute, order: order, key: key,
        #""reason":"not_delivered","description":"一直没有收到商品""#)
}

/// Evidence whose file is told apart by two hexadecimal digits.
func upload(_ order: String = "KM-1", minute: Int64, file: String = "0a") throws -> Action {
    try action(
        "upload_evidence", .buyer, minute: minute, order: order,
        #""kind":"payment_record","sha256":"\#(String(repeating: file, count: 32))""#)
}

extension Outcome {
    /// The names of the events, and the code of a refusal.
    var names: [String] { events.map(\.kind.name) + (refusal.map { [$0.code.name] } ?? []) }
}
