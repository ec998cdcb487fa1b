"""Addresses of the library, below /listen/."""

from django.urls import path

from multaqa.library.views import deeds, sitting, sound

app_name = "library"
urlpatterns = [
    path("<int:gathering>/", sitting.sitting, name="sitting"),
    path("<int:gathering>/whole.<str:kind>", sound.whole, name="whole"),
    path("<int:gathering>/make/<str:kind>/", deeds.make, name="make"),
    path("<int:gathering>/chapters/<int:mark>/", deeds.retitle, name="retitle"),
    path("turns/<str:public_id>/", sitting.turn, name="turn"),
    path("turns/<str:public_id>.ogg", sound.turn_ogg, name="turn_ogg"),
    path("turns/<str:public_id>.mp3", sound.turn_mp3, name="turn_mp3"),
    path("turns/<str:public_id>/withhold/", deeds.withhold, name="withhold"),
    path("turns/<str:public_id>/give-back/", deeds.give_back, name="give_back"),
]
