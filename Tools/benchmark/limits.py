"""What the machine can do at best, measured beside everything else; see limits.c."""
import json, os, subprocess

from .measuring import run, run_json

HERE = os.path.dirname(os.path.abspath(__file__))


class Limits:
    """The compiled program, and the counter of syncs that is preloaded into others."""

    def __init__(self, directory):
        self.directory = directory
        self.program = os.path.join(directory, "limits")
        self.counter = os.path.join(directory, "syncs.so")
        compiler = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror"]
        subprocess.run(
            [*compiler, "-o", self.program, os.path.join(HERE, "limits.c"),
             "-lsqlite3", "-lzstd", "-lcrypto"], check=True)
        subprocess.run(
            [*compiler, "-shared", "-fPIC", "-o", self.counter, os.path.join(HERE, "syncs.c"),
             "-ldl"], check=True)

    def syncs_per_second(self, count):
        """Appends of 4 KiB, each made durable by fdatasync."""
        path = os.path.join(self.directory, "sync.data")
        done = run_json([self.program, "sync", path, count])
        return done["count"] / done["seconds"]

    def table(self, events, batch, count):
        """Events a second into a plain SQLite table, and the bytes of its file."""
        path = os.path.join(self.directory, "table.sqlite")
        remove_database(path)
        done = run_json([self.program, "table", path, events, batch, count])
        size = os.path.getsize(path)
        remove_database(path)
        return done["events"] / done["seconds"], size

    def unpack(self, log):
        """Events a second when the segments of a log are decompressed and nothing else."""
        done = run_json([self.program, "unpack", log])
        return done["events"] / done["seconds"]

    def hash(self, log):
        """Events a second when the content of segments is hashed with SHA-256 and nothing else."""
        done = run_json([self.program, "hash", log])
        return done["events"] / done["seconds"]

    def environment(self):
        """Variables under which a program counts its calls of fsync and fdatasync."""
        path = os.path.join(self.directory, "syncs")
        with open(path, "wb") as file:
            file.write(bytes(8))
        return {"LD_PRELOAD": self.counter, "SYNCS_FILE": path}

    def syncs_counted(self):
        with open(os.path.join(self.directory, "syncs"), "rb") as file:
            return int.from_bytes(file.read(8), "little")


def zstd_19(path, kept):
    """The bytes of a file at zstd's level 19, on one core; kept, because it takes long."""
    if os.path.exists(kept):
        with open(kept, encoding="utf-8") as file:
            known = json.load(file)
        if known["of"] == os.path.getsize(path):
            return known["bytes"]
    target = kept + ".zst"
    run(["zstd", "-19", "-T1", "-q", "-f", path, "-o", target])
    size = os.path.getsize(target)
    os.remove(target)
    with open(kept, "w", encoding="utf-8") as file:
        json.dump({"of": os.path.getsize(path), "bytes": size}, file)
    return size


def remove_database(path):
    for end in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(path + end):
            os.remove(path + end)
