"""damage.py LEDGER SEGMENT: overwrites a segment of a log with zeros, as no store ever would."""

import sqlite3
import sys

ledger, segment = sys.argv[1:]
log = sqlite3.connect(f"{ledger}/log.sqlite")
((guard,),) = log.execute("SELECT sql FROM sqlite_schema WHERE name = 'segment_update'")
log.execute("DROP TRIGGER segment_update")
log.execute("UPDATE segment SET entries = zeroblob(length(entries)) WHERE number = ?", [segment])
log.execute(guard)
log.commit()
