"""Addresses of the month, below /months/."""

from multaqa.assembly import calendar_urls, cycle_urls, guest_urls, minutes_urls, reminder_urls, report_urls, sitting_urls

app_name = "assembly"
urlpatterns = [
    *calendar_urls.urlpatterns,
    *guest_urls.urlpatterns,
    # Before the minutes, whose deeds would take these names for theirs.
    *report_urls.urlpatterns,
    *minutes_urls.urlpatterns,
    *reminder_urls.urlpatterns,
    *sitting_urls.urlpatterns,
    *cycle_urls.urlpatterns,
]
