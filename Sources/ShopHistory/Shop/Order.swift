/// An order as the shop's system registers it.
struct Order: Sendable {
    struct Line: Sendable {
        var id: String
        var product: Product
        var isPirated: Bool
        var quantity: Int64
        var paid: Int64
        var reference: Int64?
        /// Face value of all pieces, fen.
        var face: Int64? { product.face.map { $0 * quantity } }
        var category: Category { product.category }
    }

    struct Tender: Sendable {
        var id: String
        var channel: String
        var tradeNumber: String
        var paid: Int64
        var isGuaranteed: Bool
    }

    var number: String
    var buyer: String
    var platform: String?
    var lines: [Line]
    var tenders: [Tender]
    var paidAt: Moment
    var state: String
    var isRefundable: Bool
    var activationCountsAsUsed: Bool
    var termsWindowHours: Int64?

    var paid: Int64 { lines.reduce(0) { $0 + $1.paid } }
    var policy: Policy { .inForce(on: platform) }

    /// Hours after the payment in which an application is taken.
    var windowHours: Int64 {
        min(policy.windowHours, termsWindowHours.map { max(24, $0) } ?? policy.windowHours)
    }
}

/// What a script needs of the order it is about; what it leaves out is drawn.
struct Wish: Sendable {
    var category: Category?
    /// How many lines; drawn when nil.
    var lines: Int?
    var platform: String?
    var state: String?
    var isPirated = false
    var isRefundable = true
    var activationCountsAsUsed: Bool?
    /// Nothing the ledger would raise a signal about.
    var isUnsuspicious = false
    /// Dear enough to need four eyes.
    var isDear = false
}
