"""The rows of Tools/torture."""
