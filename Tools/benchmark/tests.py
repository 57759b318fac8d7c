#!/usr/bin/env python3
"""Tests of how Tools/bench reckons; what it measures is not tested here."""
import os, sys, tempfile, unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from benchmark import bars, peer_driver, report, workload
from benchmark.measuring import Failed, Values, run


def measured(**values):
    found = Values()
    for name, runs in values.items():
        for value in runs:
            found.add(name.replace("__", "."), value)
    return found


class Figures(unittest.TestCase):
    def test_bars_hold_for_the_median_and_for_what_the_same_run_measured(self):
        row = next(row for row in bars.ROWS if row.name == "one")
        self.assertTrue(row.met(measured(one=[10, 80, 900], limit__sync=[100])))
        self.assertFalse(row.met(measured(one=[10, 79, 900], limit__sync=[100])))
        self.assertIsNone(row.met(measured(one=[80])), "without a limit nobody can tell")

    def test_costs_are_good_when_they_are_small(self):
        row = next(row for row in bars.ROWS if row.name == "size")
        values = {"size__zstd19": [40], "eventsourcing__size": [400]}
        self.assertTrue(row.met(measured(size=[52], **values)))
        self.assertFalse(row.met(measured(size=[53], **values)))
        [figure] = report.figures(measured(size=[80], **values))
        self.assertEqual(figure["limit"]["times_as_good"], 0.5)
        self.assertEqual(figure["peers"][0]["times_as_good"], 5)

    def test_every_row_is_named_once(self):
        names = [row.name for row in bars.ROWS]
        self.assertEqual(len(names), len(set(names)))


class Events(unittest.TestCase):
    def test_sealed_text_is_taken_out_wherever_it_stands(self):
        event = {
            "position": 3, "previous": 1, "order": "KM-1", "version": 2, "type": "note_added",
            "payload": {"text": {"sealed": "QUJD"}, "list": [{"note": {"sealed": "QQ=="}}]}}
        self.assertEqual(workload.take_out_sealed(event), 4)
        self.assertEqual(
            workload.fields_of(event),
            'order-KM-1\t2\tnote_added\t{"payload":{"list":[{}]}}\n')

    def test_all_events_of_a_stream_come_from_one_caller_in_order(self):
        events = [(f"order-{n % 5}", n, "t", "{}") for n in range(50)]
        shares = peer_driver.by_caller(events, 3)
        for share in shares:
            self.assertEqual(share, sorted(share, key=lambda event: event[1]))
        owners = [{event[0] for event in share} for share in shares]
        self.assertEqual(sum(len(owner) for owner in owners), 5)

    def test_ranks_are_nearest_ranks(self):
        found = peer_driver.percentiles([n / 1e6 for n in range(1, 201)])
        self.assertEqual(found, {"count": 200, "p50_us": 100, "p99_us": 198})


class Page(unittest.TestCase):
    def test_only_the_measured_section_is_replaced(self):
        with tempfile.NamedTemporaryFile("w+", suffix=".md") as page:
            page.write(f"before\n{report.BEGIN}\nold\n{report.END}\nbehind\n")
            page.flush()
            report.put_into_page(page.name, "new \\1 section")
            page.seek(0)
            self.assertEqual(
                page.read(),
                f"before\n{report.BEGIN}\n\nnew \\1 section\n{report.END}\nbehind\n")

    def test_a_page_without_a_place_is_left_alone(self):
        with tempfile.NamedTemporaryFile("w+", suffix=".md") as page:
            with self.assertRaises(SystemExit):
                report.put_into_page(page.name, "new")


class Programs(unittest.TestCase):
    def test_a_failure_is_told_with_what_was_said(self):
        with self.assertRaisesRegex(Failed, "exit 3: no luck"):
            run(["sh", "-c", "echo no luck >&2; exit 3"])


if __name__ == "__main__":
    unittest.main()
