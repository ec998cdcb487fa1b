from tests.house.conftest import data, settings_of  # noqa: F401 - the same installation of one's own
