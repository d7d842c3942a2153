"""The only things a document may load: files packaged under static/, and pictures drawn into the page itself."""

from pathlib import Path
from typing import Any

STATIC = Path(__file__).parents[3] / "static"
SCHEME = "asset:"
DRAWN = ("data:image/svg+xml;charset=utf-8,", "data:image/svg+xml,", "data:image/png;base64,")
MEDIA_TYPES = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}


def packaged(address: str, root: Path = STATIC) -> Path:
    """Return the file behind `asset:<path under static/>`; anything else is a ValueError."""
    if not address.startswith(SCHEME):
        raise ValueError(f"a document loads packaged assets only, not {address[:80]}")
    path = (root / address.removeprefix(SCHEME)).resolve()
    if not path.is_relative_to(root.resolve()) or path.suffix not in MEDIA_TYPES:
        raise ValueError(f"not a packaged asset: {address[:80]}")
    return path


def fetcher() -> Any:
    """Return the fetcher handed to WeasyPrint: no network, no file:, no redirects, and every failure is fatal."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedAssets(URLFetcher):
        """Serves packaged files and drawn pictures."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith(DRAWN):
                return super().fetch(url, headers)
            path = packaged(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MEDIA_TYPES[path.suffix]})

    return PackagedAssets(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
