-- How often the orders of a product lead to a case, and to a refund.
-- Rates in basis points of the orders with the product; a refund counts when its case was paid in
-- full at least once, also if the channel took the money back later.
SELECT s.sku, s.orders, s.cases, s.refunded_cases, s.complaints,
  s.cases * 10000 / nullif(s.orders, 0) AS case_rate_bps,
  s.refunded_cases * 10000 / nullif(s.orders, 0) AS refund_rate_bps
FROM sku_risk AS s
WHERE s.orders > 0
ORDER BY refund_rate_bps DESC, s.sku
