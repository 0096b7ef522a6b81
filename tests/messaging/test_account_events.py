"""Templates, opt-outs and errors: what concerns the account."""

from __future__ import annotations

import pytest

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.messaging.models import Contact, MessageTemplate, WebhookEvent
from tests.messaging import envelopes as e


@pytest.fixture
def template(tenant) -> MessageTemplate:
    now = clock.now()
    with tenant.scope():
        return MessageTemplate.objects.create(
            tenant_id=tenant.id,
            name="randevu_hatirlatma",
            language="tr",
            category=MessageTemplate.Category.UTILITY,
            body="Sayın {{name}}, randevunuz {{time}}.",
            status=MessageTemplate.Status.PENDING,
            created_at=now,
            updated_at=now,
        )


def test_approval_and_rejection_arrive(tenant, run_jobs, template):
    e.post_recorded(tenant, "template_approved")
    run_jobs()
    with tenant.scope():
        template.refresh_from_db()
        assert (template.status, template.status_reason) == (MessageTemplate.Status.APPROVED, None)
        assert template.provider_id == "1689556908129835"
    e.post_recorded(tenant, "template_rejected")
    run_jobs()
    with tenant.scope():
        template.refresh_from_db()
        assert (template.status, template.status_reason) == (
            MessageTemplate.Status.REJECTED,
            "INVALID_FORMAT",
        )


def test_a_category_that_meta_changes_is_changed_here(tenant, run_jobs, template):
    e.post_recorded(tenant, "template_category")
    run_jobs()
    with tenant.scope():
        template.refresh_from_db()
    assert template.category == MessageTemplate.Category.MARKETING
    assert template.status == MessageTemplate.Status.PENDING


def test_templates_we_do_not_know_and_quality_scores_change_nothing(tenant, run_jobs):
    e.post_recorded(tenant, "template_approved", "template_quality", "quality")
    run_jobs()
    with tenant.scope():
        assert not MessageTemplate.objects.exists()
        assert not WebhookEvent.objects.exclude(problem=None).exists()


def test_another_tenants_template_of_the_same_name_stays(tenant, second_tenant, run_jobs, template):
    e.post_recorded(second_tenant, "template_approved")
    run_jobs()
    with tenant.scope():
        template.refresh_from_db()
    assert template.status == MessageTemplate.Status.PENDING


def test_stop_is_an_opt_out_at_once_and_resume_is_no_consent(tenant, run_jobs):
    e.post_recorded(tenant, "preference_stop", "preference_stop")
    run_jobs()
    with tenant.scope():
        contact = Contact.objects.get(phone="+905321234567")
        assert DomainEvent.objects.filter(name="contact.opted_out", subject_id=contact.pk).count() == 1
    assert contact.opted_out_how == "whatsapp"
    opted_out_at = contact.opted_out_at
    assert opted_out_at is not None
    e.post_recorded(tenant, "preference_resume")
    run_jobs()
    with tenant.scope():
        contact.refresh_from_db()
    assert contact.opted_out_at == opted_out_at


def test_an_error_without_a_message_is_recorded_and_logged_by_its_code_alone(tenant, run_jobs, caplog):
    e.post_recorded(tenant, "account_error")
    run_jobs()
    with tenant.scope():
        assert DomainEvent.objects.get(name="whatsapp.error").payload == {"code": 130429}
    assert "130429" in caplog.text
    assert "too many messages" not in caplog.text
