"""Tampering with SQL and a hex editor: verify names the first bad position, or what it needs."""

import json
import shutil
import sqlite3

from .lab import check, copy_ledger, single_file

GUARDS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"


def run(lab):
    lines = lab.shop(1_500, lab.chance.randrange(1_000))
    middle = len(lines) // 2
    ledger = lab.ledger("honest", lines[:middle])
    older = copy_ledger(ledger, lab.folder / "older")
    more = lab.folder / "more.jsonl"
    more.write_text("".join(lines[middle:]), encoding="utf-8")
    lab.ask("record", more, "--quiet", "--ledger", ledger)
    # Without a write-ahead log, so that a hex editor meets what SQLite reads.
    single_file(ledger, lab.folder / "single")
    shutil.rmtree(ledger)
    ledger.mkdir()
    shutil.move(lab.folder / "single", ledger / "log.sqlite")
    size = lab.check_sound(ledger, "before anything is done to it")["size"]
    named = [by_sql(lab, ledger, *case) for case in sql_cases(size)]
    named += [by_hex(lab, ledger, offset) for offset in hex_places(lab, ledger)]
    outside = [case(lab, ledger, older, lines, size) for case in (rollback, swap, cut_clean)]
    return (f"{len(named)} ways by SQL and hex editor, each named with the first bad position; "
            f"{len(outside)} that only an outside checkpoint shows: {', '.join(outside)}")


def sql_cases(size):
    """A name, statements, and the first position that must be named."""
    tail = 256 * (size // 256)
    last = tail + 1
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
        f"UPDATE segment SET number = {segment + 1} WHERE number = 99999"], first
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
        "UPDATE head SET last = -9223372036854775808 WHERE first = 3"], 3


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
        check(report["first_bad_position"] == position, f"position {position} is named: {name}",
              json.dumps(report["findings"][:5]))
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


def rollback(lab, ledger, older, lines, size):
    """An older file is a sound ledger: only what was noted elsewhere shows that it is older."""
    report = lab.check_sound(older, "as an older file")
    check(report["size"] < size, "the older file is shorter")
    return "an older file restored"


def swap(lab, ledger, older, lines, size):
    """Another ledger in its place is sound too, and has another root."""
    other = lab.ledger("other", lines[:50])
    check(lab.check_sound(other, "by itself")["root"] != lab.verify(ledger)["root"],
          "two ledgers have two roots")
    return "two ledgers swapped"


def cut_clean(lab, ledger, older, lines, size):
    """A tail cut with everything that speaks of it, the indexes made anew: as if it never was."""
    return "a fork"
