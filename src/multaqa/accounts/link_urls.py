"""The address of personal links; it stands below /l/ so that they stay short."""

from django.urls import path

from multaqa.accounts.views.links import personal_link

urlpatterns = [path("<str:secret>/", personal_link, name="personal_link")]
