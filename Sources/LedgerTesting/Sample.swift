import Records
public import RefundDomain
public import Units

/// The instants of every example.
public enum Sample {
    /// Monday, 2026-03-02 09:00 in Shanghai, when the sample order is paid and registered.
    public static let paidAt = clock("2026-03-02T09:00")

    /// The number of the sample order.
    public static let number: OrderID = "KM-1001"
}

/// An instant in Shanghai, such as `2026-03-10T14:00`.
///
/// Seconds may follow, or an offset. Only for literals in tests; anything else is a mistake of
/// the test's author.
public func clock(_ text: String) -> Instant {
    let candidates = [text, "\(text):00+08:00", "\(text)+08:00"]
    guard let instant = candidates.lazy.compactMap({ Instant($0) }).first else {
        preconditionFailure("\(text) is no instant")
    }
    return instant
}

extension RegisterOrder {
    /// A completed order of some lines, paid at ``Sample/paidAt`` by one guaranteed tender.
    public static func sample(
        _ lines: OrderLine..., tenders: [Tender] = [], state: OrderState = .completed,
        _ fill: (inout RegisterOrder) -> Void = { _ in }
    ) -> RegisterOrder {
        let lines = lines.isEmpty ? [.other()] : lines
        let total = lines.map(\.paid).sum()
        var order = RegisterOrder {
            $0.buyer = "buyer-1"
            $0.platform.platformID = "plat-1"
            $0.lines = lines
            $0.tenders = tenders.isEmpty ? [.sample(paid: total)] : tenders
            $0.paid = total
            $0.paidAt = Sample.paidAt
            $0.state = state
            $0.terms.refundable = true
        }
        fill(&order)
        return order
    }
}

extension OrderLine {
    /// A gift or anything else: 100.00 yuan.
    public static func other(_ id: LineID = "L1", paid: Fen = 10_000) -> OrderLine {
        line(id, .other, paid)
    }

    /// A game card of 100.00 yuan face value, sold for as much.
    public static func gameCard(
        _ id: LineID = "L1", paid: Fen = 10_000, face: Fen? = 10_000
    ) -> OrderLine {
        var card = line(id, .gameCard, paid)
        card.face = face
        return card
    }

    /// A membership for a year.
    public static func membership(
        _ id: LineID = "L1", paid: Fen = 36_500, termDays: Int64? = 365
    ) -> OrderLine {
        var membership = line(id, .membership, paid)
        membership.termDays = termDays
        return membership
    }

    /// A licence.
    public static func software(_ id: LineID = "L1", paid: Fen = 10_000) -> OrderLine {
        line(id, .software, paid)
    }

    /// The same line, known to be pirated.
    public var asPirated: OrderLine {
        var line = self
        line.pirated = true
        return line
    }

    private static func line(_ id: LineID, _ category: ProductCategory, _ paid: Fen) -> OrderLine {
        OrderLine {
            $0.id = id
            $0.sku = Name("sku-\(id)")
            $0.name = "商品"
            $0.category = category
            $0.quantity = 1
            $0.paid = paid
        }
    }
}

extension Tender {
    /// A guaranteed payment.
    public static func sample(
        _ id: TenderID = "T1", _ channel: TenderChannel = .alipay, paid: Fen
    ) -> Tender {
        Tender {
            $0.id = id
            $0.channel = channel
            $0.channelTradeNo = Name("TX-\(id)")
            $0.paid = paid
            $0.guaranteedTrade = true
        }
    }
}

extension Actor {
    /// Somebody in a role; the buyer is the sample order's.
    public static func sample(_ role: Role) -> Actor { Actor(PersonID("\(role.name)-1"), role) }
}

extension ContentHash {
    /// The digest of a file of a test, told apart by a small number.
    public static func sample(_ number: UInt8) -> ContentHash {
        ContentHash(bytes: [UInt8](repeating: number, count: 32)) ?? ContentHash()
    }
}
