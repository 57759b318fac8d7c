extension ViewTexts {
    /// What a row of each table is.
    static let tables = [
        "One row per registered order: where it stands.": "每个已登记订单一行：订单现状。",
        "One row per refund case: the application and what became of it.":
            "每个退款申请一行：申请及其结果。",
        "One row per refund case and product of its order, by product.":
            "每个退款申请与其订单的每种商品一行，按商品排列。",
        "One row per verdict, superseded and voided ones included.":
            "每个结论一行，含已被取代和已撤销的结论。",
        "One row per appeal and what it came to.": "每次申诉一行：申诉及其结果。",
        "One row per payout: money on its way back to one tender.":
            "每笔退款一行：退回某一支付方式的款项。",
        "One row per piece of evidence; see the view evidence_index.":
            "每份凭证一行；另见视图 evidence_index。",
        "One row per clock as of its order's latest event; see sla_clock_now.":
            "每个计时一行，截至订单最近事件；另见 sla_clock_now。",
        "One row per event of an order, with what it left behind.":
            "订单的每个事件一行，及事件之后的状态与金额。",
        "One row per step of a chase or complaint, and per breach.":
            "催办或投诉的每一步一行，每次超时一行。",
        "One row per action that the rules forbade.": "每个被规则拒绝的操作一行。",
        "One row per fact that deserves attention; never a verdict.":
            "每个值得注意的事实一行；不是结论。",
        "Payouts, reversals, and what each case's first payment kept back.":
            "退款、撤销，以及每个申请首次付清时的留存。",
        "Payouts by day in Shanghai, channel and category.": "按上海日期、渠道和品类汇总的退款。",
        "Payouts by month in Shanghai and all that a report groups by.":
            "按上海月份及报表各分组项汇总的退款。",
        "What each person decided; see reviewer_averages for speed.":
            "每个人的裁决情况；速度见 reviewer_averages。",
        "How often the orders of a product lead to cases and complaints.":
            "商品的订单引发退款申请和投诉的频度。",
        "How far each statement of a channel agrees with the ledger.":
            "渠道每份对账单与账本相符的程度。",
        "One row per day of the years that calendars were published for.":
            "已发布日历的年份中每天一行。",
        "How many events of each type the views hold.": "视图中各类事件的数量。",
        "what is waited for: review, payout, ...": "所等待的事项：review、payout 等",
        "chased, answered, filed, acknowledged, responded, ...":
            "chased、answered、filed、acknowledged、responded 等",
    ]
}
