"""The deeds on minutes by one name."""

from multaqa.assembly.domain.actions import carry_on as carry_on
from multaqa.assembly.domain.approving import approve as approve
from multaqa.assembly.domain.approving import publish as publish
from multaqa.assembly.domain.editing import add as add
from multaqa.assembly.domain.editing import reword as reword
from multaqa.assembly.domain.editing import take_out as take_out
from multaqa.assembly.domain.minutes_states import DRAFTS as DRAFTS
from multaqa.assembly.domain.minutes_states import OUT as OUT
from multaqa.assembly.domain.remarking import remark as remark
from multaqa.assembly.domain.remarking import send_for_remarks as send_for_remarks
from multaqa.assembly.domain.remarking import settle as settle
from multaqa.assembly.minutes_rules import keeps as keeps
from multaqa.assembly.minutes_rules import may_read as may_read
from multaqa.assembly.minutes_rules import sat_with_delegates as sat_with_delegates
