"""Addresses of the open call, below /calls/."""

from django.urls import path

from multaqa.contributions.views import bringing, linking, paper_files, papers, show, weighing

app_name = "contributions"
urlpatterns = [
    path("<int:call>/", show.call, name="call"),
    path("<int:call>/bring/", bringing.bring, name="bring"),
    path("<int:call>/paper/", papers.hand_in, name="hand_in"),
    path("<int:call>/review/", weighing.review, name="review"),
    path("<int:call>/publish/", weighing.publish, name="publish"),
    path("<int:call>/<int:number>/", show.numbered, name="numbered"),
    path("one/<int:pk>/", show.contribution, name="contribution"),
    path("one/<int:pk>/endorse/", show.endorse, name="endorse"),
    path("one/<int:pk>/comment/", show.comment, name="comment"),
    path("one/<int:pk>/change/", bringing.change, name="change"),
    path("one/<int:pk>/paper/", papers.hand_in_again, name="hand_in_again"),
    path("one/<int:pk>/withdraw/", bringing.withdraw, name="withdraw"),
    path("one/<int:pk>/link/", linking.link, name="link"),
    path("links/<int:pk>/<str:deed>/", linking.answer, name="answer_link"),
    path("one/<int:pk>/weigh/<str:deed>/", weighing.weigh, name="weigh"),
    path("papers/<int:revision>/<int:page>.webp", paper_files.page, name="paper_page"),
    path("papers/<int:revision>.pdf", paper_files.pdf, name="paper_pdf"),
    path("papers/<int:revision>/original", paper_files.original, name="paper_original"),
    path("papers/<int:revision>/<str:deed>/", papers.weigh, name="weigh_paper"),
]
