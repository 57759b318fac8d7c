extension Order {
    /// Draws an order that fulfils a wish.
    static func draw(
        number: String, paidAt: Moment, wish: Wish, from random: inout SplitMix64
    ) -> Order {
        let lines = drawLines(wish, from: &random)
        let paid = lines.reduce(0) { $0 + $1.paid }
        return Order(
            number: number, buyer: People.buyer(&random),
            platform: wish.platform ?? random.pick(weighted: platforms), lines: lines,
            tenders: drawTenders(number, paid, wish, from: &random), paidAt: paidAt,
            state: wish.state
                ?? random.pick(weighted: [(50, "completed"), (35, "unused"), (15, "undelivered")]),
            isRefundable: wish.isRefundable,
            activationCountsAsUsed: wish.activationCountsAsUsed ?? random.chance(25),
            termsWindowHours: random.chance(12) ? random.pick([12, 24, 36, 48, 72, 96]) : nil)
    }

    private static let platforms: [(weight: Int, choice: String?)] = [
        (45, "plat-1"), (30, "plat-2"), (12, Policy.strictPlatform), (8, "plat-4"), (5, nil),
    ]

    private static let categories: [(weight: Int, choice: Category)] = [
        (48, .gameCard), (27, .membership), (15, .software), (10, .other),
    ]

    private static func drawLines(_ wish: Wish, from random: inout SplitMix64) -> [Line] {
        let count =
            wish.lines ?? random.pick(weighted: [(80, 1), (13, 2), (5, 3), (2, 5)])
        let category = wish.category ?? random.pick(weighted: categories)
        return (1...count).map { index in
            let drawn = random.chance(70) ? category : random.pick(weighted: categories)
            let own = index == 1 || wish.category != nil ? category : drawn
            return drawLine("L\(index)", own, wish, from: &random)
        }
    }

    private static func drawLine(
        _ id: String, _ category: Category, _ wish: Wish, from random: inout SplitMix64
    ) -> Line {
        let products = Goods.products(category)
        let dear = products.filter { $0.price >= Policy.fourEyesMin }
        let product = random.pick(wish.isDear && !dear.isEmpty ? dear : products)
        let quantity = random.chance(90) || product.term != nil ? 1 : random.number(2...3)
        let paid = max(100, product.price * quantity * random.number(97...104) / 100)
        let isFarBelow = !wish.isUnsuspicious && random.chance(perMille: 12)
        let reference: Int64? =
            isFarBelow
            ? paid * 4 : random.chance(40) ? paid * random.number(98...140) / 100 : nil
        return Line(
            id: id, product: product, isPirated: wish.isPirated, quantity: quantity,
            paid: wish.isDear ? max(paid, Policy.fourEyesMin + 10_000) : paid, reference: reference)
    }

    private static func drawTenders(
        _ number: String, _ paid: Int64, _ wish: Wish, from random: inout SplitMix64
    ) -> [Tender] {
        let count = random.pick(weighted: [(86, 1), (12, 2), (2, 3)])
        var left = paid
        return (1...count).map { index in
            let part = index == count ? left : left * random.number(15...70) / 100
            left -= part
            let isPrivate = !wish.isUnsuspicious && random.chance(perMille: 10)
            let isOpen = !wish.isUnsuspicious && random.chance(perMille: 10)
            return Tender(
                id: "T\(index)",
                channel: isPrivate ? "private_transfer" : random.pick(weighted: channels),
                tradeNumber: "TX-\(number)-\(index)", paid: part,
                isGuaranteed: !isPrivate && !isOpen)
        }
    }

    private static let channels: [(weight: Int, choice: String)] = [
        (41, "alipay"), (38, "wechat"), (11, "wallet"), (9, "bank_card"), (1, "other"),
    ]
}
