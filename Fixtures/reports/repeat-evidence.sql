-- Evidence whose very bytes were shown in more than one order, each time it was shown.
-- Orders and buyers are counts; bytes are compared by their SHA-256 digest, which is not proof of fraud.
WITH shown AS (
  SELECT e.sha256, e.order_no, e.case_id, e.evidence_id, e.kind, o.buyer_ref
  FROM evidence AS e
  JOIN order_status AS o ON o.order_no = e.order_no
),
repeated AS (
  SELECT s.sha256, count(DISTINCT s.order_no) AS orders, count(DISTINCT s.buyer_ref) AS buyers
  FROM shown AS s
  GROUP BY s.sha256
  HAVING count(DISTINCT s.order_no) > 1
)
SELECT lower(hex(r.sha256)) AS sha256, r.orders, r.buyers,
  s.order_no, s.case_id, s.evidence_id, s.kind, s.buyer_ref
FROM repeated AS r
JOIN shown AS s ON s.sha256 = r.sha256
ORDER BY r.sha256, s.order_no, s.evidence_id
