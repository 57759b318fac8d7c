-- How old open cases and complaints are: how many, the oldest, and what is asked for.
-- Age in whole days of 24 hours since the application or the filing; amounts in fen, cases only.
-- $as_of: the moment to which age is counted, ms since 1970 UTC; null for the latest event's recording.
WITH moment AS (
  SELECT coalesce($as_of, (SELECT p.recorded_at FROM views_position AS p)) AS now_ms
),
complaint AS (
  SELECT t.order_no, t.id, min(t.at) AS filed_at, max(t.position) AS latest_position,
    count(t.step) FILTER (WHERE t.step IN ('resolved', 'withdrawn')) AS ends
  FROM complaint_timeline AS t
  WHERE t.kind = 'complaint'
  GROUP BY t.order_no, t.id
),
open_thing AS (
  SELECT 'case' AS kind, c.status, (m.now_ms - c.opened_at) / 86400000 AS days, c.requested_fen
  FROM refund_case AS c
  CROSS JOIN moment AS m
  WHERE c.closed_at IS NULL
  UNION ALL
  SELECT 'complaint', latest.step, (m.now_ms - k.filed_at) / 86400000, NULL
  FROM complaint AS k
  JOIN complaint_timeline AS latest ON latest.position = k.latest_position
  CROSS JOIN moment AS m
  WHERE k.ends = 0
),
aged AS (
  SELECT o.kind, o.status, o.days, o.requested_fen,
    CASE WHEN o.days <= 3 THEN '00-03' WHEN o.days <= 7 THEN '04-07'
      WHEN o.days <= 14 THEN '08-14' WHEN o.days <= 30 THEN '15-30' ELSE '31-' END AS age_days
  FROM open_thing AS o
)
SELECT a.kind, a.age_days, a.status,
  count(a.kind) AS number, max(a.days) AS oldest_days, sum(a.requested_fen) AS requested_fen
FROM aged AS a
GROUP BY a.kind, a.age_days, a.status
ORDER BY a.kind, a.age_days, a.status
