"""What other rooms may ask of the integrations room; the only door in."""

from __future__ import annotations

from invekto.integrations.accounts import (
    AccountRefused,
    add_account,
    find_account,
    has_secrets,
    is_removable,
    pause_import,
    remove,
    switch_off,
    switch_on,
    test_account,
    update_key,
)
from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.cancelling.services import cancel_lines, cancel_reasons, cancels_pieces
from invekto.integrations.carriers.learning import stalled_between
from invekto.integrations.carriers.store import ParcelFacts, parcel_facts
from invekto.integrations.carriers.tracking import track_all, track_carrier, track_for_answer
from invekto.integrations.claims.contract import Claim, ClaimReason, Evidence, Rejection
from invekto.integrations.claims.deciding import (
    accept_claim,
    reject_claim,
    reject_reasons,
    statuses_now,
    waiting_units,
)
from invekto.integrations.claims.models import ClaimStatus
from invekto.integrations.claims.store import claims_of
from invekto.integrations.claims.sync import freshen_claims, sync_all_claims, sync_claims
from invekto.integrations.connecting import connect, renew
from invekto.integrations.contract import (
    Buyer,
    Invoice,
    Order,
    OrderLine,
    Parcel,
    Piece,
    Problem,
    ProviderError,
    Refused,
    TryAgainLater,
)
from invekto.integrations.doors import ShutDoor, shut_doors
from invekto.integrations.entry import Entry, IdKind, Key
from invekto.integrations.gaps.check import Checked, check_account, check_all
from invekto.integrations.gaps.ledger import Gap
from invekto.integrations.health import Health, all_accounts, health, health_of
from invekto.integrations.intake import (
    HandHook,
    WebhookRefused,
    hooks_by_hand,
    look_after_webhook,
    note_webhook_refused,
    process_received,
    receive_webhook,
    reread,
)
from invekto.integrations.listings.colors import COLORS, SHADES
from invekto.integrations.listings.models import Listing
from invekto.integrations.listings.reading import read_account as read_listings
from invekto.integrations.listings.reading import read_all as read_all_listings
from invekto.integrations.listings.store import (
    fresh_listings,
    fresh_products,
    key_of,
    names_missing,
    variants_of,
)
from invekto.integrations.numbers import plain_number
from invekto.integrations.quarantine import KeptAside, dismiss, kept_aside, try_again
from invekto.integrations.questions.answering import AnswerRefused
from invekto.integrations.questions.answering import assign as assign_question
from invekto.integrations.questions.answering import give as give_answer
from invekto.integrations.questions.answering import seen as question_seen
from invekto.integrations.questions.answering import send as send_answer
from invekto.integrations.questions.contract import AnswerRules
from invekto.integrations.questions.notes import note as note_question
from invekto.integrations.questions.notes import notes_of as question_notes
from invekto.integrations.questions.notes import remove_note as remove_question_note
from invekto.integrations.questions.reading import WARNING as QUESTION_WARNING
from invekto.integrations.questions.reading import forget_old as forget_questions
from invekto.integrations.questions.reading import read_account as read_questions
from invekto.integrations.questions.reading import read_all as read_all_questions
from invekto.integrations.questions.rules import Breach, breaches, counted
from invekto.integrations.questions.seeing import visible_questions
from invekto.integrations.refresh import Freshness, NotFresh, Stale, refresh_for_answer, refresh_number
from invekto.integrations.registry import ENTRIES, ORDER_PROVIDERS, QUESTION_PROVIDERS
from invekto.integrations.sync import End, Outcome, sync_account, sync_all


def answer_rules(provider: str) -> AnswerRules:
    """How long an answer may be there."""
    return QUESTION_PROVIDERS[provider].rules


__all__ = [
    "COLORS",
    "ENTRIES",
    "ORDER_PROVIDERS",
    "QUESTION_PROVIDERS",
    "QUESTION_WARNING",
    "SHADES",
    "AccountRefused",
    "AnswerRefused",
    "AnswerRules",
    "Breach",
    "Buyer",
    "Checked",
    "Claim",
    "ClaimReason",
    "ClaimStatus",
    "End",
    "Entry",
    "Evidence",
    "Freshness",
    "Gap",
    "HandHook",
    "Health",
    "IdKind",
    "Invoice",
    "KeptAside",
    "Key",
    "LineToCancel",
    "Listing",
    "NotFresh",
    "Order",
    "OrderLine",
    "Outcome",
    "Parcel",
    "ParcelFacts",
    "Piece",
    "Problem",
    "ProviderError",
    "Refused",
    "Rejection",
    "ShutDoor",
    "Stale",
    "TryAgainLater",
    "WebhookRefused",
    "accept_claim",
    "add_account",
    "all_accounts",
    "answer_rules",
    "assign_question",
    "breaches",
    "cancel_lines",
    "cancel_reasons",
    "cancels_pieces",
    "check_account",
    "check_all",
    "claims_of",
    "connect",
    "counted",
    "dismiss",
    "find_account",
    "forget_questions",
    "fresh_listings",
    "fresh_products",
    "freshen_claims",
    "give_answer",
    "has_secrets",
    "health",
    "health_of",
    "hooks_by_hand",
    "is_removable",
    "kept_aside",
    "key_of",
    "look_after_webhook",
    "names_missing",
    "note_question",
    "note_webhook_refused",
    "parcel_facts",
    "pause_import",
    "plain_number",
    "process_received",
    "question_notes",
    "question_seen",
    "read_all_listings",
    "read_all_questions",
    "read_listings",
    "read_questions",
    "receive_webhook",
    "refresh_for_answer",
    "refresh_number",
    "reject_claim",
    "reject_reasons",
    "remove",
    "remove_question_note",
    "renew",
    "reread",
    "send_answer",
    "shut_doors",
    "stalled_between",
    "statuses_now",
    "switch_off",
    "switch_on",
    "sync_account",
    "sync_all",
    "sync_all_claims",
    "sync_claims",
    "test_account",
    "track_all",
    "track_carrier",
    "track_for_answer",
    "try_again",
    "update_key",
    "variants_of",
    "visible_questions",
    "waiting_units",
]
