-- How often each person's verdicts were overturned on appeal, and how fast they were given.
-- Rate in basis points of all verdicts; time in hundredths of a working day, from the start of the
-- review to the verdict; late: verdicts given at or after the review's due date.
SELECT r.reviewer, r.decided, r.approved, r.rejected, r.overturned,
  r.overturned * 10000 / nullif(r.decided, 0) AS overturn_rate_bps,
  r.review_wd * 100 / nullif(r.timed, 0) AS average_wd_hundredths,
  r.breaches AS late
FROM reviewer_stats AS r
WHERE r.decided > 0
ORDER BY overturn_rate_bps DESC, r.reviewer
