"""One person is not taken for another, and no two people with different names are told they have one."""

import pytest

from multaqa.common.names import is_reserved, name_key, resembles

# Each right-hand name is somebody passing for the left-hand one.
SPOOFS = [
    ("محمد", "محـمد"), ("محمد", "مح\u200cمد"), ("محمد", "مُحَمَّد"), ("محمد", "ﻣﺤﻤﺪ"), ("محمد", "\u202eمحمد"), ("محمد", "م ح م د"),
    ("محمد", "محمدد"), ("محمد", "محم\u2060د"), ("محمد", "مح\u034fمد"), ("محمد", "محمڈ"), ("محمد", "ݥحمد".replace("ݥ", "م\u0610")),
    ("كريم", "کریم"), ("كريم", "ڪريم"), ("كريم", "كرېم"), ("كريم", "كريم\u2800"), ("كريم", "ڭريم"),
    ("أحمد", "احمد"), ("أحمد", "إحمد"), ("أحمد", "ٱحمد"), ("أحمد", "ٲحمد"), ("أحمد", "آحمد"), ("أحمد", "١حمد"), ("أحمد", "1حمد"),
    ("فاطمة", "فاطمه"), ("فاطمة", "فاطمۃ"), ("فاطمة", "فاطمہ"), ("فاطمة", "فاطمة‎"), ("فاطمة", "ڤاطمة".replace("ڤ", "ڢ")),
    ("هبة", "ھبة"), ("هبة", "ہبة"), ("عبده", "عبد٥"), ("عبده", "عبدہ"),
    ("ليلى", "ليلي"), ("ليلى", "لیلی"), ("ليلى", "لـيـلـى"), ("مؤمن", "مومن"), ("مؤمن", "مۆمن"), ("هانئ", "هاني"), ("هانئ", "هانى"),
    ("نور", "ںور"), ("نور", "نۏر"), ("نور", "نوۯ"), ("حسين", "حسيںن"), ("قاسم", "ٯاسم"), ("قاسم", "قاښم"), ("لمى", "ڵمى"), ("شادي", "ۺادي"),
    ("عبد الله", "عبدالله"), ("عبد الله", "عبد_الله"), ("عبد الله", "عبد❤الله"), ("عبد الله", "عبداللہ"), ("صخر 12", "صخر ۱۲"),
    ("علي Ali", "Ali علي"),
    ("Omar", "Οmar"), ("Omar", "Оmar"), ("Omar", "0mar"), ("Omar", "Ornar"), ("Omar", "ʘmar".replace("ʘ", "Ø")), ("Omar", "Omаr"), ("Omar", "𝐎𝐦𝐚𝐫"),
    ("Omar", "Ｏｍａｒ"), ("Omar", "OMAR"), ("Omar", "O\u200bmar"),
    ("Ali", "AIi"), ("Ali", "A1i"), ("Ali", "A|i"), ("Ali", "Аli"), ("Ali", "Alı"), ("Ali", "Alì"), ("Ali", "Ali!"),
    ("Ibrahim", "lbrahim"), ("Ibrahim", "1brahim"), ("Ibrahim", "Ιbrahim"), ("Layla", "Iayla"), ("Salim", "SaIim"), ("Samir", "Sam1r"),
    ("Basem", "ВАЅЕМ"), ("Hanan", "НАNAN"), ("Nina", "ΝΙΝΑ"), ("Sara", "$ara"), ("Adam", "@dam"), ("Karim", "Каrim"), ("Wael", "VVael"),
    ("Marwan", "Маrwan"), ("Yusuf", "Υusuf"), ("Zoe", "Zoë"), ("Sophie", "Ѕорhіе"), ("Hassan", "Hasan"),
]  # fmt: skip

DIFFERENT = [
    ("عمر", "عمرو"), ("حسن", "حسين"), ("علي", "علا"), ("علي", "عالي"), ("سمر", "ثمر"), ("سلمى", "سليم"), ("سلمى", "سلوى"), ("كريم", "كرم"),
    ("كريم", "كريمة"), ("أمين", "أمينة"), ("أمين", "أيمن"), ("جمال", "جميل"), ("خالد", "خلود"), ("حمد", "محمد"), ("حمد", "أحمد"), ("محمود", "محمد"),
    ("حامد", "حميد"), ("رشيد", "راشد"), ("نور", "نورة"), ("نور", "نوار"), ("نادر", "نادية"), ("منى", "منال"), ("هناء", "هند"), ("ياسر", "ياسين"),
    ("يوسف", "يونس"), ("زيد", "زياد"), ("زيد", "يزيد"), ("سعد", "سعيد"), ("سعد", "أسعد"), ("فهد", "فهمي"), ("فريد", "فريدة"), ("قاسم", "باسم"),
    ("بسام", "باسم"), ("هشام", "هاشم"), ("وليد", "خالد"), ("ربيع", "رفيع"), ("عبد الله", "عبد الإله"), ("عبد الرحمن", "عبد الرحيم"),
    ("صالح", "صلاح"), ("طارق", "طريف"), ("غادة", "غدير"), ("پرویز", "بروين"), ("چنار", "جنار"), ("گلنار", "كلنار"), ("علي ١٢", "علي ١٣"),
    ("Omar", "Omer"), ("Ali", "Ail"), ("Wail", "Wali"), ("Laila", "Lala"), ("Sara", "Sarah"), ("Amin", "Amina"), ("Mina", "Nina"),
    ("Samir", "Samar"), ("Karim", "Karima"), ("Nail", "Nali"), ("Bilal", "Bilan"), ("Иван", "Ирина"), ("Нина", "Инна"), ("Room 10", "Room 100"),
]  # fmt: skip


def test_whoever_passes_for_another_is_caught() -> None:
    missed = [pair for pair in SPOOFS if resembles(name_key(pair[0]), name_key(pair[1])) != "same"]
    assert len(SPOOFS) >= 60
    assert missed == []


@pytest.mark.parametrize("pair", DIFFERENT)
def test_different_names_are_not_made_one(pair: tuple[str, str]) -> None:
    assert name_key(pair[0]) != name_key(pair[1])


def test_near_is_one_letter_in_names_of_four_and_more() -> None:
    assert resembles("سليمان", "سليما") == "near"
    assert resembles("khalid", "khalib") == "near"
    assert resembles("عمر", "عمرو") is None
    assert resembles("حسن", "حسين") is None
    assert resembles("khalid", "walid") is None
    assert resembles("omar", "omar") == "same"
    assert resembles("", "") is None


def test_a_name_without_letters_has_no_key() -> None:
    assert name_key("❤ ــ \u200d") == ""


@pytest.mark.parametrize(
    "name",
    [
        "مشرف", "المشرفة", "م.ش.ر.ف", "مشـرف", "مشرف عام", "مشرف الغرفة", "رئيس الجلسة", "الإدارة", "ادارة الموقع", "محمد - الدعم", "أمين السر",
        "مالك الغرفة", "ناطق", "مندوب", "admin", "ADMIN", "adm1n", "AdmIn", "аdmin", "@dmin", "Admin Salim", "Support Team", "supp0rt", "mod",
        "The Moderator", "official",
    ],
)  # fmt: skip
def test_an_office_is_not_a_name(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize(
    "name",
    [
        "أشرف",
        "شرف الدين",
        "مالك",
        "أمين",
        "Amin",
        "Adam",
        "ناطق محمد",
        "مشرف حسين",
        "Modar",
        "غرفة",
        "عام",
        "Madi",
        "رئيسة بنت علي",
        "",
    ],
)
def test_a_name_is_not_an_office(name: str) -> None:
    assert not is_reserved(name)
