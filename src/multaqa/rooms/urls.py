"""Addresses of rooms, below /rooms/. Those of the live page are the lobby's."""

from django.urls import path

from multaqa.rooms.views import editing, gathering, inviting, making, people, show, supervising

app_name = "rooms"
urlpatterns = [
    path("new/", making.new, name="new"),
    path("<str:slug>/", show.show, name="room"),
    path("<str:slug>/open/", gathering.open_it, name="open"),
    path("<str:slug>/close/", gathering.close_it, name="close"),
    path("<str:slug>/leave/", making.leave, name="leave"),
    path("<str:slug>/end/", making.end, name="end"),
    path("<str:slug>/edit/", editing.edit, name="edit"),
    path("<str:slug>/edit/face/", editing.face, name="face"),
    path("<str:slug>/edit/rule/", editing.rule, name="rule"),
    path("<str:slug>/edit/doors/", editing.doors, name="doors"),
    path("<str:slug>/edit/picture/", editing.picture, name="picture"),
    path("<str:slug>/edit/programme/", editing.add_line, name="line"),
    path("<str:slug>/edit/programme/<int:line>/drop/", editing.drop_line, name="drop_line"),
    path("<str:slug>/people/", people.everybody, name="people"),
    path("<str:slug>/people/<int:person>/<str:deed>/", people.one, name="person"),
    path("<str:slug>/order/", supervising.supervising, name="order"),
    path("<str:slug>/order/sanctions/<int:sanction>/lift/", supervising.lift, name="lift"),
    path("<str:slug>/order/sanctions/<int:sanction>/change/", supervising.change, name="change"),
    path("<str:slug>/order/acts/<int:act>/undo/", supervising.undo, name="undo"),
    path("<str:slug>/invite/", inviting.invite, name="invite"),
    path("<str:slug>/invite/<int:link>/close/", inviting.close_link, name="close_link"),
    path("<str:slug>/invite/<int:link>/renew/", inviting.renew, name="renew"),
]
