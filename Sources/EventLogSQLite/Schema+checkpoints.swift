/// What was signed about the log, in the log's own file so that it is in every copy of it.
///
/// Ledgers made before there were checkpoints get these tables with their first one.
extension Schema {
    /// Creates the tables and what guards them.
    static let checkpointStatements = """
        CREATE TABLE checkpoint (          -- what the log has signed of itself
            size INTEGER PRIMARY KEY CHECK (size >= 0),         -- events in the log then
            text TEXT NOT NULL             -- C2SP tlog-checkpoint: origin, size, root in base64
        ) STRICT;

        CREATE TABLE signature (           -- lines under checkpoints: the log's and others'
            number INTEGER PRIMARY KEY,    -- 1, 2, 3 ... in the order in which they came
            size   INTEGER NOT NULL REFERENCES checkpoint (size),
            line   TEXT NOT NULL,          -- C2SP signed-note, without its newline
            UNIQUE (size, line)
        ) STRICT;

        CREATE TABLE verifier_key (        -- keys whose signatures this ledger checks
            number INTEGER PRIMARY KEY,    -- 1, 2, 3 ...
            key    TEXT NOT NULL UNIQUE    -- C2SP signed-note: name+number+base64
        ) STRICT;

        CREATE TRIGGER checkpoint_in_order BEFORE INSERT ON checkpoint
        WHEN NEW.size <= (SELECT max(size) FROM checkpoint)
        BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

        CREATE TRIGGER signature_in_order BEFORE INSERT ON signature
        WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM signature)
        BEGIN SELECT RAISE(ABORT, 'signatures are written once, in order'); END;

        CREATE TRIGGER verifier_key_in_order BEFORE INSERT ON verifier_key
        WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM verifier_key)
        BEGIN SELECT RAISE(ABORT, 'keys are written once, in order'); END;

        """
        + ["checkpoint", "signature", "verifier_key"].map {
            refusingUpdates(of: $0) + refusingDeletes(of: $0)
        }.joined()
}
