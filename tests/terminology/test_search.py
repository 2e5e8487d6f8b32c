"""The search of a term by what somebody types."""

import pytest

from registry.terminology import ctcae
from registry.terminology.words import Index, fold

FIRST_FOUND = [
    # accents and ends of words do not matter
    ("fr", "nausee", "nausea"),
    ("en", "nausee", "nausea"),
    ("fr", "éruption acnéiforme", "rash_acneiform"),
    ("en", "oedema face", "edema_face"),
    ("en", "diarrhoea", "diarrhea"),
    ("fr", "œdème du visage", "edema_face"),
    ("fr", "syndrome main pied", "palmar_plantar_erythrodysesthesia_syndrome"),
    # the name that begins so, then the words one uses instead
    ("en", "neutro", "neutrophil_count_decreased"),
    ("fr", "neutro", "neutrophil_count_decreased"),
    ("fr", "neutropénie", "neutrophil_count_decreased"),
    ("fr", "thrombopénie", "platelet_count_decreased"),
    ("fr", "sgpt", "alanine_aminotransferase_increased"),
    ("en", "hair loss", "alopecia"),
    ("fr", "autre cardiaque", "cardiac_disorders_other_specify"),
    # the other language
    ("fr", "hypertension", "hypertension"),
    ("en", "vomissements", "vomiting"),
    ("fr", "weight loss", "weight_loss"),
    # a letter left out, added, replaced, two swapped
    ("en", "rach acne", "rash_acneiform"),
    ("en", "diarhea", "diarrhea"),
    ("fr", "diarhée", "diarrhea"),
    ("fr", "trombopénie", "platelet_count_decreased"),
    ("fr", "céphallées", "headache"),
    ("en", "paronichia", "paronychia"),
    ("en", "fatiuge", "fatigue"),
    # words that say nothing are left aside
    ("fr", "perte du poids", "weight_loss"),
]


@pytest.mark.parametrize(("language", "typed", "key"), FIRST_FOUND)
def test_finds_first(language: str, typed: str, key: str) -> None:
    assert ctcae.search(typed, language=language)[0].key == key


def test_a_term_is_found_by_its_own_name_in_both_languages() -> None:
    for term in ctcae.terms().values():
        assert ctcae.search(term.name.fr, language="fr", limit=1) == [term]
        assert ctcae.search(term.name.en, language="en", limit=1) == [term]


def test_usual_terms_stand_on_top_when_they_match() -> None:
    usual = ["rash_pustular", "nausea"]
    found = [term.key for term in ctcae.search("rash", language="en", first=usual)]
    assert found[0] == "rash_pustular"
    assert "nausea" not in found
    assert "rash_acneiform" in found


def test_nothing_typed_gives_the_usual_terms_in_their_order() -> None:
    usual = ["rash_acneiform", "diarrhea", "no_such_term"]
    assert [term.key for term in ctcae.search(" ", language="fr", first=usual)] == usual[:2]
    assert ctcae.search("", language="fr") == []


@pytest.mark.parametrize("typed", ["zzzzz", "xyz rash", "?!", "\x00", "=cmd|'/c calc'!A0", "\ud800"])
def test_finds_nothing_without_a_match(typed: str) -> None:
    assert ctcae.search(typed, language="fr") == []


def test_gives_no_more_than_asked() -> None:
    assert len(ctcae.search("douleur", language="fr")) == 20
    assert len(ctcae.search("douleur", language="fr", limit=3)) == 3


def test_reads_only_the_beginning_of_an_endless_text() -> None:
    assert ctcae.search("nausea" + " " * 100 + "z" * 100_000, language="en")[0].key == "nausea"


def test_a_short_word_is_taken_as_typed() -> None:
    """Three letters with an error could be anything."""
    assert ctcae.search("qqt", language="en") == []


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("Œdème  du Visage", "edeme du visage"),
        ("oedema", "edema"),
        ("Gamma-GT", "gamma gt"),
        ("l’œil", "l eil"),
    ],
)
def test_folds_to_bare_words(typed: str, bare: str) -> None:
    assert fold(typed) == bare


@pytest.fixture
def index() -> Index:
    return Index(
        [
            ("apple", (["Green apple"], ["pomme"])),
            ("pie", (["Apple pie"], [])),
            ("tart", (["Tart"], ["apple tart", "pomme au four"])),
        ]
    )


def test_the_shown_name_that_begins_so_comes_before_another_name_and_a_later_word(index: Index) -> None:
    assert index.find("apple") == ["pie", "tart", "apple"]


def test_a_name_that_equals_what_was_typed_comes_first(index: Index) -> None:
    assert index.find("pomme") == ["apple", "tart"]


def test_every_word_must_match(index: Index) -> None:
    assert index.find("apple four") == ["tart"]
    assert index.find("green four") == []


def test_errors_are_forgiven_only_where_nothing_matches_without(index: Index) -> None:
    assert index.find("tart") == ["tart"]
    assert index.find("tarts") == ["tart"]
    assert index.find("aplpe") == ["pie", "apple", "tart"]
