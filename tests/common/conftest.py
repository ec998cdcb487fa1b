"""The tags and filters are tried with the least Django they stand on, unless the whole house is already up."""

import django
from django.conf import settings

if not settings.configured:
    settings.configure(
        INSTALLED_APPS=["multaqa.common", "django.contrib.staticfiles"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        STATIC_URL="/static/",
        USE_TZ=True,
        LANGUAGE_CODE="ar",
        SECRET_KEY="for tests alone",
    )
    django.setup()
