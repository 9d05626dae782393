"""The comment as a whole: what it says of each change, and that it can hold any."""

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from review import comment, synthesis
from review.comment import Review
from review.findings import Finding, Topic
from review.template import Stack, changes
from review.words import code
from tests.unit.review.templates import BUNDLE, CASES, QUEUE, TABLE, Markdown, after, before, properties

CDK_DIFF = "Stack LindaStack\nResources"  # not the point here: tests/infrastructure/test_review.py has the real one
REPLACED = f"[~] AWS::DynamoDB::Table RepairsLeadLog {TABLE} replace"
GITHUB_TAKES = 65_536
WITHOUT_FINDINGS = "nothing", "change_code", "change_what_nobody_knows"


def reviewed(old: Any, new: Any, cdk_diff: str = CDK_DIFF) -> Review:
    return comment.review(
        Stack(old, "LindaStack"), Stack(new, "LindaStack"), cdk_diff, synthesis.replacements(cdk_diff)
    )


def markdown(old: Any, new: Any, cdk_diff: str = CDK_DIFF) -> str:
    return comment.as_markdown(reviewed(old, new, cdk_diff), "`main` (0123abcd)", [])


@pytest.mark.parametrize("case", CASES)
def test_the_comment_says_what_a_reviewer_must_see(case: str, snapshot: SnapshotAssertion) -> None:
    says = REPLACED if case == "rename_the_table" else CDK_DIFF
    assert markdown(before(), after(CASES[case]), says) == snapshot(extension_class=Markdown)


@pytest.mark.parametrize("case", [name for name in CASES if name not in WITHOUT_FINDINGS])
def test_a_change_taken_back_is_told_too(case: str) -> None:
    assert reviewed(after(CASES[case]), before(), REPLACED).findings


def test_a_template_that_does_not_change_takes_one_line() -> None:
    assert markdown(before(), before()).count("\n") == 2  # the marker's, and its own
    assert comment.as_text(reviewed(before(), before()), "`main`", []) == "No change of the template since `main`.\n"


def test_what_no_finding_is_about_is_to_be_read_and_never_called_nothing() -> None:
    new = before()
    new["Resources"][QUEUE]["DependsOn"] = [TABLE]
    new["Outputs"]["Queue"] = {"Value": "x"}
    written = markdown(before(), new)
    assert "None of the known dangers (access," in written
    assert "**Read the list below.**" in written
    shown, _, folded = written.partition("<details>")
    assert "### Different, and not looked into\n\n- changed `AWS::SQS::Queue`" in shown
    assert "- new `Outputs` `Queue`" in shown
    assert "All that is different" not in folded
    CASES["delete_items"](new)
    assert "- new `Outputs` `Queue`" in markdown(before(), new).partition("<details>")[0]
    assert "- changed `AWS::IAM::Role`" in markdown(before(), new).partition("<details>")[2]
    on_terminal = comment.as_text(reviewed(before(), new), "`main`", [])
    assert on_terminal.rindex("- new `Outputs` `Queue`") > on_terminal.index("# Access (IAM)")


def test_a_setting_that_nobody_knows_is_not_hidden_by_one_that_is_told() -> None:
    new = before()
    properties(new, BUNDLE).update(Timeout=61)
    assert reviewed(before(), new).unspoken == []
    properties(new, BUNDLE).update(SnapStart={"ApplyOn": "PublishedVersions"})
    assert any("`SnapStart`" in line for line in reviewed(before(), new).unspoken)


def test_a_note_stands_above_the_findings() -> None:
    written = comment.as_markdown(reviewed(before(), after(CASES["delete_items"])), "`main`", ["Other packages."])
    assert written.index("> Other packages.") < written.index("### Access (IAM)")


def test_on_a_terminal_the_sentences_come_last() -> None:
    written = comment.as_text(reviewed(before(), after(CASES["delete_items"])), "`main`", ["Other packages."])
    assert written.startswith(CDK_DIFF)
    assert (
        written.index("- changed `AWS::IAM::Role`") < written.index("Other packages.") < written.index("# Access (IAM)")
    )
    assert "<details>" not in written


def test_a_first_review_calls_everything_new() -> None:
    found = reviewed({}, before())
    assert all(line.startswith(("new ", "changed `Description`")) for line in found.others)
    assert len(found.others) == len(before()["Resources"]) + 2
    assert any("New public route `POST /dispatcher`" in finding.text for finding in found.findings)


def test_a_secret_in_plain_text_is_named_but_never_repeated() -> None:
    value = "sk-made-up-0123456789"
    written = markdown(before(), after(CASES["change_secrets"]), f"[+] Added: .OPENAI_API_KEY {value}")
    assert "OPENAI_API_KEY" in written
    assert value not in written
    assert "OPENAI_API_KEY •••" in written
    taken_out = markdown(after(CASES["change_secrets"]), before(), f"[-] Removed: .OPENAI_API_KEY {value}")
    assert value not in taken_out


def test_no_sentence_repeats_a_secret() -> None:
    new = before()
    properties(new, BUNDLE)["Runtime"] = "sk-0123456789abcdef0123"
    written = markdown(before(), new)
    assert "Runtime of `dispatcher` is `•••` now" in written
    assert "sk-0123" not in written


def test_no_part_of_a_secret_that_is_put_together_is_repeated() -> None:
    new = before()
    new["Outputs"]["Token"] = {"Value": {"Fn::Join": ["", ["Bearer ", "madeup0123", {"Ref": TABLE}]]}}
    written = markdown(before(), new, f'[+] "madeup0123", {TABLE}')
    assert "madeup0123" not in written
    assert f'[+] "•••", {TABLE}' in written


def test_what_a_template_says_cannot_become_markup() -> None:
    def change(template: dict[str, Any]) -> None:
        evil = "</details> @brandon `` <img src=x> \n\n# heading"
        properties(template, TABLE)["TableName"] = evil
        properties(template, BUNDLE)["Runtime"] = evil
        template["Resources"][evil] = {"Type": evil, "Metadata": {"aws:cdk:path": evil}}

    written = markdown(before(), after(change), "```\n</details>\n````\n# heading")
    outside = re.sub(r"(?s)^(`{3,})text\n.*?^\1$", "", written, flags=re.MULTILINE)
    outside = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", outside)
    assert "img" not in outside
    assert "@brandon" not in outside
    assert "# heading" not in outside.replace("## What", "")
    assert outside.count("<details>") == outside.count("</details>") == 2


@pytest.mark.parametrize("lines", [10, 100_000])
@pytest.mark.parametrize("findings", [1, 5_000])
@pytest.mark.parametrize("others", [1, 5_000])
def test_a_comment_of_any_size_fits_and_says_what_it_leaves_out(lines: int, findings: int, others: int) -> None:
    found = Review(
        findings=[Finding(Topic.ACCESS, f"`{number}` may now also", "Role") for number in range(findings)],
        others=[f"new `{number}`" + "x" * 50 for number in range(others)],
        unspoken=[f"new `{number}`" + "x" * 50 for number in range(others)],
        only_code=[],
        cdk_diff="\n".join(f"│ └─ [+] {number}" for number in range(lines)),
    )
    written = comment.as_markdown(found, "`main`", [])
    assert len(written.encode()) < GITHUB_TAKES
    assert written.endswith("</details>\n")
    assert ("more lines of `cdk diff`" in written) == (lines > 10)
    assert ("more findings" in written) == (findings > 1)
    assert ("too many to list" in written) == (others > 1)


def keys_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a template."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [deeper for key, part in parts for deeper in keys_of(part, (*path, key))]


PLACES = keys_of(before())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["*", "NONE", "Deny", "Retain"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["Ref", "Fn::Join", "Statement", "x"]), inner)
    ),
    max_leaves=6,
)
Mutation = tuple[tuple[Any, ...], Any]
REMOVE = object()


def mutate(template: dict[str, Any], place: tuple[Any, ...], value: Any) -> None:
    """Put the value there, or remove what is there; nothing if an earlier mutation took the place away."""
    target: Any = template
    for key in place[:-1]:
        try:
            target = target[key]
        except (KeyError, IndexError, TypeError):
            return
    if not isinstance(target, dict | list):
        return
    try:
        if value is REMOVE:
            del target[place[-1]]
        else:
            target[place[-1]] = copy.deepcopy(value)
    except (KeyError, IndexError, TypeError):
        return


@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON | st.just(REMOVE)), min_size=1, max_size=4))
def test_any_template_can_be_reviewed_and_all_that_differs_is_named(mutations: list[Mutation]) -> None:
    new = before()
    for place, value in mutations:
        mutate(new, place, value)
    assert reviewed(new, new).is_empty
    for old_template, new_template in ((before(), new), (new, before())):
        written = markdown(old_template, new_template)
        for change in changes(Stack(old_template), Stack(new_template)):
            assert change.is_only_code or code(change.logical_id) in written
        same = json.dumps(old_template, sort_keys=True) == json.dumps(new_template, sort_keys=True)
        assert same == ("No change of the template" in written)
