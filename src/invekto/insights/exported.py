"""A report of exported chats, from the command line or from a page. Nothing of them is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from invekto.insights.business import Business, find_business
from invekto.insights.chat_export import Chat, read_chat
from invekto.insights.chat_files import ChatFile, UnreadableFile
from invekto.insights.reading import Progress, Reader, customers_messages, understand
from invekto.insights.report import Report, build, of_questions


@dataclass(frozen=True, slots=True)
class Exported:
    report: Report
    business: Business
    chats: tuple[Chat, ...]


def report_of_exports(
    files: Iterable[ChatFile],
    reader: Reader,
    *,
    business: Sequence[str],
    examples: int,
    progress: Progress,
) -> Exported:
    """``business``: names of the senders that are ours, or none to find them.

    Raises UnreadableFile or NoSuchSender.
    """
    chats = tuple(read_chat(file) for file in files)
    ours = find_business(chats, business)
    messages = customers_messages(chats, ours)
    read = understand(messages, reader, progress)
    if not read.questions:
        raise UnreadableFile("No customer wrote anything in these chats.", "export-no-customers")
    material = of_questions(
        read.questions,
        vertical=reader.analyser.vertical,
        threshold=reader.general_limit,
        wordless=read.wordless,
        names=[sender for chat in chats for sender in chat.senders if sender not in ours.certain],
    )
    return Exported(build(material, examples=examples), ours, chats)
