"""What was said, brought and decided in the months of the demo."""

from typing import NamedTuple

PURPOSE = "غرف حرّة يجمعها لقاء شهري، تتبادل فيه الخبرة وتمدّ يدها إلى الناس."
ABOUT = (
    "نحن غرف صوتية، لكل غرفة أهلها ومشرفوها ونظامها، لا سلطان لواحدة على أخرى.\n"
    "نجتمع مرة كل شهر في غرفة واحدة، مع ضيوف من أهل العلم، في موضوع نختاره معًا، والباب مفتوح لكل من عنده فكرة."
)
CHARTER = (
    "١. كل غرفة سيدة نفسها: أهلها ومشرفوها وقراراتها.\n\n"
    "٢. لكل غرفة مندوب واحد وصوت واحد.\n\n"
    "٣. تُنشر المحاضر والقرارات، ويُفتتح كل اجتماع بما بقي من تكليفات.\n\n"
    "٤. تخرج الغرفة متى شاءت، ومعها كل ما حُفظ عنها.\n"
)
NEW_RULE = "\n٥. لا يُدعى ضيف إلا بعلم المندوبين، ويُستأذن في التسجيل قبل أن يتكلم.\n"

DELEGATES = (
    ("سناء الدرعي", ""), ("ياسين الكيلاني", "رشا الكيلاني"), ("سناء القرّاء", ""), ("عبد الباسط النجار", "بدر النجار"),
    ("ياسر القصّاب", ""), ("عائشة الدباغ", ""), ("مريم بنّاني", ""), ("كريم بوزيد", ""), ("طارق الزبيدي", ""),
)  # fmt: skip


class Item(NamedTuple):
    """An agenda item: kind, title, minutes; who speaks on it (part, minutes); the question put, and how many are for, against and
    abstain; a decision; an action (text, room index, days until due)."""

    kind: str
    title: str
    minutes: int
    voices: tuple[tuple[str, float], ...] = ()
    question: str = ""
    votes: tuple[int, int, int] = (0, 0, 0)
    decision: str = ""
    action: tuple[str, int, int] | None = None


class Aside(NamedTuple):
    """What else happened in an open sitting, by part: who wished not to be recorded, whose turn was withheld and why, which
    alternate took the seat, who was removed and why."""

    declines: str = ""
    withheld: tuple[str, str] | None = None
    takes_seat: str = ""
    removed: tuple[str, str] | None = None


class Month(NamedTuple):
    """What happened in a month; contributions are (kind, part, title, text, endorsements)."""

    topic: str
    guest: tuple[str, str, str]
    preparatory: tuple[Item, ...]
    open: tuple[Item, ...]
    contributions: tuple[tuple[str, str, str, str, int], ...] = ()
    aside: Aside = Aside()


OPENING = Item("opening", "الافتتاح وإعلان النصاب", 10, (("chair", 2.0),))
CLOSING = Item("closing", "ما يستجدّ من أعمال، والختام", 10, (("chair", 1.5),))

MONTHS = (
    Month(
        "كيف نحمي غرفنا دون أن نغلقها؟",
        ("د. مأمون العتيقي", "من أهل العلم: أدب الحوار مع المخالف", "أدب الحوار مع المخالف"),
        (
            OPENING,
            Item(
                "discussion",
                "اختيار موضوع الشهر وضيفه",
                25,
                (("delegate_2", 3.0), ("delegate_4", 2.5), ("delegate_6", 2.0)),
                "هل يُعتمد موضوع: كيف نحمي غرفنا دون أن نغلقها؟",
                (8, 0, 1),
                "يُعتمد موضوع الشهر: كيف نحمي غرفنا دون أن نغلقها؟",
            ),
            CLOSING,
        ),
        (
            OPENING,
            Item("word", "كلمة ضيف اللقاء: أدب الحوار مع المخالف", 20, (("guest", 9.0),)),
            Item(
                "discussion", "ما الذي نفع الغرف حين هوجمت؟", 30, (("delegate_3", 2.8), ("delegate_1", 3.0), ("delegate_8", 2.2))
            ),
            Item(
                "ballot",
                "تنبيه مشترك بين الغرف",
                20,
                (("delegate_9", 2.6),),
                "هل تتبادل الغرف التنبيه إلى الغارات فور وقوعها؟",
                (7, 1, 1),
                "تتبادل الغرف التنبيه إلى الغارات فور وقوعها، ولكل غرفة قرارها.",
                ("إعداد صيغة التنبيه وتجربتها بين غرفتين", 5, 20),
            ),
            CLOSING,
        ),
        (
            (
                "proposal",
                "delegate_9",
                "تنبيه مشترك بين الغرف",
                "إذا هوجمت غرفة علمت أخواتها في دقيقة، ولكل غرفة أن تفعل ما تراه.",
                21,
            ),
            ("idea", "member", "دليل قصير للمشرف الجديد", "صفحة واحدة فيها ما يحتاجه المشرف في أسبوعه الأول.", 9),
        ),
        Aside(withheld=("delegate_8", "ذُكر فيها اسم من لم يأذن بذكره"), takes_seat="alternate_4"),
    ),
    Month(
        "الزائر أول مرة",
        ("د. ليلى السقّاط", "من أهل الإعلام الصوتي", "كيف يُستقبل من لا يعرفنا؟"),
        (
            OPENING,
            Item("discussion", "تكليفات الشهر الماضي", 10, (("delegate_6", 1.8),)),
            Item(
                "discussion",
                "اختيار موضوع الشهر",
                20,
                (("delegate_5", 2.4), ("delegate_7", 2.1)),
                "هل يُعتمد موضوع: الزائر أول مرة؟",
                (9, 0, 0),
                "يُعتمد موضوع الشهر: الزائر أول مرة.",
            ),
            CLOSING,
        ),
        (
            OPENING,
            Item("word", "كلمة ضيفة اللقاء", 20, (("guest", 8.0),)),
            Item(
                "discussion",
                "ماذا يرى الزائر في دقيقته الأولى؟",
                30,
                (("delegate_7", 2.7), ("delegate_2", 2.9), ("delegate_3", 3.0)),
            ),
            Item(
                "ballot",
                "بطاقة تعريف واحدة لكل غرفة",
                20,
                (("delegate_1", 2.2),),
                "هل تُعدّ لكل غرفة بطاقة تعريف واحدة؟",
                (8, 0, 1),
                "تُعدّ لكل غرفة بطاقة تعريف واحدة تُنشر في معرض الغرف.",
                ("إعداد نموذج بطاقة التعريف", 8, 24),
            ),
            Item("discussion", "توقيت الاجتماع", 10, (("delegate_8", 1.6),), action=("استطلاع الغرف في ساعة الاجتماع", 7, 3)),
            CLOSING,
        ),
        (
            (
                "proposal",
                "delegate_1",
                "بطاقة تعريف واحدة لكل غرفة",
                "يعرف الزائر من بطاقة واحدة ما تقدمه الغرفة ومتى تفتح أبوابها.",
                31,
            ),
            (
                "opinion",
                "delegate_8",
                "هل الساعة الحادية عشرة متأخرة؟",
                "في بلاد الاغتراب يصير موعدنا بعد منتصف الليل عند بعضنا.",
                12,
            ),
            ("idea", "delegate_5", "سلسلة دروس قصيرة مشتركة", "كل غرفة تعطي درسًا واحدًا، فتصير سلسلة.", 7),
        ),
        Aside(declines="delegate_2", removed=("alternate_2", "مقاطعة من كانت له الكلمة بعد التنبيه مرتين")),
    ),
    Month(
        "طرائق جديدة للوصول إلى الناس",
        ("د. مأمون العتيقي", "من أهل العلم: أدب الحوار مع المخالف", "أدب الحوار مع المخالف"),
        (
            OPENING,
            Item("discussion", "متابعة تكليفات الدورة الثانية", 15),
            Item("discussion", "اختيار الموضوع والضيوف والغرفة المضيفة", 30),
            Item("discussion", "النظر في المقترحات", 30),
            CLOSING,
        ),
        (),
        (
            (
                "proposal",
                "delegate_9",
                "يوم موحّد للتعريف بالغرف",
                "لكل غرفة منّا شيء تحسنه، ولا يكاد يعرفه إلا أهلها. نقترح يومًا واحدًا في الشهر، تفتح فيه الغرف أبوابها ساعة واحدة في وقت واحد.",
                47,
            ),
            ("idea", "delegate_3", "بطاقة تعريف مصوّرة لكل غرفة", "صورة واحدة تُرسل فتُفهم: ما الغرفة ومتى وأين.", 31),
            ("opinion", "delegate_8", "هل نترجم المداخلات لمن لا يعرف العربية؟", "في غرفتنا من يفهم ولا يستطيع أن يتكلم.", 12),
            ("idea", "delegate_7", "دليل قصير للزائر الجديد", "ورقة واحدة: كيف تدخل، وكيف تطلب الكلمة، ومن تسأل.", 2),
            ("question", "member", "كيف نحاور من لا يريد إلا الشجار؟", "سؤال لضيف اللقاء عن أدب الحوار.", 18),
        ),
    ),
)
