import GRDB
import JSONText
import LedgerTesting
import Records
import RefundDomain
import RefundLedger
import RefundProjections
import Testing
import ViewsSQLite

/// `schema` says what the types say, and so what is in the files.
@Suite struct SchemaSessionTests {
    let run = Program(directory: "nowhere")

    @Test func `every kind of event is there with its number, its rules and its fields`() throws {
        let json = try #require(try run("schema", "--json", ledger: false).json().first)
        let events = json["events"]?.elements ?? []
        #expect(events.map { $0["number"] } == (1...62).map { .integer($0) })
        #expect(
            events.map { $0["type"] } == EventKind.allCases.map { .string($0.name) })
        let succeeded = try #require(events.first { $0["type"] == .string("payout_succeeded") })
        #expect(succeeded["rules"]?.elements == [.string("R37"), .string("R38")])
        let fields = succeeded["fields"]?.elements ?? []
        #expect(fields.map { $0["name"] }.contains(.string("amount_fen")))
        let amount = fields.first { $0["name"] == .string("amount_fen") }
        #expect(amount?["number"] == .integer(5) && amount?["unit"] == .string("fen"))
        #expect(amount?["optional"] == .bool(false))
        #expect(json["context"]?.elements.count == 8)
    }

    @Test(arguments: EventSchema.all.map(\.kind))
    func `an event's golden JSON has the fields of its schema and no other`(
        kind: EventKind
    ) throws {
        let schema = try #require(EventSchema.all.first { $0.kind == kind })
        let payload = try #require(try JSONValue.parse(GoldenEvent(kind).json)["payload"])
        let known = schema.fields.map(\.name)
        #expect(payload.names.allSatisfy(known.contains))
        for field in schema.fields where !field.isOptional {
            #expect(payload.names.contains(field.name), "\(field.name)")
        }
    }

    @Test func `every code of a field belongs to one list`() {
        let used = EventSchema.all.flatMap(\.fields).flatMap { listNames(in: $0.kind) }
        #expect(used.count > 50)
        #expect(!used.contains(""))
        let lists = RefundDomain.CodeLists.all.map { $0.names }
        #expect(Set(lists).count == lists.count)
    }

    @Test func `codes have their numbers and their names in both languages`() throws {
        let json = try run("schema", "--codes", "--json", "Fault", ledger: false).output
        #expect(
            json == """
                {"codes":{"Fault":[{"number":1,"code":"platform","en":"platform","zh":"平台责任"},\
                {"number":2,"code":"buyer","en":"buyer","zh":"买家责任"}]}}

                """)
        let all = try #require(
            try run("schema", "--codes", "--json", ledger: false).json().first)
        #expect(all["codes"]?.names == CodeLists.all.map { "\($0)" })
    }

    @Test func `the views are described as they are in the file`() throws {
        let json = try #require(
            try run("schema", "--views", "--json", ledger: false).json().first)
        #expect(json["version"] == .integer(Views.version))
        let views = try ViewStore.inMemory()
        var described: [String: [String]] = [:]
        for table in json["tables"]?.elements ?? [] {
            for column in table["columns"]?.elements ?? [] {
                guard case .string(let relation)? = column["in"],
                    case .string(let name)? = column["name"],
                    case .string(let type)? = column["type"]
                else {
                    Issue.record("\(column)")
                    continue
                }
                described[relation, default: []].append("\(name) \(type)")
            }
        }
        for (relation, columns) in described {
            let stored = try views.read { db in
                try Row.fetchAll(
                    db, sql: "SELECT name, type FROM pragma_table_xinfo(?)",
                    arguments: [relation])
            }
            // A view has all of its table's columns, and expressions have no type of their own.
            let isView = relation.hasSuffix("_iso")
            let names = Set(stored.map { $0["name"] as String })
            for column in columns {
                #expect(names.contains(String(column.prefix { $0 != " " })), "\(relation)")
            }
            guard !isView else { continue }
            let found = stored.map { "\($0["name"] as String) \($0["type"] as String)" }
            #expect(found.sorted() == columns.sorted(), "\(relation)")
        }
        #expect(json["tables"]?.elements.count == Views.tables.count)
    }

    @Test func `people get tables in their language`() throws {
        let text = try run("schema", "order_state_changed", "--lang", "zh", ledger: false).output
        #expect(
            text == """
                2 order_state_changed 订单状态变更（R21）
                编号  字段  内容        单位  可缺省
                ----  ----  ----------  ----  ------
                   1  from  OrderState
                   2  to    OrderState

                """)
        let views = try run("schema", "--views", "payout_daily", ledger: false).output
        #expect(views.contains("net_fen"))
        #expect(try run("schema", "danced", ledger: false).code == 64)
        #expect(try run("schema", "--codes", "--views", ledger: false).code == 64)
    }
}

/// The lists whose codes a field may hold; an empty name for codes that are in none.
private func listNames(in kind: FieldKind) -> [String] {
    switch kind {
    case .code(let names): return [RefundDomain.CodeLists.name(of: names) ?? ""]
    case .list(let element), .nullable(let element): return listNames(in: element)
    case .record(let fields): return fields.flatMap { listNames(in: $0.kind) }
    case .integer, .fen, .instant, .date, .bool, .identifier, .freeText, .digest, .object:
        return []
    }
}
