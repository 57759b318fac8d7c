-- Refunds by reason and fault per month: how much was paid out, taken back, and what stands.
-- Months are Shanghai months of the channel's success or of the reversal. Amounts in fen.
SELECT t.period AS month, t.reason_code, t.fault,
  sum(t.count) AS payouts,
  sum(t.gross_fen) AS paid_out_fen,
  sum(t.reversed_fen) AS taken_back_fen,
  sum(t.gross_fen) - sum(t.reversed_fen) AS net_fen
FROM payout_totals AS t
GROUP BY t.period, t.reason_code, t.fault
HAVING sum(t.count) > 0 OR sum(t.reversed_fen) > 0
ORDER BY t.period, t.reason_code, t.fault
