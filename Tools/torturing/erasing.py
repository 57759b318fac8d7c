"""kill -9 while a buyer is erased or keys are wrapped anew: never half, never back."""

import json
import re
import shutil
import subprocess

from .lab import check, copy_ledger, story_lines

BUYERS = 3
CALLS = ["pwrite64", "write", "fsync", "fdatasync", "rename", "unlink", "openat"]
QUICK = [1, 2, 4]
PICTURE = b"\x89PNG\r\n\x1a\n"


def run(lab):
    check(shutil.which("strace"), "strace is installed: apt-get install strace")
    base, secrets, orders = prepare(lab)
    figures = {"kills": 0, "before": 0, "after": 0, "completed": 0}
    for command in ("erase", "rotate"):
        for call in CALLS:
            for number in QUICK if lab.quick else range(1, 1_000):
                if not one(lab, base, secrets, orders, command, call, number, figures):
                    break
    check(figures["kills"] > 0, "something was killed")
    return (f"{figures['kills']} kills while erasing and rotating: {figures['before']} before it was "
            f"recorded, {figures['after']} after, {figures['completed']} of those went on by "
            "themselves; older keys open nothing, old receipts verify, verify clean after each")


def prepare(lab):
    """A ledger of some buyers, each with a text and a file, receipts, and an old copy of the keys."""
    ledger = lab.ledger("texts")
    story = next(actions for actions in story_lines()
                 if any(action["do"] == "apply_refund" for action in actions))
    register = next(action for action in story if action["do"] == "register_order")
    apply = next(action for action in story if action["do"] == "apply_refund")
    lines, secrets, orders = [], [], []
    for number in range(BUYERS):
        text = json.dumps({**apply, "description": f"the secret of buyer {number}: 秘密"},
                          ensure_ascii=False)
        picture = lab.folder / f"picture-{number}.png"
        picture.write_bytes(PICTURE + f"picture of buyer {number}".encode() * 100)
        upload = {"at": apply["at"], "actor": apply["actor"], "do": "upload_evidence",
                  "order": apply["order"], "kind": "other", "file": str(picture)}
        for line in (json.dumps(register), text, json.dumps(upload)):
            line = line.replace(register["order"], f"{register['order']}-{number}")
            lines.append(re.sub(r'"(buyer-\w+)"', rf'"\1-{number}"', line) + "\n")
        orders.append((f"{register['order']}-{number}", f"{register['buyer_ref']}-{number}"))
        secrets.append(f"the secret of buyer {number}")
    # Killed when all is answered, so that the newest keys are still in a file of their own.
    process = subprocess.Popen([lab.program, "record", "-", "--ledger", str(ledger)],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for line in lines:
        process.stdin.write(line)
        process.stdin.flush()
        result = process.stdout.readline()
        check(result and "refusal" not in result, "the lines are accepted", result)
    process.kill()
    process.wait()
    statement = lab.folder / "kept-elsewhere"
    statement.write_text(lab.ask("checkpoint", "--ledger", ledger), encoding="utf-8")
    lab.ask("prove", orders[0][0], "-o", lab.folder / "receipts", "--ledger", ledger)
    for (order, _), secret in zip(orders, secrets):
        check(secret in lab.ask("trace", order, "--ledger", ledger), "the text is there before")
    check((ledger / "keys.new").exists(), "a killed process leaves its newest keys")
    return ledger, secrets, orders


def one(lab, base, secrets, orders, command, call, number, figures):
    ledger = copy_ledger(base, lab.folder / "ledger")
    buyer = orders[0][1]
    words = (["erase", "--subject", buyer, "--ground", "buyer_request", "--actor", "dpo-1"]
             if command == "erase" else ["keys", "rotate"])
    ended = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
         "-e", f"inject={call}:signal=KILL:when={number}", lab.program, *words, "--ledger",
         str(ledger)], capture_output=True, timeout=120)
    if ended.returncode == 0:
        return False
    what = f"{command} was killed at {call} number {number}"
    check(ended.returncode in (-9, 137), f"{what}", ended.stderr)
    figures["kills"] += 1
    report = lab.verify(ledger, "--against", lab.folder / "kept-elsewhere", when=f"after {what}")
    # A file of an erasure that is not complete is the one thing that may be left.
    left = [found for found in report["findings"] if "run evidence tidy" not in found["detail"]]
    check(not left, f"the ledger is sound after {what}", left)
    erased = any(event["type"] == "subject_erased" for event in lab.events(ledger))
    shown = lab.ask("trace", orders[0][0], "--ledger", ledger)
    if erased:
        check("[erased]" in shown and secrets[0] not in shown, f"it shows as erased after {what}")
    else:
        check(secrets[0] in shown, f"nothing is erased after {what}", shown)
    figures["after" if erased else "before"] += 1
    go_on(lab, ledger, orders, words)
    check_gone(lab, base, ledger, secrets, orders, erased or command == "erase", what)
    figures["completed"] += erased
    return True


def go_on(lab, ledger, orders, words):
    """The next command that writes completes what was broken off; the same command, too."""
    note = {"at": "2029-01-01T00:00:00+08:00", "actor": {"id": "rev-1", "role": "reviewer"},
            "do": "add_note", "order": orders[1][0], "text_ref": "note-1"}
    file = lab.folder / "note.jsonl"
    file.write_text(json.dumps(note) + "\n", encoding="utf-8")
    lab.ask("record", file, "--quiet", "--ledger", ledger)
    lab.ask(*words, "--ledger", ledger)


def check_gone(lab, base, ledger, secrets, orders, is_erased, what):
    shown = lab.ask("trace", orders[0][0], "--ledger", ledger)
    check((secrets[0] in shown) != is_erased, f"the text is gone only if erased: {what}", shown)
    for (order, _), secret in list(zip(orders, secrets))[1:]:
        check(secret in lab.ask("trace", order, "--ledger", ledger),
              f"the texts of others are there: {what}")
    lab.check_sound(ledger, f"in the end: {what}")
    old_key = (base / "wrapping.key").read_bytes().strip()
    for path in ledger.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            check(old_key not in content, f"the old wrapping key is nowhere: {what}", path)
            check(b"the secret of" not in content, f"no text stands in {path.name}: {what}")
    key = lab.ask("checkpoint", "--verifier-key", "--ledger", ledger).split()[-1]
    for receipt in sorted((lab.folder / "receipts").iterdir()):
        lab.ask("check-receipt", receipt, "--key", key)
    # Keys from before, put back: the newest alone change nothing, all of them open nothing.
    shutil.copy(base / "keys.new", ledger / "keys.new")
    shown = lab.run("trace", orders[0][0], "--ledger", ledger).stdout
    check((secrets[0] in shown) != is_erased, f"older new keys change nothing: {what}", shown)
    shutil.copy(base / "keys.sqlite", ledger / "keys.sqlite")
    shown = lab.run("trace", orders[0][0], "--ledger", ledger).stdout
    check(secrets[0] not in shown, f"older keys open nothing: {what}", shown)
