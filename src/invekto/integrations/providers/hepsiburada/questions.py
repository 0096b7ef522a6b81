"""Hepsiburada's "Satıcıya Sor" as a QuestionSource (reference, section 6): under products and about orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from invekto.integrations.contract import Problem, Refused
from invekto.integrations.providers import aside
from invekto.integrations.providers.hepsiburada.gateway import Merchant
from invekto.integrations.providers.hepsiburada.shapes import plain, read_moment
from invekto.integrations.providers.values import Text, rows
from invekto.integrations.questions.contract import Asked, AskedPage, AskedStatus

PAGE_SIZE = 50
_WAITING, _ANSWERED = "1", "2"  # numbers in the question, words in the answer
_STATUSES = {
    "waitingforanswer": AskedStatus.WAITING,
    "answered": AskedStatus.ANSWERED,
    "rejected": AskedStatus.REPORTED,
    "autoclosed": AskedStatus.EXPIRED,
    "merchantcontacted": AskedStatus.WAITING,
}
_SELLER = "merchant"


def _moment(value: object) -> datetime | None:
    return read_moment(value)


Moment = Annotated[datetime | None, BeforeValidator(_moment)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Said(_Shape):
    content: Text = ""
    sender: Text = Field("", alias="from")
    createdat: Moment = None


class _Product(_Shape):
    sku: Text = ""
    name: Text = ""


class _Issue(_Shape):
    issuenumber: Text
    status: Text
    lastcontent: Text = ""
    ordernumber: Text = ""
    createdat: Moment = None
    expiredate: Moment = None
    conversations: Annotated[list[_Said], BeforeValidator(rows)] = []
    product: _Product = _Product()

    def asked(self) -> Asked:
        status = _STATUSES.get(self.status.lower())
        if status is None or not self.issuenumber or self.createdat is None:
            raise ValueError("unknown status")
        said = sorted(self.conversations, key=lambda one: one.createdat or datetime.min.replace(tzinfo=UTC))
        theirs = [one for one in said if one.sender.lower() != _SELLER and one.content]
        ours = [one for one in said if one.sender.lower() == _SELLER and one.content]
        # Whoever asks again has not been answered: what was said before is no answer to it.
        last = ours[-1] if ours and status is AskedStatus.ANSWERED else None
        sku = self.product.sku
        return Asked(
            external_id=self.issuenumber,
            status=status,
            text="\n".join(one.content for one in theirs) or self.lastcontent,
            asker="",
            product_name=self.product.name,
            product_id=sku,
            product_url=f"https://www.hepsiburada.com/-p-{quote(sku, safe='')}" if sku else None,
            order_number=self.ordernumber or None,
            asked_at=self.createdat,
            due_at=self.expiredate,
            answer=last.content if last else "",
            answered_at=last.createdat if last else None,
        )


class HepsiburadaQuestions(Merchant):
    @property
    def _headers(self) -> dict[str, str]:
        return {"merchantId": self._merchant_id}  # without it: a bare 401

    def questions(
        self, *, since: datetime, until: datetime, waiting: bool, page: int, timeout: float
    ) -> AskedPage:
        params = {
            "status": _WAITING if waiting else _ANSWERED,
            "minCreatedAt": _written(since),
            "maxCreatedAt": _written(until),
            "page": str(page + 1),
            "size": str(PAGE_SIZE),
        }
        answer = self._gateway.get(
            "/api/v1.0/issues", what="questions", timeout=timeout, params=params, headers=self._headers
        )
        if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
            raise Refused(Problem.UNKNOWN_SHAPE, "questions: an answer without rows")
        total = answer.get("totalPageCount")
        more = isinstance(total, int) and page + 1 < total and bool(answer["data"])
        return _read(answer["data"], page + 1 if more else None)

    def question(self, external_id: str, *, timeout: float) -> Asked | None:
        path = f"/api/v1.0/issues/{quote(external_id, safe='')}"
        row = self._gateway.get(path, what="question", timeout=timeout, headers=self._headers, may_lack=True)
        if row is None:
            return None
        found = _read([row], None).questions
        if not found:
            raise Refused(Problem.UNKNOWN_SHAPE, "question: not the shape we know")
        return found[0]

    def answer(self, external_id: str, text: str, *, timeout: float) -> None:
        path = f"/api/v1.0/issues/{quote(external_id, safe='')}/answer"
        self._gateway.post_form(
            path, what="answer", timeout=timeout, fields={"Answer": text}, headers=self._headers
        )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(given: Sequence[Any], following: int | None) -> AskedPage:
    found: list[Asked] = []
    unreadable: list[str] = []
    for row in given:
        try:
            found.append(_Issue.model_validate(plain(row)).asked())
        except ValidationError as error:
            unreadable.append(aside.field(error))
        except ValueError:
            unreadable.append("status")
    return AskedPage(tuple(found), tuple(unreadable), following)
