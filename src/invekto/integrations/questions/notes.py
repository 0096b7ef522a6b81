"""What colleagues write about a question for each other. It goes nowhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from invekto.core import audit
from invekto.core.models import User
from invekto.core.storable import storable
from invekto.integrations.models import MarketplaceQuestion, QuestionNote
from invekto.integrations.questions.store import announce

LONGEST = 2000  # characters


def notes_of(question_id: UUID) -> list[QuestionNote]:
    """The oldest first; inside the scope."""
    rows = QuestionNote.objects.filter(question_id=question_id).select_related("user")
    return list(rows.order_by("created_at", "id"))


def note(*, question: MarketplaceQuestion, text: str, draft: UUID, user: User, now: datetime) -> bool:
    """Inside the scope; False: there is nothing to keep. The same ``draft`` again is the same note."""
    text = storable(text.replace("\r\n", "\n")).strip()[:LONGEST]
    if not text:
        return False
    made = QuestionNote(
        tenant_id=question.tenant_id, question=question, user=user, draft=draft, text=text, created_at=now
    )
    QuestionNote.objects.bulk_create([made], ignore_conflicts=True)
    announce(question.tenant_id, [question.pk])
    return True


def remove_note(*, question: MarketplaceQuestion, note_id: UUID, user: User, now: datetime) -> bool:
    """Whether there was such a note of theirs; inside the scope."""
    gone, _ = QuestionNote.objects.filter(pk=note_id, question=question, user=user).delete()
    if gone:
        subject = str(question)
        audit.append(
            "question.note_removed",
            tenant_id=question.tenant_id,
            actor=str(user.pk),
            now=now,
            subject=subject,
        )
        announce(question.tenant_id, [question.pk])
    return bool(gone)
