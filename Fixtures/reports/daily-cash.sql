-- Money that moved each day by channel, and the sum of all days before.
-- Days are Shanghai days of the channel's success or of the reversal. Amounts in fen.
SELECT m.date AS day, m.channel,
  count(m.payout_id) FILTER (WHERE m.kind = 'succeeded') AS payouts,
  sum(m.gross_fen) AS paid_out_fen,
  sum(m.reversed_fen) AS taken_back_fen,
  sum(m.gross_fen) - sum(m.reversed_fen) AS net_fen,
  sum(sum(m.gross_fen) - sum(m.reversed_fen)) OVER (ORDER BY m.date, m.channel) AS running_net_fen
FROM money_movement AS m
WHERE m.kind <> 'first_paid'
GROUP BY m.date, m.channel
ORDER BY m.date, m.channel
