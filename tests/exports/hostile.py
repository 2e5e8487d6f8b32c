"""Texts that files have spoiled elsewhere: formulas, look-alikes of numbers and dates, odd characters."""

FORMULAS = (
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://127.0.0.1/","here")',
    "+33",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\tnausea",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\uff1d1+1",
    "\uff0d1",
    "'=1+1",
    "''=1+1",
)
LOOKALIKES = (
    "1E5",
    "MARCH1",
    "0012",
    "12/11",
    "12-11",
    "1.5",
    "1,5",
    "TRUE",
    "2026-11",
    "2026-11-03",
    "#N/A",
    "nan",
    "NULL",
)
SIGNS = (
    "'s-Gravenhage",
    "''",
    "'",
    '"quoted", with; separators\tand tab',
    "two\nlines",
    "two\r\nlines",
    "two\rlines",
    " blanks around ",
    "_x0041_",
    "_x000D_ as typed",
    "http://127.0.0.1/?a=1&b=2",
    "<b>&amp;</b>",
    "e\u0301 \u00e9 \u0153 \u2019",
    "\u0627\u0644\u062d\u0645\u0649",
    "\U0001f9d2 fever \U0001f321\ufe0f",
    "\u2028",
    "\x85",
)
CONTROLS = ("a\x0bb", "a\x00b", "\x01", "a\x1fb")
NO_CHARACTERS = ("a\ud800b", "\udfff")

TEXTS = FORMULAS + LOOKALIKES + SIGNS
"""What every file must give back exactly."""
