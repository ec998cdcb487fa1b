"""Guests: invited with a letter, let in by one personal link, received by somebody with a name, thanked.

An invitation is one row from the letter to the thanks; a link that leaked is replaced without moving anything else."""

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from multaqa.accounts.domain.links import make_link, replace_link
from multaqa.accounts.domain.naming import clean
from multaqa.accounts.models import Person
from multaqa.alliance.enums import Office
from multaqa.alliance.rules import holds
from multaqa.assembly.enums import InvitationState, SittingKind
from multaqa.assembly.models import Cycle, Invitation, Sitting
from multaqa.common import letters
from multaqa.common.refusal import Refused

LINK_DAYS = 90
UNANSWERED = (InvitationState.SENT, InvitationState.NO_ANSWER)
COMING = (InvitationState.ACCEPTED, InvitationState.SOUND_CHECKED)


def require_inviter(cycle: Cycle, by: Person) -> None:
    """Coordinator and secretary invite. Raises Refused: not_allowed."""
    if not holds(by, cycle.series.alliance, Office.COORDINATOR, Office.SECRETARY):
        raise Refused("not_allowed")


@transaction.atomic
def invite(
    cycle: Cycle,
    name: str,
    *,
    introduction: str = "",
    email: str = "",
    language: str = "ar",
    topic: str = "",
    letter: str = "",
    receiver: Person | None = None,
    by: Person,
) -> Invitation:
    """A draft, with the guest it is for; nothing is sent yet. Raises Refused: not_allowed, name_*."""
    require_inviter(cycle, by)
    guest = Person.objects.new(clean(name), kind=Person.Kind.GUEST, language=language)
    sitting = Sitting.objects.filter(cycle=cycle, kind=SittingKind.OPEN).first()
    return Invitation.objects.create(
        cycle=cycle,
        sitting=sitting,
        guest=guest,
        introduction=introduction.strip(),
        email=email.strip(),
        language=language,
        topic=topic.strip(),
        letter=letter.strip(),
        receiver=receiver or by,
        made_by=by,
    )


@transaction.atomic
def send(invitation: Invitation, *, base: str, by: Person) -> str:
    """Makes the personal link, sends the letter when there is an address, and answers the link's whole address, which is
    known now and never again. Sent again, the earlier link ends. `base` is the address of this site. Raises Refused: not_allowed,
    already_answered."""
    invitation = locked(invitation)
    require_inviter(invitation.cycle, by)
    if invitation.state not in (InvitationState.DRAFTED, *UNANSWERED):
        raise Refused("already_answered")
    path = _fresh_link(invitation, by)
    invitation.state, invitation.sent_at = InvitationState.SENT, timezone.now()
    invitation.save(update_fields=["state", "sent_at", "link"])
    address = base.rstrip("/") + path
    if invitation.email:
        transaction.on_commit(lambda: _mail(invitation, address))
    return address


@transaction.atomic
def renew(invitation: Invitation, *, base: str, by: Person) -> str:
    """A new link in place of one that leaked or was lost; the answer stays. Raises Refused: not_allowed."""
    invitation = locked(invitation)
    require_inviter(invitation.cycle, by)
    path = _fresh_link(invitation, by)
    invitation.save(update_fields=["link"])
    return base.rstrip("/") + path


def _fresh_link(invitation: Invitation, by: Person) -> str:
    if invitation.link is not None and invitation.link.replaced_at is None:
        invitation.link, path = replace_link(invitation.link, by=by)
    else:
        invitation.link, path = make_link(invitation.guest, path=page_of(invitation), days=LINK_DAYS, by=by)
    return path


def page_of(invitation: Invitation) -> str:
    """The guest's own page."""
    return f"/months/guests/{invitation.pk}/"


def _mail(invitation: Invitation, address: str) -> None:
    with translation.override(invitation.language):
        context = {"invitation": invitation, "address": address, "sitting": invitation.sitting} | _names(invitation)
        subject = letters.directed(" ".join(render_to_string("assembly/mail/invitation_subject.txt", context).split()))
        mail = EmailMultiAlternatives(subject, render_to_string("assembly/mail/invitation.txt", context), to=[invitation.email])
        mail.attach_alternative(render_to_string("assembly/mail/invitation.html", context), "text/html")
        mail.send()


def _names(invitation: Invitation) -> dict[str, str]:
    cycle = invitation.cycle
    found = {"alliance": cycle.series.alliance.name, "guest": invitation.guest.display_name}
    return {key: letters.name(text) for key, text in (found | {"topic": cycle.topic, "asked": invitation.topic}).items()}


@transaction.atomic
def answer(invitation: Invitation, *, comes: bool, records: bool | None = None, note: str = "", by: Person) -> Invitation:
    """The guest's answer; it may be changed until the sitting. `records` is whether they agree to be recorded. Raises Refused:
    not_allowed, not_sent_yet."""
    invitation = locked(invitation)
    if by.pk != invitation.guest_id:
        raise Refused("not_allowed")
    if invitation.state == InvitationState.DRAFTED:
        raise Refused("not_sent_yet")
    invitation.state = InvitationState.ACCEPTED if comes else InvitationState.APOLOGISED
    invitation.records = records if comes else None
    invitation.answered_at, invitation.answer_note = timezone.now(), note.strip()[:300]
    invitation.save(update_fields=["state", "records", "answered_at", "answer_note"])
    return invitation


@transaction.atomic
def sound_checked(invitation: Invitation, *, by: Person) -> Invitation:
    """The guest was heard: told by the guest after the check, or by whoever receives them. Raises Refused: not_allowed,
    not_coming."""
    invitation = locked(invitation)
    if by.pk not in (invitation.guest_id, invitation.receiver_id):
        require_inviter(invitation.cycle, by)
    if invitation.state not in COMING:
        raise Refused("not_coming")
    invitation.state = InvitationState.SOUND_CHECKED
    invitation.save(update_fields=["state"])
    return invitation


@transaction.atomic
def thank(invitation: Invitation, *, by: Person) -> Invitation:
    """The guest was thanked. Raises Refused: not_allowed, not_coming."""
    invitation = locked(invitation)
    require_inviter(invitation.cycle, by)
    if invitation.state not in (*COMING, InvitationState.SPOKE):
        raise Refused("not_coming")
    invitation.state = InvitationState.THANKED
    invitation.save(update_fields=["state"])
    return invitation


def spoke_in(sitting: Sitting, by: Person) -> None:
    """After a sitting: guests who had the floor have spoken."""
    spoken = Person.objects.filter(turns__gathering=sitting.gathering, turns__spent_ms__gt=0)
    coming = Invitation.objects.filter(cycle=sitting.cycle, guest__in=spoken, state__in=(*COMING, *UNANSWERED))
    coming.update(state=InvitationState.SPOKE)


def locked(invitation: Invitation) -> Invitation:
    """The row, locked until the end of the transaction."""
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("cycle__series__alliance", "guest", "link", "sitting__room", "receiver").get(pk=invitation.pk)
