"""The same refund again and again, and at once: one payout."""

import json
import subprocess
import time

from .lab import check, orders

TOGETHER = 32


def run(lab):
    story = [json.loads(line) for line in next(iter(orders(1)))]
    place = next(place for place, action in enumerate(story) if action["do"] == "initiate_payout")
    order = story[place]["order"]
    figures = []
    for name, change in (("with a key", {}), ("without a key", {"key": None})):
        payout = {name: value for name, value in {**story[place], **change}.items() if value}
        ledger = lab.ledger(f"repeat {name}", [line(action) for action in story[:place]])
        balance = status(lab, ledger, order)
        three = record(lab, ledger, [payout] * 3)
        kinds = [[event["type"] for event in events] for events in three]
        # Without a key the rules refuse the second one, and the refusal is recorded.
        again = [] if "key" in payout else ["action_refused"]
        check(kinds == [["payout_initiated"], again, again],
              f"three times in a row {name} is once", three)
        figures.append(f"three times in a row {name}: {count(lab, ledger)} payout")
        at_once(lab, name, story[:place], payout, order, balance, figures)
    errors(lab, story, place, order)
    return "; ".join(figures) + "; error answers changed no balance"


def line(action):
    return json.dumps(action, ensure_ascii=False) + "\n"


def status(lab, ledger, order):
    return json.loads(lab.ask("status", order, "--json", "--ledger", ledger))["money"]


def count(lab, ledger):
    return sum(event["type"] == "payout_initiated" for event in lab.events(ledger))


def record(lab, ledger, actions):
    file = lab.folder / "actions.jsonl"
    file.write_text("".join(map(line, actions)), encoding="utf-8")
    return [json.loads(text)["events"]
            for text in lab.ask("record", file, "--ledger", ledger).splitlines()]


def at_once(lab, name, before, payout, order, balance, figures):
    """As many processes as want to, each again until it is its turn."""
    ledger = lab.ledger(f"at once {name}", map(line, before))
    file = lab.folder / "payout.jsonl"
    file.write_text(line(payout), encoding="utf-8")

    def start():
        return subprocess.Popen([lab.program, "record", str(file), "--ledger", str(ledger)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    running, recorded, waited = [start() for _ in range(TOGETHER)], 0, 0
    while running:
        process = running.pop(0)
        printed, errors = process.communicate()
        if process.returncode == 75:
            check(errors.startswith("refund-ledger: The ledger is being written by "),
                  "a second writer gets one clear sentence", errors)
            check(errors.count("\n") == 1, "and nothing else", errors)
            waited += 1
            time.sleep(lab.chance.uniform(0, 0.02))
            running.append(start())
            continue
        check(process.returncode == 0, "the same refund is no failure", errors)
        recorded += "payout_initiated" in printed
    check(recorded == 1 and count(lab, ledger) == 1, f"{TOGETHER} at once {name} are one payout",
          recorded)
    money = status(lab, ledger, order)
    check(money["in_flight"] == balance["approved"] > 0, "the payout is in flight once", money)
    lab.check_sound(ledger, f"after {TOGETHER} at once")
    figures.append(f"{TOGETHER} at once {name}: 1 payout ({waited} waited for their turn)")


def errors(lab, story, place, order):
    """Refused and malformed lines leave every amount as it was."""
    ledger = lab.ledger("errors", map(line, story[:place]))
    balance = status(lab, ledger, order)
    payout = story[place]
    wrong = [{**payout, "amount": 10 ** 12, "key": "e1"}, {**payout, "tender": "T99", "key": "e2"},
             {**payout, "actor": {"id": "buyer-1", "role": "buyer"}, "key": "e3"}]
    for action in wrong:
        file = lab.folder / "wrong.jsonl"
        file.write_text(line(action), encoding="utf-8")
        done = lab.run("record", file, "--ledger", ledger)
        check(done.returncode in (0, 65), "a wrong payout is refused or malformed", done.stderr)
        check(status(lab, ledger, order) == balance, "an error answer changes no balance", action)
    for text in ("{", '{"do":"initiate_payout"}', "\x00", "[" * 10_000):
        file = lab.folder / "wrong.jsonl"
        file.write_text(text + "\n", encoding="utf-8")
        lab.ask("record", file, "--ledger", ledger, code=65)
        check(status(lab, ledger, order) == balance, "a malformed line changes no balance", text)
