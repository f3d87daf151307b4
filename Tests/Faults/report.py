"""What a fault's run has found, and the table of them all."""

from dataclasses import asdict, dataclass, field
from typing import Any

from ledger import Ledger
from pace import allowed


@dataclass
class Result:
    """The outcome of one fault on one store. It is met when nothing is missed."""

    fault: str
    store: str
    # How often the fault was made to happen.
    cycles: int = 0
    # Requests that write, by what became of them.
    acknowledged: int = 0
    unknown: int = 0
    refused: int = 0
    # From the fault's end until the promise held again, in seconds.
    recoveries: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    # Further figures, for the line of progress and the JSON file.
    figures: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0

    def miss(self, *sentences: str) -> None:
        self.misses += sentences

    def within(self, limit: float, seconds: float, what: str) -> None:
        """Notes a recovery, a miss when it took longer than `limit` seconds."""
        self.recoveries.append(seconds)
        if seconds > allowed(limit):
            self.miss(f"{what} took {seconds:.2f} s, more than {allowed(limit):g} s")

    def count(self, ledger: Ledger) -> None:
        """Adds the writes of a ledger."""
        self.acknowledged += sum(write.is_acknowledged for write in ledger.writes)
        self.unknown += sum(write.is_unknown for write in ledger.writes)
        self.refused += sum(write.is_refused for write in ledger.writes)

    @property
    def longest_recovery(self) -> float | None:
        return max(self.recoveries, default=None)

    @property
    def line(self) -> str:
        more = "".join(f", {name} {value}" for name, value in self.figures.items())
        return (
            f"{self.fault} on {self.store}: {self.cycles} cycles, {self.acknowledged} acknowledged, {self.unknown} unknown, "
            f"{self.refused} refused{more}; {len(self.misses)} missed; {self.seconds:.0f} s")

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "longestRecovery": self.longest_recovery}


def table(results: list[Result]) -> str:
    """One row for each result, and a sum."""
    rows = [("fault", "store", "cycles", "acks", "unknown", "refused", "misses", "longest recovery")]
    for result in results:
        longest = "" if result.longest_recovery is None else f"{result.longest_recovery:.2f} s"
        counts = (result.cycles, result.acknowledged, result.unknown, result.refused, len(result.misses))
        rows.append((result.fault, result.store, *(f"{count:,}" for count in counts), longest))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) if column < 2 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths)))
        for row in rows)
