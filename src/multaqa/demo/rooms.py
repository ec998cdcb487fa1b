"""The rooms of the demo: what each offers, when, and in which languages."""

from typing import NamedTuple


class DemoRoom(NamedTuple):
    """`slots` are (weekday, hour, minute, title); weekday 0 is Monday."""

    slug: str
    name: str
    offers: str
    languages: str
    tint: int
    slots: tuple[tuple[int, int, int, str], ...]
    about: str = ""
    elsewhere: str = ""


EVERY_NIGHT = range(7)

ROOMS = (
    DemoRoom(
        "majlis-aldiya",
        "مجلس الضياء",
        "أسئلة الأسرة والتربية، وضيف كل أحد.",
        "العربية",
        2,
        ((6, 21, 30, "سهرة الأحد: أسئلة في تربية الأبناء"), (2, 21, 30, "بيت هادئ: حلّ الخلاف قبل أن يكبر")),
        "مجلس مفتوح لمن يسأل عن أولاده وبيته. نبدأ بسؤال، ثم تُعطى الكلمة بالترتيب، ولا يُقاطَع متحدث.",
    ),
    DemoRoom(
        "sunna-alhayat",
        "صنّاع الحياة",
        "تجارب يرويها أصحابها، ونقاش عمليّ في ما ينفع الناس.",
        "العربية",
        1,
        tuple((day, 22, 0, "لقاء الليلة") for day in EVERY_NIGHT),
    ),
    DemoRoom(
        "wahat-alqurra",
        "واحة القرّاء",
        "قراءة كتاب كل شهر، فصلًا فصلًا، بصوت أهل الغرفة.",
        "العربية",
        3,
        ((0, 22, 30, "فصل الليلة"),),
    ),
    DemoRoom("diwan-aladab", "ديوان الأدب", "شعر ونثر، ومجلس نقد لا يجرح.", "العربية", 4, ((4, 23, 0, "ليلة النقد"),)),
    DemoRoom(
        "rifaq-alilm",
        "رفقاء العلم",
        "دروس متتابعة، وتدارس بعد كل درس.",
        "العربية، Français",
        5,
        ((1, 21, 0, "الدرس"), (3, 21, 0, "التدارس")),
    ),
    DemoRoom(
        "nadi-allisan",
        "نادي اللسان",
        "تعلّم لغة بالكلام، مع من يصبر عليك.",
        "العربية، English، Türkçe",
        2,
        tuple((day, 20, 0, "حوار مفتوح") for day in EVERY_NIGHT),
    ),
    DemoRoom("suqya", "سُقيا", "تنسيق أعمال البرّ الصغيرة، ومتابعتها علنًا.", "العربية", 1, ((6, 22, 0, "متابعة الحملة"),)),
    DemoRoom(
        "marafi",
        "مرافئ",
        "ملتقى المغتربين: أخبار البيوت البعيدة ونصائح العيش.",
        "العربية، Français، Deutsch",
        3,
        ((5, 19, 0, "مقهى المغتربين"),),
    ),
    DemoRoom(
        "bayt-altajriba",
        "بيت التجربة",
        "تجارب الغرف في خدمة الناس: ما نجح منها وما لم ينجح.",
        "العربية",
        6,
        ((2, 22, 0, "تجربة الأسبوع"),),
    ),
    DemoRoom("hadith-almasa", "حديث المساء", "ساعة أنس وفائدة بعد العشاء.", "العربية", 4, ((3, 21, 30, "حديث الليلة"),)),
    DemoRoom(
        "ummahat-alghad",
        "أمهات الغد",
        "أمهات يتبادلن الخبرة والسند.",
        "العربية",
        1,
        ((0, 20, 0, "لقاء الأمهات"),),
        elsewhere="https://paltalk.example/rooms/ummahat-alghad",
    ),
    DemoRoom(
        "difaf",
        "ضفاف",
        "حوارات هادئة مع من يخالفك.",
        "العربية، English",
        5,
        ((4, 22, 0, "حوار الجمعة"),),
        elsewhere="https://paltalk.example/rooms/difaf",
    ),
)

PEOPLE = {
    "owner": "عبد الكريم الفاسي",
    "supervisor": "يحيى الراشد",
    "member": "أم ياسين",
    "member_2": "خالد الدرعي",
    "member_3": "سناء الحلبي",
    "member_4": "Karim B.",
    "visitor": "نور الهدى",
}

CHAT = (
    ("member_2", "السلام عليكم. هل موضوعنا الليلة عن المراهقين أم عن الصغار؟"),
    ("supervisor", "وعليكم السلام. عن الاثنين، ونبدأ بالصغار."),
    ("member_4", "We have two boys, four and nine. The older one stopped reading."),
    ("member_3", "جرّبنا أن نقرأ معًا عشر دقائق قبل النوم، ونجحت بعد أسبوعين."),
    ("member", "وما الذي يُقرأ؟ أسماء الكتب تنفعنا جميعًا."),
    ("owner", "نجمع الأسماء هنا، ثم نثبّتها أعلى الدردشة."),
)
