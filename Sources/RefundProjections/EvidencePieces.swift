import Records
import RefundDomain
import Units

/// One row per piece of evidence; the store shows it, with its duplicates, as `evidence_index`.
public enum EvidencePieces: OrderProjection {
    /// What a row is made from.
    public struct Row: Sendable {
        let order: OrderID
        let evidence: Evidence
    }

    public static let table = Table(
        "evidence", "One row per piece of evidence; see the view evidence_index.", .perOrder,
        key: ["order_no", "evidence_id"], indexes: [["sha256", "order_no"]])

    public static func columns<C: ColumnVisitor>(_ column: inout C) where C.Row == Row {
        column.text("order_no", "the order's number on the platform") { $0.order.text }
        column.text("evidence_id", "the evidence, unique in its order") { $0.evidence.id.text }
        column.text("case_id", "the case") { $0.evidence.caseID.text }
        column.text("kind", "what it shows") { $0.evidence.kind.name }
        column.digest("sha256", "digest of its bytes") { $0.evidence.sha256 }
        column.countOrNull("bytes", "its size; bytes") { $0.evidence.byteSize }
        column.text("sensitivity", "how it must be protected") { $0.evidence.sensitivity.name }
        column.text("status", "active, quarantined or erased") { $0.evidence.status.name }
        column.textOrNull("clear", "can be read: yes, no or unknown; null before assessment") {
            $0.evidence.assessment?.clear.name
        }
        column.textOrNull("complete", "nothing is missing: yes, no or unknown") {
            $0.evidence.assessment?.complete.name
        }
        column.textOrNull("unedited", "looks untouched: yes, no or unknown") {
            $0.evidence.assessment?.unedited.name
        }
        column.textOrNull("relevant", "speaks to the case: yes, no or unknown") {
            $0.evidence.assessment?.relevant.name
        }
        column.flag("counts", "counts towards an approval") { $0.evidence.counts }
        column.count("position", "where its upload stands in the log; position") {
            $0.evidence.position
        }
    }

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Self>) {
        for evidence in folded.order.evidence {
            rows.add(Row(order: folded.order.number, evidence: evidence))
        }
    }
}
