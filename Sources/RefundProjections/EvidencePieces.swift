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

    public static let table = Table<Row>(
        "evidence", "One row per piece of evidence; see the view evidence_index.", .perOrder,
        key: ["order_no", "evidence_id"], indexes: [["sha256", "order_no"]],
        [
            .text("order_no", "the order's number on the platform") { $0.order.text },
            .text("evidence_id", "the evidence, unique in its order") { $0.evidence.id.text },
            .text("case_id", "the case") { $0.evidence.caseID.text },
            .text("kind", "what it shows") { $0.evidence.kind.name },
            .bytes("sha256", "digest of its bytes; SHA-256, 32 bytes") {
                $0.evidence.sha256.bytes
            },
            .countOrNull("bytes", "its size; bytes") { $0.evidence.byteSize },
            .text("sensitivity", "how it must be protected") { $0.evidence.sensitivity.name },
            .text("status", "active, quarantined or erased") { $0.evidence.status.name },
            .textOrNull("clear", "can be read: yes, no or unknown; null before assessment") {
                $0.evidence.assessment?.clear.name
            },
            .textOrNull("complete", "nothing is missing: yes, no or unknown") {
                $0.evidence.assessment?.complete.name
            },
            .textOrNull("unedited", "looks untouched: yes, no or unknown") {
                $0.evidence.assessment?.unedited.name
            },
            .textOrNull("relevant", "speaks to the case: yes, no or unknown") {
                $0.evidence.assessment?.relevant.name
            },
            .flag("counts", "counts towards an approval") { $0.evidence.counts },
            .count("position", "where its upload stands in the log; position") {
                $0.evidence.position
            },
        ])

    public static func rows(of folded: ViewOrder, into rows: inout Rows<Row>) {
        for evidence in folded.order.evidence {
            rows.add(Row(order: folded.order.number, evidence: evidence))
        }
    }
}
