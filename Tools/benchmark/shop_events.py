"""The shop's events as domain events of the library `eventsourcing`: one class for each type.

Classes are made when they are first asked for, so that the library finds them by their topic.
"""

class Event:
    """An event with the members of its JSON line as attributes."""

    originator_id: str
    originator_version: int

    def __init__(self, stream, version, members):
        self.__dict__.update(members)
        self.originator_id = stream
        self.originator_version = version


def event_class(name):
    """The class of events of a type."""
    found = globals().get(name)
    if found is None:
        found = globals()[name] = type(name, (Event,), {"__module__": __name__})
    return found


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    return event_class(name)
