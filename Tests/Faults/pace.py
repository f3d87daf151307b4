"""How long things may take on this machine."""

# The promises state seconds for a quiet machine. On one that is shared, or for a debug build, --patience allows a multiple of them.
patience = 1.0


def allowed(seconds: float) -> float:
    return seconds * patience
