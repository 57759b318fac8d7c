"""Other event stores, asked the same questions on the same machine; see peer_*.py.

`eventsourcing` runs in the process of its driver, as the ledger does; UmaDB is a server, which is
started on loopback and stopped again.
"""
import contextlib, os, shutil, signal, socket, subprocess, time

from .limits import remove_database
from .measuring import Failed, run_json

HERE = os.path.dirname(os.path.abspath(__file__))
CODINGS = ["json", "json-zlib", "msgspec", "msgspec-zlib"]

# The coding in which the library is fastest.
FASTEST = "msgspec"


class EventSourcing:
    def __init__(self, python, directory, events):
        self.python = python
        self.events = events
        self.directory = directory

    def database(self, name):
        return os.path.join(self.directory, f"eventsourcing-{name}.sqlite")

    def ask(self, name, question, *more, fresh=False, environment=None):
        if fresh:
            self.remove(name)
        return run_json(
            [self.python, os.path.join(HERE, "peer_eventsourcing.py"), self.database(name),
             self.events, question, *more], environment=environment)

    def append_all(self, coding, count):
        """All events in groups into a new database; gives what that took."""
        done = self.ask(
            coding, "groups", "--count", str(count), "--coding", coding, fresh=True)
        with open(self.database(coding) + ".complete", "w", encoding="utf-8"):
            pass
        return done

    def is_complete(self, coding):
        """Whether a database holds all events."""
        return os.path.exists(self.database(coding) + ".complete")

    def ask_settings(self, name):
        """How its connections are set, such as synchronous."""
        done = self.ask(name, "settings")
        return {key: value for key, value in done.items() if not key.startswith("process_")}

    def remove(self, name):
        remove_database(self.database(name))
        if self.is_complete(name):
            os.remove(self.database(name) + ".complete")


class UmaDB:
    def __init__(self, python, directory, events):
        self.python = python
        self.events = events
        self.directory = directory
        self.path = None
        self.process = None

    @contextlib.contextmanager
    def running(self, name, fresh=False, environment=None):
        """The server on a database of some name, for as long as the block runs."""
        self.path = os.path.join(self.directory, f"umadb-{name}")
        if fresh:
            shutil.rmtree(self.path, ignore_errors=True)
        os.makedirs(self.path, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        program = os.path.join(os.path.dirname(self.python), "umadb")
        self.process = subprocess.Popen(
            [program, "--listen", f"127.0.0.1:{self.port}",
             "--db-path", os.path.join(self.path, "uma.db")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | (environment or {}))
        try:
            self._wait()
            yield self
        finally:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)

    def _wait(self):
        for _ in range(200):
            if self.process.poll() is not None:
                raise Failed(f"umadb ended with {self.process.returncode}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise Failed("umadb does not answer")

    def ask(self, question, *more):
        done = run_json(
            [self.python, os.path.join(HERE, "peer_umadb.py"), f"http://127.0.0.1:{self.port}",
             self.events, question, *more])
        return done | {"server_mib": self._memory()}

    def _memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            for line in file:
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) // 1024
        return None

    def size(self):
        """Bytes on disk; the server makes its file larger than what it holds."""
        return sum(
            os.stat(os.path.join(self.path, name)).st_blocks * 512
            for name in os.listdir(self.path))
