"""The rows of alliances."""

from multaqa.alliance.models.alliance import Alliance, Charter, OfficeHeld, Seat
from multaqa.alliance.models.mandate import Mandate
from multaqa.alliance.models.series import HijriMonthStart, Series, SeriesException

__all__ = ["Alliance", "Charter", "HijriMonthStart", "Mandate", "OfficeHeld", "Seat", "Series", "SeriesException"]
