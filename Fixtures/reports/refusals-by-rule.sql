-- What the rules forbade: which rule, what was asked for, how often, in how many orders, by how many.
-- All numbers are counts; a refusal about the whole ledger has no order.
SELECT coalesce(r.rule, '') AS rule, r.code, r.command,
  count(r.code) AS refusals,
  count(DISTINCT r.order_no) AS orders,
  count(DISTINCT r.actor) AS people
FROM refusal_log AS r
GROUP BY coalesce(r.rule, ''), r.code, r.command
ORDER BY refusals DESC, coalesce(r.rule, ''), r.code, r.command
