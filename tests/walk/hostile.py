"""Texts that have spoiled registries elsewhere."""

SCRIPTS = (
    "<script>window.__ran=1</script>",
    "</textarea><script>window.__ran=2</script>",
    '"><img src=x onerror=window.__ran=3>',
    "' onmouseover='window.__ran=4' autofocus onfocus='window.__ran=4",
    "<svg/onload=window.__ran=5>",
    "javascript:window.__ran=6",
    "</title></style></script><script>window.__ran=7</script>",
    '{"a":"</script><script>window.__ran=8</script>"}',
    "<iframe srcdoc='<script>parent.__ran=9</script>'></iframe>",
    "<a href='javascript:window.__ran=10'>look</a><form action=//evil.example><input type=submit>",
)
FORMULAS = ("=cmd|' /C calc'!A0", "=1+1", "+33", "-1+1", "@SUM(1)", '=HYPERLINK("http://evil.example","x")')
TEMPLATES = (
    "{{7*7}}",
    "{% raw %}",
    "${7*7}",
    "%s %d %(actor)s",
    "{0.__class__}",
    "#{7*7}",
    "%00",
    "\\u0000",
    "\\",
)
SQL = ("'", "'; DROP TABLE patient; --", '" OR ""="', "1) OR (1=1", "%' OR '1'='1", "NULL")
SIGNS = (
    "עברית العربية",
    "\u202egnp.txt\u202c",
    "👩🏽‍⚕️🧒",
    "e\u0301te\u0301",
    "ภาษาไทย",
    "𝔘𝔫𝔦",
    "ﷺ İıß ŉ",
    "&amp; &lt;b&gt; &#39;",
    "a\u200bb\u00a0c",
    "NaN",
    "1e5",
)
TEXTS = SCRIPTS + FORMULAS + TEMPLATES + SQL + SIGNS
"""Stored exactly, and shown as the text it is."""

UNSTORABLE = ("a\x00b", "a\x0bb", "\x1b[31mred", "a\x7fb", "a\x85b", "a\ud800b", "\udfff", "a\ufffdb")
"""Control characters and halves of characters: refused with a sentence, and kept as far as any text can hold them."""

UNUSUAL = ("\x00", "a\x00b", "\ud800", "'", "9" * 5000)
"""What databases tell apart."""

VALUES = (
    *UNUSUAL,
    "",
    '"',
    "');--",
    "%",
    "\n",
    "\\",
    "<script>",
    "{{7*7}}",
    "../../etc/passwd",
    "//evil.example",
    "-1",
    "1.5",
    "1e999",
    "9" * 30,
    "NaN",
    "١٢",
    "²",
    "2026-13-45",
    "9999-12-31",
    "-9999y",
    "a" * 10_000,
)
"""What parameters of addresses are given by those who look for holes."""
