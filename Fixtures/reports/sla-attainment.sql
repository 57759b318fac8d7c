-- Deadlines met and missed, and how long things took, by clock and the Shanghai month of its start.
-- Attainment in basis points of the clocks that are decided; cycle times in working days between the
-- days of start and end (average in hundredths), of clocks that ended met or breached.
-- $as_of: when running clocks are judged, ms since 1970 UTC; null for the latest event's recording.
WITH moment AS (
  SELECT coalesce($as_of, (SELECT p.recorded_at FROM views_position AS p)) AS now_ms
),
day AS (
  SELECT d.day_number, d.date, sum(d.is_working) OVER (ORDER BY d.day_number) AS working_days
  FROM calendar_day AS d
),
judged AS (
  SELECT substr(began.date, 1, 7) AS month, c.clock,
    CASE WHEN c.stopped_at IS NOT NULL OR c.clock = 'arrival' THEN c.outcome
      WHEN c.due_at <= m.now_ms THEN 'breached' ELSE 'running' END AS outcome,
    CASE WHEN c.outcome IN ('met', 'breached')
      THEN ended.working_days - began.working_days END AS taken_wd
  FROM sla_clock AS c
  CROSS JOIN moment AS m
  LEFT JOIN day AS began ON began.day_number = (c.started_at + 28800000) / 86400000
  LEFT JOIN day AS ended ON ended.day_number = (c.stopped_at + 28800000) / 86400000
)
SELECT j.month, j.clock,
  count(j.clock) AS clocks,
  count(j.clock) FILTER (WHERE j.outcome = 'met') AS met,
  count(j.clock) FILTER (WHERE j.outcome = 'breached') AS breached,
  count(j.clock) FILTER (WHERE j.outcome = 'running') AS running,
  count(j.clock) FILTER (WHERE j.outcome IN ('suspended', 'cancelled')) AS given_up,
  count(j.clock) FILTER (WHERE j.outcome = 'met') * 10000
    / nullif(count(j.clock) FILTER (WHERE j.outcome IN ('met', 'breached')), 0) AS attainment_bps,
  sum(j.taken_wd) * 100 / nullif(count(j.taken_wd), 0) AS average_wd_hundredths,
  max(j.taken_wd) AS longest_wd
FROM judged AS j
GROUP BY j.month, j.clock
ORDER BY j.month, j.clock
