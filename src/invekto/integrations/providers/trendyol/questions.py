"""Trendyol's Q&A as a QuestionSource (reference, section 11): questions under products, before a purchase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError

from invekto.integrations.contract import Limit, Problem, Refused
from invekto.integrations.providers import aside
from invekto.integrations.providers.trendyol.gateway import Seller
from invekto.integrations.providers.trendyol.payloads import Moment, RequiredMoment
from invekto.integrations.providers.trendyol.reading import read_envelope
from invekto.integrations.providers.values import Text, link
from invekto.integrations.questions.contract import Asked, AskedPage, AskedStatus

PAGE_SIZE = 50  # documents differ (50, 200): what every one of them allows
LIMITS = (Limit(50, 10),)
LONGEST_WINDOW = timedelta(days=14)  # a longer one is silently cut
WORKING_DAYS = 3  # then the question counts as unanswered; the answer does not say when that is
_TURKEY = ZoneInfo("Europe/Istanbul")
_SATURDAY = 5
_STATUSES = {
    "WAITING_FOR_ANSWER": AskedStatus.WAITING,
    "WAITING_FOR_APPROVE": AskedStatus.ANSWERED,  # with the moderators
    "ANSWERED": AskedStatus.ANSWERED,
    "REPORTED": AskedStatus.REPORTED,
    "REJECTED": AskedStatus.REPORTED,
    "UNANSWERED": AskedStatus.EXPIRED,
}


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    text: Text = ""
    creationDate: Moment = None
    reason: Text = ""


class _Question(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    id: Text
    text: Text
    userName: Text = ""
    showUserName: bool | None = None
    status: Text
    productMainId: Text = ""
    productName: Text = ""
    webUrl: Text = ""
    creationDate: RequiredMoment
    answer: _Said | None = None
    rejectedAnswer: _Said | None = None
    rejectedDate: Moment = None
    reason: Text = ""

    def asked(self) -> Asked:
        status = _STATUSES.get(self.status.upper())
        if status is None or not self.id:
            raise ValueError("unknown status")
        refused = self.rejectedAnswer if status is AskedStatus.WAITING else None
        return Asked(
            external_id=self.id,
            status=status,
            text=self.text,
            asker=self.userName if self.showUserName is not False else "",
            product_name=self.productName,
            product_id=self.productMainId,
            product_url=link(self.webUrl, "https://"),
            order_number=None,
            asked_at=self.creationDate,
            due_at=due_at(self.creationDate),
            answer=self.answer.text if self.answer else "",
            answered_at=self.answer.creationDate if self.answer else None,
            refused=(refused.reason or self.reason) if refused else None,
            refused_at=(self.rejectedDate or refused.creationDate) if refused else None,
        )


def due_at(asked_at: datetime) -> datetime:
    """Three working days on, at the same time of day. Public holidays are not known here: rather early than late."""
    due = asked_at.astimezone(_TURKEY)
    left = WORKING_DAYS
    while left:
        due += timedelta(days=1)
        left -= due.weekday() < _SATURDAY
    return due.astimezone(asked_at.tzinfo)


class TrendyolQuestions(Seller):
    @property
    def _path(self) -> str:
        return f"/integration/qna/sellers/{self._seller}/questions"

    def questions(
        self, *, since: datetime, until: datetime, waiting: bool, page: int, timeout: float
    ) -> AskedPage:
        params = {
            "status": "WAITING_FOR_ANSWER" if waiting else "ANSWERED",
            "startDate": str(int(max(since, until - LONGEST_WINDOW).timestamp() * 1000)),
            "endDate": str(int(until.timestamp() * 1000)),
            "orderByField": "CreatedDate",
            "orderByDirection": "DESC",
            "page": str(page),
            "size": str(PAGE_SIZE),
        }
        answer = self._call("GET", f"{self._path}/filter", timeout=timeout, params=params)
        rows, envelope = read_envelope(answer)
        total = envelope.get("totalPages")
        more = isinstance(total, int) and page + 1 < total and bool(rows)
        return _read(rows, page + 1 if more else None)

    def question(self, external_id: str, *, timeout: float) -> Asked | None:
        try:
            row = self._call("GET", f"{self._path}/{quote(external_id, safe='')}", timeout=timeout)
        except Refused as error:
            if error.problem is Problem.REQUEST_REFUSED and " 404" in f" {error.detail}":
                return None
            raise
        found = _read([row], None).questions
        if not found:
            raise Refused(Problem.UNKNOWN_SHAPE, "question: not the shape we know")
        return found[0]

    def answer(self, external_id: str, text: str, *, timeout: float) -> None:
        path = f"{self._path}/{quote(external_id, safe='')}/answers"
        self._call("POST", path, timeout=timeout, body={"text": text}, endpoint="answers")

    def _call(
        self,
        method: str,
        path: str,
        *,
        timeout: float,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        endpoint: str = "questions",
    ) -> Any:
        return self._gateway.call(
            method, path, endpoint=endpoint, limits=LIMITS, timeout=timeout, params=params, body=body
        )


def _read(rows: Sequence[Any], following: int | None) -> AskedPage:
    found: list[Asked] = []
    unreadable: list[str] = []
    for row in rows:
        try:
            found.append(_Question.model_validate(row).asked())
        except ValidationError as error:
            unreadable.append(aside.field(error))
        except ValueError:
            unreadable.append("status")
    return AskedPage(tuple(found), tuple(unreadable), following)
