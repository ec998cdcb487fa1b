"""The month as its people walk it, from the call to the minutes and on to the next: coordinator, chair, secretary, two delegates, a
visitor with an idea, and a guest who comes by a link and is heard."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_evening import ROUND_SECONDS, assert_hears, tape

pytestmark = pytest.mark.browser
PAPER = "خمس طرائق للوصول إلى الناس"
TOPIC = "كيف نصل إلى من لا يعرف غرفنا؟"
IDEA = "مقاطع قصيرة من كل لقاء"
GUEST = "د. مأمون العتيقي"
PREPARATORY, OPEN = "هل تُنشر مقاطع قصيرة من كل لقاء؟", "هل يُعتمد يوم موحّد للتعريف بالغرف؟"
DECISION = "تُنشر مقاطع قصيرة من كل لقاء."
ACTION = "إعداد أول ثلاثة مقاطع"


@pytest.fixture
def alliance(empty_server):
    """Three rooms in alliance; one has its delegate."""
    command = [sys.executable, str(Path(__file__).with_name("three_rooms.py"))]
    settings = {"DJANGO_SETTINGS_MODULE": "multaqa.settings"}
    done = subprocess.run(command, env=empty_server.environment() | settings, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    empty_server.links = {part: empty_server.url + path for part, path in json.loads(done.stdout.splitlines()[-1]).items()}
    return empty_server


def test_a_month_from_the_call_to_the_next(alliance, people, tmp_path):
    coordinator, chair, secretary = people.person(), people.person(), people.person(language="en")
    delegate, newcomer, visitor = (
        people.person(phone=True),
        people.person(phone=True, dark=True),
        people.person(phone=True, taped=True),
    )
    guest = people.person(phone=True, taped=True)

    month = plans_the_month(coordinator, alliance)
    names_a_delegate(people.person(), newcomer, alliance)
    for page, part in ((visitor, "visitor"), (delegate, "delegate"), (chair, "chair"), (secretary, "secretary")):
        page.goto(alliance.links[part])
    idea = brings_an_idea(visitor, month)
    answers_it(coordinator, visitor, idea)
    approves_a_paper(coordinator, hands_in_a_paper(delegate, month, tmp_path))

    builds_the_agenda(coordinator, month)
    opens_the_doors(coordinator, month)
    for page in (chair, delegate, newcomer):
        enters(page, month)
    press(chair, "افتتاح الجلسة")
    for number in "٢٣٤":
        press(chair, f"الانتقال إلى البند {number}")
    expect(newcomer.get_by_role("button", name=f"البند ٤ من ٧ {IDEA}")).to_be_visible()
    votes(chair, (delegate, newcomer), PREPARATORY, DECISION)
    gives_an_action(chair)
    press(chair, "الانتقال إلى البند ٥")
    presents_the_paper(delegate, newcomer)
    adjourns(chair, delegate)
    visitor.goto(idea)
    expect(visitor.get_by_role("main")).to_contain_text(DECISION)

    link = invites_a_guest(coordinator, month)
    guest.goto(link)
    press(guest, re.compile("^دخول باسم"))
    press(guest, "سأحضر")
    coordinator.goto(month)
    press(coordinator, "نشر البرنامج")
    expect(coordinator.get_by_role("button", name="نشر البرنامج")).to_have_count(0)
    adds_the_usual_items(coordinator, month)
    opens_the_doors(coordinator, month)
    for page in (chair, delegate, newcomer, visitor):
        enters(page, month)
    guest.goto(link)
    press(guest, re.compile("^دخول باسم"))
    press(guest, "الدخول إلى الاجتماع")
    press(chair, "افتتاح الجلسة")
    for number in "٢٣٤":
        press(chair, f"الانتقال إلى البند {number}")
    is_heard(guest, visitor)
    votes(chair, (delegate, newcomer), OPEN, "", secret=True)
    adjourns(chair, delegate)

    minutes = sends_the_minutes(secretary, month)
    for page, outcome in ((delegate, "اعتمدته غرفتك"), (newcomer, "اعتمدته كتابةً غرفتان")):
        page.goto(minutes)
        page.get_by_role("button", name="نعتمده", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text(outcome)
    publishes_them(secretary, visitor, minutes)
    plans_the_month(coordinator, alliance, "بعد شهر: ماذا تغيّر؟")
    expect(coordinator.get_by_role("region", name="تُفتتح بها الجلسة")).to_contain_text(ACTION)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Presses the one button, or follows the one link, of this name."""
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


# ── before the meeting ──


def plans_the_month(page: Page, server, topic: str = TOPIC) -> str:
    """The coordinator plans the next month of the series, and reads what is missing. Answers its address."""
    page.goto(server.links["coordinator"])
    page.get_by_role("textbox", name="موضوع الشهر").fill(topic)
    press(page, "تخطيط الدورة")
    expect(page.get_by_role("heading", name=topic)).to_be_visible()
    expect(page.get_by_role("region", name="ما ينقص، وعلى من")).to_contain_text("رواق الأدب")
    return page.url


def names_a_delegate(owner: Page, newcomer: Page, server) -> None:
    """A room proposes somebody, who says yes on the phone."""
    owner.goto(server.links["owner"])
    owner.get_by_label("مَن؟").select_option(label="أمل الشنقيطي")
    owner.get_by_role("button", name="ترشيح", exact=True).click()
    expect(owner.get_by_role("main")).to_contain_text("أمل الشنقيطي")
    newcomer.goto(server.links["newcomer"])
    press(newcomer, "نعم، أقبل")
    expect(newcomer.get_by_role("button", name="نعم، أقبل")).to_have_count(0)


def brings_an_idea(page: Page, month: str) -> str:
    """From the month's page to the idea's own; answers its address."""
    page.goto(month)
    press(page, "عرضها كلها")
    press(page, "شارك بفكرة")
    page.get_by_role("textbox", name="العنوان").fill(IDEA)
    page.get_by_role("textbox", name="النص").fill("نقتطع من كل كلمة دقيقة، وننشرها حيث يراها الناس.")
    press(page, "تقديم")
    expect(page.get_by_role("heading", name=IDEA)).to_be_visible()
    return page.url


def answers_it(coordinator: Page, author: Page, idea: str) -> None:
    """Accepted with a sentence, which its author reads once the answers are published."""
    coordinator.goto(idea)
    coordinator.locator("#answer").fill("فكرة حسنة، وتُعرض على الاجتماع التحضيري.")
    coordinator.get_by_role("button", name="قبول", exact=True).click()
    expect(coordinator.get_by_role("status")).to_contain_text("حُفظ")
    author.reload()
    expect(author.get_by_role("region", name="الجواب")).to_have_count(0)
    coordinator.goto(re.sub(r"/one/\d+/", "/1/review/", idea))
    press(coordinator, re.compile("^نشر"))
    expect(coordinator.get_by_role("status")).to_be_visible()
    author.reload()
    expect(author.get_by_role("region", name="الجواب")).to_contain_text("فكرة حسنة")


def hands_in_a_paper(page: Page, month: str, folder: Path) -> str:
    """A delegate hands in a text from the phone, and reads it back as pages; answers its address."""
    file = folder / "paper.txt"
    file.write_text("\n\n".join(f"الفقرة {n}: نصل إلى الناس حيث هم، ونعرّفهم بما في غرفنا من علم وأدب." for n in range(1, 60)))
    page.goto(month)
    press(page, "عرضها كلها")
    press(page, "قدّم ورقة عمل")
    page.get_by_role("textbox", name="العنوان").fill(PAPER)
    page.locator("input[type=file]").set_input_files(file)
    press(page, "تقديم الورقة")
    expect(page.get_by_role("heading", name=PAPER)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^الصفحة ١ من"))).to_be_visible(timeout=60_000)
    return page.url


def approves_a_paper(page: Page, paper: str) -> None:
    page.goto(paper)
    press(page, "اعتماد الورقة")
    expect(page.get_by_role("button", name="نشر الورقة")).to_be_visible()


def builds_the_agenda(page: Page, month: str) -> None:
    adds_the_usual_items(page, month)
    for title in (IDEA, PAPER):
        press(page, f"إضافة إلى جدول الأعمال: {title}")
        expect(page.get_by_role("button", name=f"نقل: {title}")).to_be_visible()


def adds_the_usual_items(page: Page, month: str) -> None:
    page.goto(month)
    press(page, "جدول الأعمال")
    press(page, "إضافة البنود المعتادة")
    expect(page.get_by_role("button", name="نقل: الختام")).to_be_visible()


def invites_a_guest(page: Page, month: str) -> str:
    """Answers the guest's personal link, shown once."""
    page.goto(month)
    press(page, "ضيوف اللقاء")
    page.get_by_role("textbox", name="اسم الضيف").fill(GUEST)
    page.get_by_role("textbox", name="الموضوع المطلوب الكلام فيه").fill("أدب الحوار")
    page.get_by_role("textbox", name="الرسالة", exact=True).fill("يسرّنا حضوركم.")
    press(page, "إعداد الدعوة")
    press(page, "إرسال الدعوة")
    return page.get_by_role("textbox", name="رابط شخصي").input_value()


# ── in the sitting ──


def opens_the_doors(page: Page, month: str) -> None:
    page.goto(month)
    press(page, "فتح الأبواب")
    page.wait_for_url(re.compile("/live/$"))
    page.goto(month)


def enters(page: Page, month: str) -> None:
    page.goto(month)
    page.get_by_role("link", name="دخول", exact=True).first.click()
    expect(page.get_by_role("heading", name="القاعة قبل الافتتاح").first).to_be_visible()


def votes(chair: Page, delegates: tuple[Page, ...], question: str, decision: str, *, secret: bool = False) -> None:
    """A question is put, every delegate votes by two taps, and all read the result."""
    press(chair, "طرح سؤال للتصويت")
    sheet = chair.get_by_role("dialog")
    sheet.get_by_role("textbox", name="السؤال").fill(question)
    if secret:
        sheet.get_by_text("اقتراع سري").click()
    sheet.get_by_role("button", name="طرح سؤال للتصويت").click()
    press(chair, re.compile("^افتتاح (التصويت|الاقتراع)"))
    for page in delegates:
        ballot = page.get_by_role("region", name="تصويت")
        ballot.get_by_text("موافق", exact=True).click()
        press(page, "تأكيد التصويت")
        expect(ballot).to_contain_text("حُسب صوتك")
    press(chair, re.compile("^إقفال (التصويت|الاقتراع)"))
    if decision:
        chair.get_by_role("textbox", name="نص القرار").fill(decision)
    press(chair, "إعلان النتيجة")
    for page in delegates:
        expect(page.get_by_role("region", name="تصويت")).to_contain_text("اعتُمد")


def gives_an_action(chair: Page) -> None:
    """Something a room takes upon itself, with its day."""
    press(chair, "تدوين قرار")
    sheet = chair.get_by_role("dialog")
    sheet.get_by_role("textbox").first.fill(ACTION)
    sheet.get_by_text("هو تكليف له مكلَّف وموعد").click()
    sheet.get_by_label("الغرفة المكلَّفة").select_option(label="بيت الحكمة")
    sheet.get_by_role("textbox", name="موعد الإنجاز").fill("2030-12-30")
    sheet.get_by_role("button", name="تدوين", exact=True).click()
    expect(sheet).to_have_count(0)


def presents_the_paper(presenter: Page, other: Page) -> None:
    """Whoever presents turns the page, and everybody who follows is on it."""
    expect(other.get_by_role("img", name=re.compile("^الصفحة ١ من"))).to_be_visible()
    presenter.get_by_role("button", name="الصفحة التالية").first.click()
    expect(other.get_by_role("img", name=re.compile("^الصفحة ٢ من"))).to_be_visible()


def is_heard(guest: Page, listener: Page) -> None:
    """The guest presents the item, and is heard by somebody who only listens."""
    press(listener, re.compile("^استمع الآن"))
    press(guest, "اطلب الكلمة")
    press(guest, re.compile("^عرض البند"))
    press(guest, "بدء الكلام")
    guest.get_by_role("switch", name="تثبيت المايك").click()
    expect(listener.get_by_role("region", name="المتحدث الآن").get_by_text(GUEST)).to_be_visible()
    assert_hears(lambda: tape(listener, "out", last_seconds=ROUND_SECONDS), guest)
    press(guest, "إنهاء الكلمة")
    expect(guest.get_by_role("list", name="تكلّموا في هذا المجلس")).to_contain_text(GUEST)


def adjourns(chair: Page, other: Page) -> None:
    chair.get_by_role("button", name="رفع الجلسة", exact=True).click()
    press(chair, "نعم، رفع الجلسة")
    expect(other.get_by_role("heading", name="رُفعت الجلسة").first).to_be_visible()


# ── after it ──


def sends_the_minutes(page: Page, month: str) -> str:
    """The secretary, in English: the minutes have drafted themselves; the rooms are asked for their word. Answers their address."""
    for _ in range(60):
        page.goto(month)
        drafts = page.get_by_role("region", name="Minutes").get_by_role("link", name="Open meeting")
        if drafts.count():
            break
        page.wait_for_timeout(500)
    drafts.click()
    article = page.get_by_role("article")
    expect(article).to_contain_text("was opened")
    expect(article).to_contain_text(GUEST)
    press(page, "Send for remarks")
    press(page, "Ask the rooms in writing")
    expect(page.get_by_text("Written round: 0 approve")).to_be_visible()
    return page.url


def publishes_them(secretary: Page, reader: Page, minutes: str) -> None:
    """Approved by the rooms, they are for everybody: as a page and as a PDF."""
    secretary.goto(minutes)
    press(secretary, "Publish the minutes")
    expect(secretary.get_by_role("button", name="Publish the minutes")).to_have_count(0)
    reader.goto(minutes)
    expect(reader.get_by_role("heading", level=1)).to_contain_text("محضر")
    expect(reader.get_by_role("main")).to_contain_text(OPEN)
    address = reader.get_by_role("link", name=re.compile("PDF")).get_attribute("href")
    for _ in range(60):
        answer = reader.request.get(reader.url.split("/months/")[0] + str(address))
        if answer.headers["content-type"] == "application/pdf":
            break
        reader.wait_for_timeout(500)
    assert answer.body().startswith(b"%PDF-")
