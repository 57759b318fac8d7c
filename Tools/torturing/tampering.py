"""Tampering with SQL and a hex editor: verify names the first bad position, or what it needs."""

import json
import shutil
import sqlite3

from .lab import check, copy_ledger, single_file

GUARDS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"


def run(lab):
    lines = lab.shop(1_500, lab.chance.randrange(1_000))
    middle, alone = len(lines) // 2, len(lines) - 100
    ledger = lab.ledger("honest", lines[:middle])
    older = copy_ledger(ledger, lab.folder / "older")
    sizes = [record(lab, ledger, lines[middle:alone])]
    # Appends of one line each, so that what is wrong behind the last segment can be told exactly. A
    # segment may be sealed between them, so this goes on until two of one event follow each other.
    for line in lines[alone:]:
        sizes.append(record(lab, ledger, [line]))
        if len(sizes) > 30 and two_of_one_event(sizes):
            break
    statement = lab.folder / "kept-elsewhere"
    statement.write_text(lab.ask("checkpoint", "--ledger", ledger), encoding="utf-8")
    # Without a write-ahead log, so that a hex editor meets what SQLite reads.
    single_file(ledger, lab.folder / "single")
    shutil.rmtree(ledger)
    ledger.mkdir()
    shutil.move(lab.folder / "single", ledger / "log.sqlite")
    size = lab.check_sound(ledger, "before anything is done to it")["size"]
    named = [by_sql(lab, ledger, *case) for case in sql_cases(sizes)]
    named += [by_hex(lab, ledger, offset) for offset in hex_places(lab, ledger)]
    outside = [case(lab, ledger, older, lines, statement)
               for case in (rollback, swap, fork, rewrite)]
    forged = forge_checkpoints(lab, older)
    return (f"{len(named)} ways by SQL and hex editor, each named with the first bad position; "
            f"{len(outside)} that only an outside checkpoint shows: {', '.join(outside)}; {forged}")


def record(lab, ledger, lines):
    """Records lines in one go; the size of the log then."""
    file = lab.folder / "more.jsonl"
    file.write_text("".join(lines), encoding="utf-8")
    printed = lab.ask("record", file, "--ledger", ledger)
    positions = [event["position"] for line in printed.splitlines()
                 for event in json.loads(line)["events"]]
    return max(positions, default=0)


def two_of_one_event(sizes):
    """The first position that an append of one event took in the tail, with another one behind it."""
    sealed = 256 * (max(sizes) // 256)
    return next((before + 1 for before in sizes
                 if before >= sealed and {before + 1, before + 2} <= set(sizes)), None)


def sql_cases(sizes):
    """A name, statements, and the first position that must be named, or a range that it is in."""
    size, last = max(sizes), two_of_one_event(sizes)
    check(last, "two appends of one event each stand in the tail", sizes)
    segment = 2
    first = 256 * segment + 1
    yield "edit a segment", [
        f"UPDATE segment SET entries = (SELECT entries FROM segment WHERE number = 1), bytes = "
        f"(SELECT bytes FROM segment WHERE number = 1) WHERE number = {segment}"], first
    yield "edit an entry of the tail", [
        f"UPDATE tail SET entry = (SELECT entry FROM tail WHERE position = {last + 1}) "
        f"WHERE position = {last}"], last
    yield "delete a segment", [f"DELETE FROM segment WHERE number = {segment}"], first
    yield "delete an event of the tail", [f"DELETE FROM tail WHERE position = {last}"], last
    yield "insert an event", [
        f"UPDATE tail SET position = position + 100000 WHERE position > {last}",
        f"INSERT INTO tail SELECT {last + 1}, entry FROM tail WHERE position = {last}",
        f"UPDATE tail SET position = position - 99999 WHERE position > 100000"], last + 1
    yield "reorder two segments", [
        f"UPDATE segment SET number = 99999 WHERE number = {segment}",
        f"UPDATE segment SET number = {segment} WHERE number = {segment + 1}",
        f"UPDATE segment SET number = {segment + 1} WHERE number = 99999"
        # An entry does not say where it stands: the first of them may fit in either place.
    ], range(first, first + 256)
    yield "reorder two events", [
        f"UPDATE tail SET position = 99999 WHERE position = {last}",
        f"UPDATE tail SET position = {last} WHERE position = {last + 1}",
        f"UPDATE tail SET position = {last + 1} WHERE position = 99999"], last
    yield "cut the tail", [f"DELETE FROM tail WHERE position > {last}"], last + 1
    yield "cut the tail and its heads", [
        f"DELETE FROM tail WHERE position > {last}",
        f"DELETE FROM tree_head WHERE size > {last}"], None
    yield "state another root", [
        f"UPDATE tree_head SET root = zeroblob(32) WHERE size = (SELECT max(size) "
        f"FROM tree_head)"], size
    yield "state another size", ["INSERT INTO tree_head VALUES (9007199254740991, zeroblob(32))"], size + 1
    yield "number a segment wildly", [
        "UPDATE segment SET number = 35184372088830 WHERE number = (SELECT max(number) "
        "FROM segment)"], 256 * (size // 256 - 1) + 1
    yield "forge where a stream ends", [
        "UPDATE head SET last = -9223372036854775808 WHERE first = (SELECT max(first) FROM head)"
    ], None


def by_sql(lab, ledger, name, statements, position):
    forged = copy_ledger(ledger, lab.folder / "forged")
    log = sqlite3.connect(forged / "log.sqlite")
    guards = log.execute(GUARDS).fetchall()
    for guard, _ in guards:
        log.execute(f"DROP TRIGGER {guard}")
    for statement in statements:
        log.execute(statement)
    # Put back, so that nothing but the events themselves tells of it.
    for _, sql in guards:
        log.execute(sql)
    log.commit()
    log.close()
    report = lab.verify(forged, when=f"after: {name}")
    check(not report["sound"], f"verify notices: {name}")
    if position is not None:
        places = position if isinstance(position, range) else [position]
        check(report["first_bad_position"] in places, f"position {position} is named: {name}",
              json.dumps([report["first_bad_position"], report["findings"][:5]]))
    return name


def hex_places(lab, ledger):
    """Places in the frames of segments, and in what is known to be the tail."""
    log = sqlite3.connect(ledger / "log.sqlite")
    content = (ledger / "log.sqlite").read_bytes()
    for query in ("SELECT entries FROM segment WHERE number = 1",
                  "SELECT entry FROM tail ORDER BY position LIMIT 1"):
        ((blob,),) = log.execute(query)
        # The rows reach over several pages; the end of a row stands in one piece.
        place = content.find(blob[-32:])
        check(place > 0, "the bytes are found in the file")
        yield place + 8
    log.close()


def by_hex(lab, ledger, offset):
    forged = copy_ledger(ledger, lab.folder / "forged")
    with open(forged / "log.sqlite", "r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0x55]))
    report = lab.verify(forged)
    check(not report["sound"] and report["first_bad_position"], "verify names the changed byte",
          report)
    return f"byte {offset}"


def rollback(lab, ledger, older, lines, statement):
    """An older file is a sound ledger; the checkpoint that somebody kept is of a longer log."""
    lab.check_sound(older, "as an older file")
    check_outside(lab, older, statement, "an older file in its place")
    return "an older file restored"


def swap(lab, ledger, older, lines, statement):
    """Another ledger in its place, under the same name, is sound too."""
    other = lab.ledger("other", lines[:50])
    lab.check_sound(other, "by itself")
    check_outside(lab, other, statement, "another ledger in its place")
    return "two ledgers swapped"


def fork(lab, ledger, older, lines, statement):
    """The tail is cut, and another one recorded and signed with the ledger's own key."""
    forked = copy_ledger(older, lab.folder / "forked")
    rest = lab.folder / "other.jsonl"
    rest.write_text("".join(lab.shop(2_000, 77)), encoding="utf-8")
    lab.ask("record", rest, "--quiet", "--ledger", forked)
    lab.ask("checkpoint", "--ledger", forked)
    report = lab.check_sound(forked, "as one of two histories")
    size = int(statement.read_text(encoding="utf-8").splitlines()[1])
    check(report["size"] > size, "the fork is longer than the checkpoint that was kept")
    check_outside(lab, forked, statement, "another tail")
    return "a tail cut, recorded anew and signed"


def rewrite(lab, ledger, older, lines, statement):
    """Everything recorded again with one more order in front, and signed with the stolen key."""
    forged = lab.folder / "rewritten"
    forged.mkdir()
    shutil.copy(older / "signing.key", forged / "signing.key")
    inserted = lines[0].replace('"order":"', '"order":"X')
    lab.ledger("rewritten", [inserted, *lines])
    check_outside(lab, forged, statement, "history written anew and signed with the stolen key")
    return "history written anew and signed with the stolen key"


def check_outside(lab, ledger, statement, what):
    report = lab.verify(ledger, "--against", statement, when=f"with {what}")
    check(any(found["part"] == "outside_checkpoint" for found in report["findings"]),
          f"the checkpoint that was kept elsewhere shows {what}", report["findings"])


def forge_checkpoints(lab, older):
    """Checkpoints that were not signed by the key they name, or say something else."""
    newest = lab.ask("checkpoint", "--stored", "--ledger", older)
    name, size, root, _, signature = newest.splitlines()[:5]
    key = lab.ask("checkpoint", "--verifier-key", "--ledger", older).split()[-1]
    (receipt,) = [path for path in receipts_of(lab, older)][:1]
    forged = {
        "another size": newest.replace(f"\n{size}\n", f"\n{int(size) - 1}\n"),
        "another root": newest.replace(root, flipped(root)),
        "another name": newest.replace(name, name + "x", 1),
        "another signature": newest.replace(signature, flipped(signature)),
        "no signature": newest[:newest.index("\n\n") + 2],
        "cut short": newest[:len(newest) // 2],
    }
    for what, text in forged.items():
        file = lab.folder / "forged-checkpoint"
        file.write_text(text, encoding="utf-8")
        done = lab.run("verify", "--log-only", "--json", "--against", file, "--ledger", older)
        check(done.returncode in (1, 65), f"a checkpoint with {what} is not believed",
              f"{done.returncode} {done.stdout} {done.stderr}")
    whole = receipt.read_text(encoding="utf-8")
    lab.ask("check-receipt", receipt, "--key", key)
    lines = whole.splitlines(True)
    for place, line in enumerate(lines):
        if len(line) < 30:
            continue
        text = "".join(lines[:place] + [flipped(line)] + lines[place + 1:])
        file = lab.folder / "forged-receipt"
        file.write_text(text, encoding="utf-8")
        done = lab.run("check-receipt", file, "--key", key)
        check(done.returncode in (1, 65), f"a receipt with a changed line {place + 1} is refused",
              f"{done.returncode} {done.stdout} {done.stderr}")
    return f"{len(forged)} forged checkpoints and {len(lines)} lines of a receipt refused"


def receipts_of(lab, ledger):
    folder = lab.folder / "receipts"
    order = next(event["order"] for event in lab.events(ledger) if "order" in event)
    lab.ask("prove", order, "-o", folder, "--ledger", ledger)
    return sorted(folder.iterdir())


def flipped(text):
    """One character in the middle of a text, changed for another of the same alphabet."""
    place = 2 * len(text) // 3
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1:]
