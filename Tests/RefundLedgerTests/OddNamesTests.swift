import EventLog
import GRDB
import JSONText
import LedgerTesting
import RefundDomain
import RefundLedger
import RefundProjections
import ShopHistory
import Testing
import Units
import ViewsSQLite

/// What a name looks like decides nothing: a name is any text, and is told apart by its bytes.
@Suite struct OddNamesTests {
    /// The members that name something; every other text is a code, a time or a digest.
    private static let names: Set<String> = [
        "order", "key", "id", "on_behalf_of", "buyer_ref", "platform", "platform_id", "sku", "line",
        "line_id",
        "line_ids", "tender_id", "channel_trade_no", "channel_refund_id",
    ]

    /// The value with something odd around each name in it.
    private static func odd(
        _ value: JSONValue, isName: Bool = false, _ head: String, _ tail: String
    ) -> JSONValue {
        switch value {
        case .object(let members):
            // A refund number is made of an order's, but may not be given with such characters.
            .object(
                members.filter { $0.name != "out_refund_no" }.map { member in
                    let isName = names.contains(member.name)
                    return JSONMember(
                        name: member.name, value: odd(member.value, isName: isName, head, tail))
                })
        case .array(let elements): .array(elements.map { odd($0, isName: isName, head, tail) })
        case .string(let text): .string(isName ? head + text + tail : text)
        case .integer, .number, .bool, .null: value
        }
    }

    /// A combining accent joins the character before it, whatever that is; quotes and percent signs
    /// mean something to SQL and JSON.
    @Test(arguments: [
        ("\u{301}", "\u{301}"), ("\u{200D}", "\u{FE0F}"), ("\"'\\%_", "\"'\\%_"),

        ("\u{FEFF}", "\r\n"), ("/../", "#+="), ("\u{202E}", "\u{1F468}\u{200D}\u{1F469}"),
    ])
    func `a shop's history goes the same way under any names`(
        head: String, tail: String
    ) async throws {
        let plain = Array(ShopHistory(seed: 7, actions: 400))
        let lines = try plain.map { Self.odd(try JSONValue.parse($0), head, tail) }
        let store = MemoryEventStore()
        let ledger = Ledger(store: store)
        try await ledger.initialize()
        let outcomes = try await ledger.handle(try lines.map { try ActionCodec.action(from: $0) })

        let usual = MemoryEventStore()
        let usualLedger = Ledger(store: usual)
        try await usualLedger.initialize()
        let expected = try await usualLedger.handle(
            try plain.map { try ActionCodec.parse($0[...]) })
        for (index, (found, usual)) in zip(outcomes, expected).enumerated() {
            #expect(found.names == usual.names, "\(String(decoding: plain[index], as: UTF8.self))")
        }

        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store).bringForward(views)
        let rows = try views.rows()
        #expect(try await rows.count == FedViews.rows(of: usual).count)
        #expect(rows.count > 1_000)
        let order = try #require(outcomes.lazy.compactMap(\.order).first)
        #expect(order.text.utf8.starts(with: head.utf8))
        let found = try #require(try views.views.order(order.text))
        #expect(Array(found.number.utf8) == Array(order.text.utf8))
        #expect(try await audit(store).deviations.isEmpty)
    }

    @Test(arguments: ["L2", "\u{301}", "\"", "\\", "\n", "L1\",\"x\":\"y"])
    func `a signal about one of several lines names its product`(line: String) async throws {
        let name = JSONValue.string(line).text
        let registration = registrationFields.replacing(
            #""paid_fen":10000}],"tenders""#,
            with: #"""
                "paid_fen":4000},{"line_id":\#(name),"sku":"sku-2","name":"n",\#
                "category":"other","pirated":false,"qty":1,"paid_fen":6000}],"tenders"
                """#)
        let store = MemoryEventStore()
        let outcomes = try await Ledger(store: store).handle([
            action("register_order", .system, registration),
            action(
                "raise_risk_signal", .compliance, minute: 1,
                #""signal":"s","inputs":{"a":{"line_id":"L1"},"line_id":\#(name)}"#
            ),
        ])
        #expect(outcomes.map(\.names) == [["order_registered"], ["risk_signal_raised"]])
        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store).bringForward(views)
        let sku = try views.views.read {
            try String.fetchAll($0, sql: "SELECT sku FROM risk_signal")
        }
        #expect(sku == ["sku-2"])
    }

    @Test func `two products that look alike are two in every view`() async throws {
        let products = ["caf\u{E9}", "cafe\u{301}"]
        let registration = registrationFields.replacing(
            #""sku":"sku-1""#, with: #""sku":"\#(products[0])""#
        )
        .replacing(
            #""paid_fen":10000}],"tenders""#,
            with: #"""
                "paid_fen":4000},{"line_id":"L2","sku":"\#(products[1])","name":"n",\#
                "category":"other","pirated":false,"qty":1,"paid_fen":6000}],"tenders"
                """#)
        let store = MemoryEventStore()
        _ = try await Ledger(store: store).handle([
            action("register_order", .system, registration), apply(),
        ])
        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store).bringForward(views)
        for table in ["sku_risk", "case_product"] {
            let skus = try views.views.read {
                try String.fetchAll($0, sql: "SELECT sku FROM \(table)")
            }
            #expect(
                Set(skus.map { Array($0.utf8) }) == Set(products.map { Array($0.utf8) }), "\(table)"
            )
        }
    }

    @Test func `a product is found by its name alone, whatever JSON makes of it`() async throws {
        let store = MemoryEventStore()
        let names = ["Big\nline", "50% [off], \"now\""]
        let registrations = try names.enumerated().map { index, name in
            try action(
                "register_order", .system, order: "KM-\(index)",
                registrationFields.replacing(
                    #""name":"会员""#, with: #""name":\#(JSONValue.string(name).text)"#))
        }
        _ = try await Ledger(store: store).handle(registrations + [register("KM-2")])
        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store).bringForward(views)
        let expected = [
            "\n": ["KM-0"], "big": ["KM-0"], "\\n": [], "[": ["KM-1"], "\"now": ["KM-1"],
            "50%": ["KM-1"], "5_%": [], "\\": [], ",": ["KM-1"], "会": ["KM-2"],
        ]
        for (part, orders) in expected {
            var search = OrderSearch()
            search.productName = part
            #expect(try views.views.orders(search).orders.map(\.number) == orders, "\(part)")
        }
    }

    @Test func `a signal about an order of one product names it, on however many lines`()
        async throws
    {
        let registration = registrationFields.replacing(
            #""paid_fen":10000}],"tenders""#,
            with: #"""
                "paid_fen":4000},{"line_id":"L2","sku":"sku-1","name":"n","category":"other",\#
                "pirated":false,"qty":1,"paid_fen":6000}],"tenders"
                """#)
        let store = MemoryEventStore()
        _ = try await Ledger(store: store).handle([
            action("register_order", .system, registration),
            action("raise_risk_signal", .compliance, minute: 1, #""signal":"s","inputs":{}"#),
        ])
        let views = FedViews(views: try .inMemory())
        try await ViewFeed(store: store).bringForward(views)
        let sku = try views.views.read {
            try String.fetchAll($0, sql: "SELECT sku FROM risk_signal")
        }
        #expect(sku == ["sku-1"])
    }
}
