-- Fees and fixed costs kept, by month, platform, channel and formula of the approval.
-- They count once a case, in the Shanghai month in which it was first paid in full. Amounts in fen.
SELECT t.period AS month, t.platform, t.channel, t.basis,
  sum(t.fee_fen) AS fees_fen,
  sum(t.fixed_cost_fen) AS fixed_costs_fen,
  sum(t.fee_fen) + sum(t.fixed_cost_fen) AS kept_fen
FROM payout_totals AS t
GROUP BY t.period, t.platform, t.channel, t.basis
HAVING sum(t.fee_fen) + sum(t.fixed_cost_fen) > 0
ORDER BY t.period, t.platform, t.channel, t.basis
