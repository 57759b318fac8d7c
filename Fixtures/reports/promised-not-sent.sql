-- Approved refunds of which a part was never handed to a channel, or failed or came back.
-- Amounts in fen; days are Shanghai days; due_on is the last working day in time, late_wd the working
-- days after it; promised_on is the day named in answer to a complaint about the case.
-- $as_of: when lateness is judged, ms since 1970 UTC; null for the latest event's recording.
WITH moment AS (
  SELECT coalesce($as_of, (SELECT p.recorded_at FROM views_position AS p)) AS now_ms
),
day AS (
  SELECT d.day_number, d.date, sum(d.is_working) OVER (ORDER BY d.day_number) AS working_days
  FROM calendar_day AS d
),
sent AS (
  SELECT p.order_no, p.verdict_id, sum(p.amount_fen) AS sent_fen
  FROM payout AS p
  WHERE p.status IN ('initiated', 'accepted', 'succeeded')
  GROUP BY p.order_no, p.verdict_id
),
promise AS (
  SELECT t.order_no, t.case_id, max(t.commitment_at) AS promised_at
  FROM complaint_timeline AS t
  WHERE t.commitment_at IS NOT NULL
  GROUP BY t.order_no, t.case_id
)
SELECT v.order_no, v.case_id, v.verdict_id, c.status AS case_status,
  decided.date AS approved_on,
  due.date AS due_on,
  CASE WHEN v.payout_due_at <= m.now_ms
    THEN today.working_days - due.working_days ELSE 0 END AS late_wd,
  v.amount_fen - coalesce(s.sent_fen, 0) AS unsent_fen,
  promised.date AS promised_on
FROM verdict_history AS v
JOIN refund_case AS c ON c.order_no = v.order_no AND c.case_id = v.case_id
CROSS JOIN moment AS m
LEFT JOIN sent AS s ON s.order_no = v.order_no AND s.verdict_id = v.verdict_id
LEFT JOIN promise AS q ON q.order_no = v.order_no AND q.case_id = v.case_id
LEFT JOIN day AS decided ON decided.day_number = (v.decided_at + 28800000) / 86400000
LEFT JOIN day AS due ON due.day_number = (v.payout_due_at - 1 + 28800000) / 86400000
LEFT JOIN day AS today ON today.day_number = (m.now_ms + 28800000) / 86400000
LEFT JOIN day AS promised ON promised.day_number = (q.promised_at + 28800000) / 86400000
WHERE v.kind = 'approved' AND v.voided = 0 AND v.superseded_by IS NULL
  AND v.amount_fen > coalesce(s.sent_fen, 0)
ORDER BY due_on, v.order_no
