import Records
public import RefundDomain
import Units

/// How often the orders of a product lead to cases and complaints (R54).
public enum SKURisk: EventProjection {
    /// What is added for a product.
    public struct Row: Sendable {
        let sku: String
        var orders: Int64 = 0
        var cases: Int64 = 0
        var refunded: Int64 = 0
        var complaints: Int64 = 0
        var flags: Int64 = 0
    }

    public static let table = Table(
        "sku_risk", "How often the orders of a product lead to cases and complaints.", .summed,
        key: ["sku"])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("sku", "the product") { $0.sku }
        column.count("orders", "orders with the product; count") { $0.orders }
        column.count("cases", "refund cases that claim it; count") { $0.cases }
        column.count("refunded_cases", "such cases paid in full at least once; count") {
            $0.refunded
        }
        column.basisPoints("refund_rate_bps", "cases", of: "orders")
        column.count("complaints", "complaints about orders or cases with it; count") {
            $0.complaints
        }
        column.basisPoints("complaint_rate_bps", "complaints", of: "orders")
        column.count("flags", "times its listing was flagged; count") { $0.flags }
    }

    public static let kinds: Set<EventKind>? = [
        .orderRegistered, .refundApplied, .payoutSucceeded, .complaintFiled, .listingFlagged,
    ]

    public static func rows(
        for entry: ViewEntry, _ effect: EventEffect, after: ViewOrder, _ calendar: WorkingCalendar,
        into rows: inout Rows<Self>
    ) {
        switch entry.event {
        case .orderRegistered(let body):
            for sku in each(body.lines.lazy.map { $0.sku }) { rows.add(Row(sku: sku, orders: 1)) }
        case .refundApplied(let body):
            for sku in skus(after, body.caseID) { rows.add(Row(sku: sku, cases: 1)) }
        case .payoutSucceeded(let body):
            guard effect.isFirstPayment else { return }
            for sku in skus(after, body.caseID) { rows.add(Row(sku: sku, refunded: 1)) }
        case .complaintFiled(let body):
            for sku in skus(after, body.caseID) { rows.add(Row(sku: sku, complaints: 1)) }
        case .listingFlagged(let body): rows.add(Row(sku: body.sku.text, flags: 1))
        case .orderStateChanged, .itemStateObserved, .applicationAmended, .applicationWithdrawn,
            .extensionRequested, .extensionGranted, .extensionDenied, .evidenceUploaded,
            .evidenceAssessed, .evidenceQuarantined, .evidenceErased, .supplementRequested,
            .supplementProvided, .supplementLapsed, .contactAttempted, .reviewAssigned,
            .negotiationRequested, .partialOfferMade, .partialOfferAccepted,
            .partialOfferDeclined, .partialOfferLapsed, .verdictApproved, .verdictRejected,
            .appealFiled, .appealDecided, .verdictVoided, .payoutInitiated, .payoutAccepted,
            .payoutFailed, .payoutRetried, .payoutReissued, .payoutReversed, .arrivalConfirmed,
            .arrivalPresumed, .arrivalDisputed, .statementLineMatched, .statementMismatchFound,
            .payoutChased, .chaseAnswered, .complaintAcknowledged, .complaintResponded,
            .complaintEscalated, .complaintResolved, .complaintWithdrawn, .actionRefused,
            .offPlatformContactReported, .riskSignalRaised, .slaBreachRecorded,
            .deadlineRecomputed, .caseClosed, .noteAdded, .correctionRecorded,
            .chargebackObserved, .policyPublished, .calendarPublished,
            .subjectErased, .subjectRestricted:
            return
        }
    }

    /// The products a case claims, or all of the order without a case; each once.
    private static func skus(_ after: ViewOrder, _ caseID: CaseID?) -> [String] {
        let claimed = caseID.flatMap { after.refundCase($0)?.lineIDs }
        return each(
            after.order.items.lazy.filter { claimed?.contains($0.line.id) ?? true }
                .map { $0.line.sku })
    }

    /// Some products, each once; there are few, so no set is needed.
    private static func each(_ products: some Sequence<Name>) -> [String] {
        var skus: [Name] = []
        for sku in products where !skus.contains(sku) { skus.append(sku) }
        return skus.map(\.text)
    }
}
