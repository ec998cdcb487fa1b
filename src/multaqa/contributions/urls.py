"""Addresses of the open call, below /calls/."""

from django.urls import path

from multaqa.contributions.views import bringing, show, weighing

app_name = "contributions"
urlpatterns = [
    path("<int:call>/", show.call, name="call"),
    path("<int:call>/bring/", bringing.bring, name="bring"),
    path("<int:call>/review/", weighing.review, name="review"),
    path("<int:call>/publish/", weighing.publish, name="publish"),
    path("<int:call>/<int:number>/", show.numbered, name="numbered"),
    path("one/<int:pk>/", show.contribution, name="contribution"),
    path("one/<int:pk>/endorse/", show.endorse, name="endorse"),
    path("one/<int:pk>/comment/", show.comment, name="comment"),
    path("one/<int:pk>/change/", bringing.change, name="change"),
    path("one/<int:pk>/withdraw/", bringing.withdraw, name="withdraw"),
    path("one/<int:pk>/weigh/<str:deed>/", weighing.weigh, name="weigh"),
]
