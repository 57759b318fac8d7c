/// The tables of `log.sqlite`, and the numbers by which the file says what it is.
enum Schema {
    /// SQLite's `application_id`: the letters `RLog`.
    static let applicationID: Int64 = 0x524C_6F67

    /// SQLite's `user_version`: the format of the tables below.
    static let formatMax: Int64 = 1

    /// The size of SQLite's pages in bytes.
    ///
    /// A segment's frame fills whole pages but for a rest, and the rests fill their pages badly:
    /// with pages of 4,096 bytes the file is 11 % larger, with 1,024 no smaller.
    static let pageBytes = 2048

    /// Creates everything in an empty database.
    static let statements = [tables, guards, checkpointStatements].joined(separator: "\n")

    /// The truth is `segment` and `tail`; `tree_head` says what they were after each append.
    private static let tables = """
        CREATE TABLE ledger (              -- one row: what this file is
            id      INTEGER PRIMARY KEY CHECK (id = 1),
            origin  TEXT NOT NULL,         -- the log's permanent name, as checkpoints state it
            created INTEGER NOT NULL       -- when it was created, milliseconds UTC since 1970
        ) STRICT;

        CREATE TABLE dictionary (          -- zstd dictionaries, trained on this log's own entries
            id      INTEGER PRIMARY KEY,   -- 1, 2, 3 ...
            digest  BLOB NOT NULL CHECK (length(digest) = 32),  -- SHA-256 of bytes
            bytes   BLOB NOT NULL          -- a zstd dictionary; frames carry the number in it
        ) STRICT;

        CREATE TABLE segment (             -- events 256 * number + 1 ... 256 * number + 256
            number     INTEGER PRIMARY KEY CHECK (number >= 0),
            dictionary INTEGER REFERENCES dictionary (id),      -- that the frame needs; or NULL
            root       BLOB NOT NULL CHECK (length(root) = 32), -- RFC 6962 root of the 256 leaves
            bytes      INTEGER NOT NULL,   -- size of the content before compression
            entries    BLOB NOT NULL       -- one zstd frame: 256 CBOR byte strings, one an entry
        ) STRICT;

        CREATE TABLE tail (                -- the newest events, which no segment holds yet
            position INTEGER PRIMARY KEY,  -- 1, 2, 3 ... in the whole log
            entry    BLOB NOT NULL         -- the entry's CBOR, as it is hashed
        ) STRICT;

        CREATE TABLE tree_head (           -- one row for each append
            size INTEGER PRIMARY KEY CHECK (size > 0),          -- events in the log after it
            root BLOB NOT NULL CHECK (length(root) = 32)        -- RFC 6962 root over all of them
        ) STRICT;

        CREATE TABLE head (                -- where each stream stands; derived from the log
            first   INTEGER PRIMARY KEY,   -- position of the stream's first event: its number
            name    TEXT NOT NULL UNIQUE,  -- the stream's name, from that event
            version INTEGER NOT NULL,      -- number of events in the stream
            last    INTEGER NOT NULL       -- position of its latest event
        ) STRICT;

        CREATE TABLE mark (                -- values findable across streams; derived from the log
            value  BLOB NOT NULL CHECK (length(value) = 16),    -- SHA-256(kind, value), first 16
            stream INTEGER NOT NULL,       -- position of the first event of a stream carrying it
            PRIMARY KEY (value, stream)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE node (                -- tree nodes above segments; derived from their roots
            level    INTEGER NOT NULL CHECK (level > 8),        -- 2 ** level leaves are below it
            position INTEGER NOT NULL,     -- place in its level, counted from 0
            hash     BLOB NOT NULL CHECK (length(hash) = 32),   -- SHA-256(1, left, right)
            PRIMARY KEY (level, position)
        ) STRICT, WITHOUT ROWID;
        """

    /// Refuse what an append-only log never does, whoever asks.
    ///
    /// The insert triggers keep numbers gapless and so also refuse `INSERT OR REPLACE`, which
    /// deletes without firing delete triggers.
    private static let guards = """
        CREATE TRIGGER segment_in_order BEFORE INSERT ON segment
        WHEN NEW.number IS NOT (SELECT coalesce(max(number) + 1, 0) FROM segment)
        BEGIN SELECT RAISE(ABORT, 'segments are written once, in order'); END;

        CREATE TRIGGER tail_in_order BEFORE INSERT ON tail
        WHEN NEW.position IS NOT coalesce(
            (SELECT max(position) FROM tail), (SELECT 256 * max(number) + 256 FROM segment), 0) + 1
        BEGIN SELECT RAISE(ABORT, 'events are written once, in order'); END;

        CREATE TRIGGER tail_delete BEFORE DELETE ON tail
        WHEN NOT EXISTS (SELECT 1 FROM segment WHERE number = (OLD.position - 1) / 256)
        BEGIN SELECT RAISE(ABORT, 'an event leaves the tail only for a segment'); END;

        CREATE TRIGGER tree_head_in_order BEFORE INSERT ON tree_head
        WHEN NEW.size <= (SELECT max(size) FROM tree_head)
        BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

        CREATE TRIGGER dictionary_in_order BEFORE INSERT ON dictionary
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM dictionary)
        BEGIN SELECT RAISE(ABORT, 'dictionaries are written once, in order'); END;

        CREATE TRIGGER ledger_insert BEFORE INSERT ON ledger
        WHEN EXISTS (SELECT 1 FROM ledger)
        BEGIN SELECT RAISE(ABORT, 'a ledger is created once'); END;

        """
        + ["segment", "tail", "tree_head", "dictionary", "ledger"].map(refusingUpdates)
        .joined()
        + ["segment", "tree_head", "dictionary", "ledger"].map(refusingDeletes).joined()

    static func refusingUpdates(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_update BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is never updated'); END;

        """
    }

    static func refusingDeletes(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_delete BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is never deleted from'); END;

        """
    }
}
