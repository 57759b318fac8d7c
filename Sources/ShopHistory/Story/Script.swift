/// What happens to an order; each has a file of its own.
enum Script: CaseIterable, Sendable {
    case quietOrder, founding
    case platformFault, buyerFault, proratedMembership, negotiatedOffer, unusedValue
    case rejection, amendment, supplement, appealOfRejection, appealOfAmount
    case realtimeReview, lateApplication, withdrawal, troubledPayout, slowPayout
    case chargeback, piratedGoods, voidedVerdict, privateEvidence, severalCases, offPlatform

    /// Of a thousand orders, about so many (the sum is taken as it comes).
    var weight: Int {
        switch self {
        case .quietOrder: 610
        case .founding: 0
        case .platformFault: 75
        case .buyerFault: 55
        case .proratedMembership: 25
        case .negotiatedOffer: 25
        case .unusedValue: 10
        case .rejection: 35
        case .amendment: 15
        case .supplement: 22
        case .appealOfRejection: 18
        case .appealOfAmount: 4
        case .realtimeReview: 25
        case .lateApplication: 12
        case .withdrawal: 10
        case .troubledPayout: 16
        case .slowPayout: 15
        case .chargeback: 5
        case .piratedGoods: 5
        case .voidedVerdict: 4
        case .privateEvidence: 5
        case .severalCases: 10
        case .offPlatform: 4
        }
    }

    static let weighted = allCases.map { (weight: $0.weight, choice: $0) }

    /// Tells the whole story of one order.
    func tell(_ story: inout Story) {
        switch self {
        case .quietOrder: story.quietOrder()
        case .founding: story.foundingOrder()
        case .platformFault: story.platformFault()
        case .buyerFault: story.buyerFault()
        case .proratedMembership: story.proratedMembership()
        case .negotiatedOffer: story.negotiatedOffer()
        case .unusedValue: story.unusedValue()
        case .rejection: story.rejection()
        case .amendment: story.amendment()
        case .supplement: story.supplement()
        case .appealOfRejection: story.appealOfRejection()
        case .appealOfAmount: story.appealOfAmount()
        case .realtimeReview: story.realtimeReview()
        case .lateApplication: story.lateApplication()
        case .withdrawal: story.withdrawal()
        case .troubledPayout: story.troubledPayout()
        case .slowPayout: story.slowPayout()
        case .chargeback: story.chargeback()
        case .piratedGoods: story.piratedGoods()
        case .voidedVerdict: story.voidedVerdict()
        case .privateEvidence: story.privateEvidence()
        case .severalCases: story.severalCases()
        case .offPlatform: story.offPlatform()
        }
    }
}

extension Script {
    /// What the script needs of the order.
    func wish(_ random: inout SplitMix64) -> Wish {
        switch self {
        case .founding: Wish(lines: 1, state: "completed", isUnsuspicious: true)
        case .proratedMembership:
            Wish(
                category: .membership, lines: 1, state: random.chance(50) ? "unused" : "completed",
                activationCountsAsUsed: false)
        case .negotiatedOffer:
            Wish(category: random.chance(75) ? .gameCard : .membership, lines: 1)
        case .unusedValue: Wish(category: .gameCard, lines: 1)
        case .realtimeReview:
            Wish(
                lines: random.chance(85) ? 1 : 2, platform: Policy.realtimePlatform,
                isUnsuspicious: true)
        case .piratedGoods: Wish(category: .software, isPirated: true)
        case .severalCases: Wish(lines: random.chance(70) ? 2 : 3)
        case .rejection: Wish(isRefundable: random.chance(85))
        case .troubledPayout where random.chance(25): Wish(category: .software, isDear: true)
        case .quietOrder, .platformFault, .buyerFault, .amendment, .supplement,
            .appealOfRejection, .appealOfAmount, .lateApplication, .withdrawal, .troubledPayout,
            .slowPayout, .chargeback, .voidedVerdict, .privateEvidence, .offPlatform:
            Wish()
        }
    }
}
