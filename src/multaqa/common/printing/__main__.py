"""The process that draws: HTML on standard input, PDF on standard output, seconds as its one argument."""

import resource
import sys
from typing import Any

from multaqa.common.background import step_back
from multaqa.common.printing import BROKE, CANNOT_IMPORT, MOST_BYTES
from multaqa.common.printing.fonts import font_css, font_files

MOST_MEMORY = 1536 * 1024**2
MOST_FILE = 64 * 1024**2


def main(seconds: int) -> int:
    """Answers with the exit code."""
    _limit(seconds)
    step_back()
    page = sys.stdin.buffer.read(MOST_BYTES + 1).decode()
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        print(error, file=sys.stderr)
        return CANNOT_IMPORT
    try:
        drawn = _drawn(weasyprint, page)
    except Exception as error:
        print(repr(error), file=sys.stderr)
        return BROKE
    sys.stdout.buffer.write(drawn)
    sys.stdout.buffer.flush()
    return 0


def _limit(seconds: int) -> None:
    """A page made to be endless ends here: by its share of the processor, its memory, or what it writes."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, MOST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, hard))


def _drawn(weasyprint: Any, page: str) -> bytes:
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = font_files()

    class OwnFonts(URLFetcher):
        """Opens the files of the face. Every other address is refused: a page could otherwise read this machine's files into
        a PDF, or knock at doors of the network the server stands in."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in files:
                raise ValueError("Only what is in the page is drawn")
            return URLFetcherResponse(url, files[url].read_bytes(), {"Content-Type": "font/woff2"})

    fetcher, fonts = OwnFonts(allowed_protocols=("file",), allow_redirects=False), FontConfiguration()
    style = weasyprint.CSS(string=font_css(), url_fetcher=fetcher, font_config=fonts)
    document = weasyprint.HTML(string=page, url_fetcher=fetcher, base_url=None, media_type="print")
    drawn: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_tags=True)
    return drawn


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
