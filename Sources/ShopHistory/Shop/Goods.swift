/// What kind of goods a line is about, as the wire names it.
enum Category: String, Sendable {
    case gameCard = "game_card"
    case membership
    case software
    case other
}

/// One thing the shop sells.
struct Product: Sendable {
    let sku: String
    let name: String
    let category: Category
    /// The usual price, fen.
    let price: Int64
    /// The face value of a card, fen; the length of a membership, days.
    let face: Int64?
    let term: Int64?
}

/// The catalogue.
enum Goods {
    static func products(_ category: Category) -> [Product] {
        switch category {
        case .gameCard: gameCards
        case .membership: memberships
        case .software: software
        case .other: others
        }
    }

    private static let gameCards =
        ["点券卡", "金币卡", "钻石充值卡", "月石礼品卡", "手游代金卡", "Game wallet code"].enumerated()
        .flatMap { index, name in
            [1000, 3000, 5000, 10_000, 20_000, 50_000].map { face in
                Product(
                    sku: "gc-\(index + 1)-\(face)", name: "\(name)\(face / 100)元",
                    category: .gameCard, price: face * (95 - Int64(index)) / 100, face: face,
                    term: nil)
            }
        }

    private static let memberships =
        [
            ("视频会员", 2500), ("音乐会员", 1500), ("网盘会员", 3000), ("读书会员", 1900),
            ("Cloud drive plan", 2800),
        ].enumerated().flatMap { index, goods in
            [(30, 1), (90, 3), (365, 10)].map { days, months in
                Product(
                    sku: "mb-\(index + 1)-\(days)", name: "\(goods.0)\(days)天",
                    category: .membership, price: Int64(goods.1 * months), face: nil,
                    term: Int64(days))
            }
        }

    private static let software =
        [
            ("办公软件授权码", 19_800), ("图像处理软件", 68_800), ("杀毒软件一年", 9900),
            ("三维设计软件", 188_000), ("Developer tools licence", 128_000), ("系统优化工具", 3900),
        ].enumerated().map { index, goods in
            Product(
                sku: "sw-\(index + 1)", name: goods.0, category: .software,
                price: Int64(goods.1), face: nil, term: nil)
        }

    private static let others =
        [("话费充值", 9900), ("游戏皮肤代购", 6800), ("电子书合集", 600), ("Sticker pack", 100)]
        .enumerated().map { index, goods in
            Product(
                sku: "ot-\(index + 1)", name: goods.0, category: .other, price: Int64(goods.1),
                face: nil, term: nil)
        }
}
