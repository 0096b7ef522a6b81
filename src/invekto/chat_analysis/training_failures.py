"""How a training ends that leaves no model; light to import, for those who only tell of it.

Its words are looked up when it is told: whoever only analyses needs neither texts nor Django.
"""

from __future__ import annotations

import signal


class TrainingFailed(RuntimeError):
    """The training process ended without a model; the text holds its last words."""


class TrainingKilled(TrainingFailed):
    """The system or somebody ended the training, which so had no last words; ``str`` as of CacheFolderTrouble."""

    def __init__(self, vertical: str, number: int) -> None:
        super().__init__(vertical, number)
        self._vertical, self._number = vertical, number

    def __str__(self) -> str:
        from invekto.core.env import terminal_language

        return self.told(terminal_language())

    def told(self, language: str) -> str:
        from invekto.core.texts import text

        # What kills without asking is nearly always the system in want of memory.
        kind = "killed" if self._number == signal.SIGKILL else "ended"
        return text(f"model-training-{kind}", language, vertical=self._vertical, number=str(self._number))
