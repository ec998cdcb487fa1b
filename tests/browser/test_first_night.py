"""From an empty server to a talking room, by somebody who has read nothing; and a visitor without an account."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_first_visit_makes_an_owner_and_a_room(empty_server, people):
    owner = people.person(phone=True)
    owner.goto(empty_server.url)
    expect(owner.locator("html")).to_have_attribute("dir", "rtl")
    owner.get_by_label("اسمك").fill("مشرف")
    owner.locator("[name=email]").fill("owner@example.org")
    owner.locator("[name=room_name]").fill("ديوان الحي")
    owner.locator("[name=offers]").fill("حديث هادئ آخر النهار")
    owner.get_by_role("button", name="إنشاء الغرفة").click()
    # A word of office is no name; nothing that was typed is lost.
    expect(owner.locator("[name=room_name]")).to_have_value("ديوان الحي")
    owner.locator("[name=name]").fill("أبو سليم")
    owner.get_by_role("button", name="إنشاء الغرفة").click()
    expect(owner.get_by_role("heading", name="ديوان الحي")).to_be_visible()
    owner.goto(f"{owner.url.rstrip('/')}/live/")
    owner.get_by_role("button", name=re.compile("فتح|افتتاح|افتح")).first.click()
    owner.get_by_role("button", name="اطلب الكلمة").click()
    owner.get_by_role("button", name="مداخلة", exact=True).click()
    expect(owner.get_by_role("region", name="الكلمة لك")).to_be_visible()
    owner.get_by_role("button", name="بدء الكلام").click()
    expect(owner.get_by_role("region", name="أنت على الهواء")).to_be_visible()


def test_a_visitor_gives_a_name_and_asks(server, people):
    visitor = people.person(phone=True)
    visitor.goto(f"{server.url}/rooms/nadi-allisan/live/")
    visitor.get_by_role("button", name="اطلب الكلمة").click()
    form = visitor.get_by_role("dialog")
    form.get_by_role("textbox").fill("إشراف الغرفة")
    form.get_by_role("textbox").press("Enter")
    expect(form.get_by_role("alert")).to_be_visible()
    form.get_by_role("textbox").fill("زائر المساء")
    form.get_by_role("textbox").press("Enter")
    visitor.get_by_role("button", name="مداخلة", exact=True).click()
    expect(visitor.get_by_role("region", name="الكلمة لك")).to_be_visible()


def test_listening_goes_on_while_one_browses(server, people):
    listener = people.person()
    listener.goto(server.url)
    listener.get_by_role("button", name="استمع الآن: مجلس الضياء").click()
    player = listener.get_by_role("region", name="المشغّل")
    expect(player.get_by_role("button", name="إيقاف مؤقت: مجلس الضياء")).to_be_visible()
    listener.evaluate("window.sameDocument = true")
    listener.get_by_role("link", name="ديوان الأدب").first.click()
    expect(listener.get_by_role("heading", name="ديوان الأدب")).to_be_visible()
    expect(player.get_by_role("button", name="إيقاف مؤقت: مجلس الضياء")).to_be_visible()
    assert listener.evaluate("window.sameDocument") is True


def test_a_stopped_voice_is_told_why_and_until_when(server, people):
    supervisor, member = people.person(), people.person(phone=True)
    member.goto(server.links["member"])
    supervisor.goto(server.links["supervisor"])
    supervisor.get_by_role("button", name="خيارات: أم ياسين").click()
    sheet = supervisor.get_by_role("dialog")
    sheet.get_by_role("textbox", name="السبب").fill("مقاطعة متكررة لكلمة غيرها")
    sheet.get_by_role("button", name="تنفيذ").click()
    stopped = member.get_by_role("region", name="صوتك موقوف")
    expect(stopped).to_contain_text("مقاطعة متكررة لكلمة غيرها")
    member.reload()
    expect(stopped).to_be_visible()
