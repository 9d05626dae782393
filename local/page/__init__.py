"""The development page: LINDA seen, texted, called and run in the browser, over her real interfaces alone."""

PAGE = "/_local/"
