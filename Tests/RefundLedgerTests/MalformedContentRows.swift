/// Content that makes no sense whatever the history is (the *malformed* cases of section 5).
extension MalformedLineTests {
    static let orders = [
        order("paid nothing", names: "paid_fen", lines: [0], tenders: [0], paid: 0),
        order("paid less than nothing", names: "paid_fen", lines: [1], tenders: [1], paid: -1),
        order("a negative line", names: "paid_fen", lines: [-1, 2], tenders: [1], paid: 1),
        order("lines do not add up", names: "paid_fen", lines: [1, 2], tenders: [4], paid: 4),
        order("tenders do not add up", names: "paid_fen", lines: [4], tenders: [1, 2], paid: 4),
        order("neither adds up", names: "paid_fen", lines: [1], tenders: [1], paid: 2),
        Row(
            "a line twice", "register_order",
            members(lines: [item("L1", 1), item("L1", 1)], tenders: [tender("T1", 2)], paid: "2"),
            names: "lines"),
        Row(
            "a tender twice", "register_order",
            members(
                lines: [item("L1", 2)], tenders: [tender("T1", 1), tender("T1", 1)], paid: "2"),
            names: "tenders"),
        Row(
            "an unknown member of a line", "register_order",
            members(
                lines: [item("L1", 1), item("L2", 1, #","colour":"red""#)],
                tenders: [tender("T1", 2)], paid: "2"), names: "lines[1].colour"),
        Row(
            "a line whose amount is a text", "register_order",
            members(
                lines: [item("L1", 1, #","face_fen":"1""#)], tenders: [tender("T1", 1)], paid: "1"),
            names: "lines[0].face_fen"),
        Row(
            "another currency", "register_order",
            members(lines: [item("L1", 1)], tenders: [tender("T1", 1)], paid: "1")
                + #","currency":"EUR""#, names: "currency"),
        Row(
            "no lines", "register_order",
            members(lines: [], tenders: [tender("T1", 1)], paid: "1"), names: "lines"),
        Row(
            "a sum as a text", "register_order",
            members(lines: [item("L1", 1)], tenders: [tender("T1", 1)], paid: #""1""#),
            names: "paid_fen"),
    ]

    static let payouts = [
        Row(
            "accepted, of nothing", "report_payout_accepted", #""channel_refund_id":"c""#,
            names: "payout"),
        Row(
            "succeeded, of nothing", "report_payout_succeeded",
            #""channel_refund_id":"c","amount":1"#, names: "payout"),
        Row(
            "failed, of nothing", "report_payout_failed",
            #""channel_status":"ERROR","code":"X","retryable":true"#, names: "payout"),
        Row(
            "reversed, of nothing", "report_payout_reversed", #""amount":1,"reason":"X""#,
            names: "payout"),
        Row(
            "succeeded later than now", "report_payout_succeeded",
            #""payout":"P1","channel_refund_id":"c","amount":1,"#
                + #""channel_success_at":"2026-03-02T09:00:00.001+08:00""#,
            names: "channel_success_at"),
        Row(
            "a status in lower case", "report_payout_failed",
            #""payout":"P1","channel_status":"error","code":"X","retryable":true"#,
            names: "channel_status"),
        number("initiate_payout", "", "a b"), number("initiate_payout", "", "退款"),
        number("initiate_payout", "", String(repeating: "9", count: 65)),
        number("initiate_payout", "", "a.b"), number("initiate_payout", "", ""),
        number("retry_payout", #""payout":"P1","#, "a b"),
        number("reissue_payout", #""payout":"P1","#, "a/b"),
        number("reconcile_line", #""statement":"S","line_no":1,"amount":1,"#, "a#b"),
        number("report_payout_accepted", #""channel_refund_id":"c","#, "a b"),
    ]

    static let publications = [
        policy(#"{"window_hour":72}"#, names: "params.window_hour"),
        policy(#"{"window_hours":"72"}"#, names: "params.window_hours"),
        policy(#"{"window_hours":72.0}"#, names: "params.window_hours"),
        policy(#"{"window_hours":null}"#, names: "params.window_hours"),
        policy(#"{"review_mode":"fast"}"#, names: "params.review_mode"),
        policy(#"{"eligible_order_states":[]}"#, names: "params.eligible_order_states"),
        policy("[]", names: "params"),
        Row(
            "from no instant", "publish_policy",
            #""version":"v","params":{},"effective_from":"2026-03-01""#, names: "effective_from"),
        calendar("a date twice", day("2027-01-01"), day("2027-01-01")),
        calendar("a date before the years", day("2026-12-31")),
        calendar("a date after the years", day("2028-01-01")),
        calendar("a workday on a Friday", day("2027-01-01", "workday")),
        Row(
            "a date that is none", "publish_calendar",
            #""version":"v","first_year":2027,"last_year":2027,"days":[\#(day("2027-02-29"))]"#,
            names: "days[0].date"),
        Row(
            "years the wrong way round", "publish_calendar",
            #""version":"v","first_year":2028,"last_year":2027,"days":[\#(day("2027-01-01"))]"#,
            names: "first_year"),
    ]

    private static func order(
        _ what: String, names field: String, lines: [Int], tenders: [Int], paid: Int
    ) -> Row {
        let lines = lines.enumerated().map { item("L\($0.offset)", $0.element) }
        let tenders = tenders.enumerated().map { tender("T\($0.offset)", $0.element) }
        return Row(
            what, "register_order", members(lines: lines, tenders: tenders, paid: "\(paid)"),
            names: field)
    }

    private static func members(lines: [String], tenders: [String], paid: String) -> String {
        #""buyer_ref":"b","platform_ref":{},"lines":[\#(lines.joined(separator: ","))],"#
            + #""tenders":[\#(tenders.joined(separator: ","))],"paid_fen":\#(paid),"#
            + #""paid_at":"2026-03-01T00:00:00Z","order_state":"unused","listing_terms":"#
            + #"{"refundable":true,"activation_counts_as_used":false,"text_sha256":"\#(sha)"}"#
    }

    private static func item(_ id: String, _ paid: Int, _ more: String = "") -> String {
        #"{"line_id":"\#(id)","sku":"s","name":"n","category":"other","pirated":false,"qty":1,"#
            + #""paid_fen":\#(paid)\#(more)}"#
    }

    private static func tender(_ id: String, _ paid: Int) -> String {
        #"{"tender_id":"\#(id)","channel":"alipay","channel_trade_no":"x","paid_fen":\#(paid),"#
            + #""guaranteed_trade":true}"#
    }

    private static func number(_ name: String, _ fields: String, _ number: String) -> Row {
        Row(
            "\(name) under '\(number)'", name, fields + #""out_refund_no":"\#(number)""#,
            names: "out_refund_no")
    }

    private static func policy(_ params: String, names field: String) -> Row {
        Row(
            "parameters \(params)", "publish_policy",
            #""version":"v","effective_from":"2026-03-01T00:00:00Z","params":\#(params)"#,
            names: field)
    }

    private static func calendar(_ what: String, _ days: String...) -> Row {
        Row(
            what, "publish_calendar",
            #""version":"v","first_year":2027,"last_year":2027,"#
                + #""days":[\#(days.joined(separator: ","))]"#, names: "days")
    }

    private static func day(_ date: String, _ kind: String = "holiday") -> String {
        #"{"date":"\#(date)","kind":"\#(kind)","name":"n"}"#
    }
}
