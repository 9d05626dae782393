"""Who may do what: wider, narrower, or the same said otherwise."""

import json
from typing import Any

import pytest

from review import access
from review.findings import Finding, Topic
from review.template import Stack
from tests.unit.review.templates import QUEUE_POLICY, ROLE, TABLE, before, properties, statements

PERMISSION = "ApiPOSTdispatcherdispatcherintegrationPermissionB9F60CE3"
ROLE_SAYS = "`LINDALambdaExecutionRole` (the role of `dispatcher` and `scheduler`)"


def found(old: dict[str, Any], new: dict[str, Any]) -> list[Finding]:
    return list(access.findings(Stack(old), Stack(new)))


def one(old: dict[str, Any], new: dict[str, Any]) -> Finding:
    [only] = found(old, new)
    return only


def test_another_action_is_wider_and_named_with_what_it_is_on() -> None:
    new = before()
    statements(new, "Tables")[0]["Action"].append("dynamodb:DeleteItem")
    finding = one(before(), new)
    assert finding.text == (
        f"{ROLE_SAYS} may now also `dynamodb:DeleteItem` on `Repairs_Lead_Log` and the indexes of `Repairs_Lead_Log`."
    )
    assert (finding.is_risk, finding.logical_id, finding.path) == (True, ROLE, "LindaStack/Role/Resource")


def test_an_action_less_is_narrower() -> None:
    new = before()
    statements(new, "Tables")[0]["Action"].remove("dynamodb:Scan")
    finding = one(before(), new)
    assert f"{ROLE_SAYS} may no longer `dynamodb:Scan`" in finding.text
    assert not finding.is_risk


def test_a_wildcard_is_wider_and_takes_nothing_away() -> None:
    new = before()
    statements(new, "Tables")[0]["Action"] = ["dynamodb:*"]
    finding = one(before(), new)
    assert "may now also `dynamodb:*`" in finding.text
    assert "**The actions are open-ended.**" in finding.text
    assert finding.is_risk


def test_listing_what_a_wildcard_allowed_is_narrower() -> None:
    old = before()
    statements(old, "Tables")[0]["Action"] = ["dynamodb:*"]
    finding = one(old, before())
    assert "may no longer `dynamodb:*`" in finding.text
    assert not finding.is_risk


def test_every_resource_is_wider_than_one() -> None:
    new = before()
    statements(new, "Keys")[0]["Resource"] = "*"
    assert "on everything (`*`). **The resource is open-ended.**" in one(before(), new).text


def test_all_but_some_actions_is_wider() -> None:
    new = before()
    statement = statements(new, "Keys")[0]
    statement["NotAction"] = statement.pop("Action")
    wider, narrower = sorted(found(before(), new), key=lambda finding: not finding.is_risk)
    assert "may now also all but `secretsmanager:GetSecretValue`" in wider.text
    assert "may no longer `secretsmanager:GetSecretValue`" in narrower.text


def test_the_same_rights_in_another_order_or_another_policy_are_no_change() -> None:
    new = before()
    policies = properties(new, ROLE)["Policies"]
    policies.reverse()
    policies[0]["PolicyDocument"]["Statement"][0]["Action"] = list(
        reversed(policies[0]["PolicyDocument"]["Statement"][0]["Action"])
    )
    moved = policies.pop()
    new["Resources"]["Extra"] = {
        "Type": "AWS::IAM::Policy",
        "Properties": {**moved, "Roles": [{"Ref": ROLE}]},
    }
    assert found(before(), new) == []


@pytest.mark.parametrize(("old_has", "new_has", "is_risk"), [(True, False, True), (False, True, False)])
def test_a_condition_that_goes_is_wider_and_one_that_comes_narrower(
    old_has: bool, new_has: bool, is_risk: bool
) -> None:
    old, new = before(), before()
    for template, has in ((old, old_has), (new, new_has)):
        if has:
            statements(template, "Keys")[0]["Condition"] = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
    finding = one(old, new)
    assert finding.is_risk is is_risk
    assert "secretsmanager:GetSecretValue" in finding.text
    assert ("now; before, only if" in finding.text) is old_has


def test_another_one_who_may_take_the_role_is_wider() -> None:
    new = before()
    trust = properties(new, ROLE)["AssumeRolePolicyDocument"]["Statement"]
    trust.append(
        {"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}
    )
    finding = one(before(), new)
    assert finding.text == (
        "`arn:aws:iam::111122223333:root` may now also `sts:AssumeRole` on `LINDALambdaExecutionRole`."
    )


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}])
def test_a_queue_that_anybody_may_write_to_is_public(principal: Any) -> None:
    new = before()
    policy = properties(new, QUEUE_POLICY)["PolicyDocument"]["Statement"]
    policy.append({"Action": "sqs:SendMessage", "Effect": "Allow", "Principal": principal, "Resource": "*"})
    finding = one(before(), new)
    assert finding.topic is Topic.PUBLIC
    assert finding.text.startswith("Anybody (`*`) may now also `sqs:SendMessage`")
    assert finding.text.endswith("**That is everybody on the internet.**")


def test_a_denial_that_goes_is_wider_and_one_that_comes_narrower() -> None:
    denied = before()
    statements(denied, "Keys").append({"Action": "dynamodb:Scan", "Effect": "Deny", "Resource": "*"})
    assert (one(before(), denied).is_risk, one(denied, before()).is_risk) == (False, True)
    assert "is no longer denied `dynamodb:Scan`" in one(denied, before()).text


def test_a_function_that_another_account_may_call_is_wider() -> None:
    new = before()
    properties(new, PERMISSION)["Principal"] = "111122223333"
    wider, narrower = sorted(found(before(), new), key=lambda finding: not finding.is_risk)
    assert wider.text.startswith("`111122223333` may now also `lambda:InvokeFunction` on `dispatcher`")
    assert wider.logical_id == PERMISSION
    assert narrower.text.startswith("`apigateway.amazonaws.com` may no longer")


def test_a_function_that_api_gateway_may_call_for_any_route_is_wider() -> None:
    new = before()
    del properties(new, PERMISSION)["SourceArn"]
    finding = one(before(), new)
    assert finding.is_risk
    assert "`dispatcher` without any condition now; before, only if `SourceArn arn:aws:execute-api" in finding.text


def test_a_permission_under_another_logical_id_is_no_change() -> None:
    new = before()
    new["Resources"]["Other"] = new["Resources"].pop(PERMISSION)
    assert found(before(), new) == []


def test_a_managed_policy_is_all_its_rights() -> None:
    new = before()
    properties(new, ROLE)["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    text = "now also has all rights of the policy `arn:aws:iam::aws:policy/AdministratorAccess`"
    assert text in one(before(), new).text
    assert not one(new, before()).is_risk


def test_a_role_without_its_boundary_is_wider() -> None:
    old = before()
    properties(old, ROLE)["PermissionsBoundary"] = "arn:aws:iam::111122223333:policy/boundary"
    assert one(old, before()).is_risk


def test_a_right_is_wider_than_a_wildcard_that_holds_only_under_a_condition() -> None:
    old, new = before(), before()
    for template in (old, new):
        condition = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
        allowed = {"Action": "sns:*", "Effect": "Allow", "Resource": "*", "Condition": condition}
        statements(template, "Keys").append(allowed)
    statements(new, "Keys").append({"Action": "sns:Publish", "Effect": "Allow", "Resource": "*"})
    finding = one(old, new)
    assert "may now also `sns:Publish`" in finding.text
    assert finding.is_risk


def test_a_policy_is_found_inside_a_property_and_as_text() -> None:
    def policy(action: str) -> dict[str, Any]:
        return {"Statement": [{"Action": action, "Effect": "Allow", "Principal": "111122223333", "Resource": "*"}]}

    new = before()
    properties(new, TABLE)["ResourcePolicy"] = {"PolicyDocument": policy("dynamodb:Scan")}
    new["Resources"]["Text"] = {
        "Type": "AWS::Logs::ResourcePolicy",
        "Properties": {"PolicyDocument": json.dumps(policy("logs:PutLogEvents"))},
    }
    assert [finding.text for finding in found(before(), new)] == [
        "`111122223333` may now also `dynamodb:Scan` on `Repairs_Lead_Log`.",
        "`111122223333` may now also `logs:PutLogEvents` on `Text`.",
    ]


def test_a_rule_of_a_firewall_is_no_policy() -> None:
    new = before()
    new["Resources"]["Firewall"] = {
        "Type": "AWS::WAFv2::WebACL",
        "Properties": {"Rules": [{"Name": "r", "Statement": {"RateBasedStatement": {"Limit": 100}}}]},
    }
    assert found(before(), new) == []


def test_a_user_with_a_key_is_a_way_into_the_account() -> None:
    new = before()
    new["Resources"]["Robot"] = {"Type": "AWS::IAM::User"}
    new["Resources"]["RobotKey"] = {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": {"Ref": "Robot"}}}
    user, key = found(before(), new)
    assert user.text == "An IAM user is new: a way into the account that does not expire."
    assert key.text.startswith("An access key is new")
    assert (key.is_risk, key.logical_id) == (True, "RobotKey")


def choice(*branches: Any) -> dict[str, Any]:
    return {"Fn::If": ["IsBig", *branches]}


EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
NO_VALUE = {"Ref": "AWS::NoValue"}


@pytest.mark.parametrize(
    "policy",
    [
        {"Statement": choice([EVERYTHING], [])},
        {"Statement": [choice(NO_VALUE, EVERYTHING)]},
        {"Statement": {**EVERYTHING, "Action": choice("sqs:SendMessage", ["*"])}},
        choice({"Statement": [EVERYTHING]}, NO_VALUE),
        {"Fn::Sub": json.dumps({"Statement": [EVERYTHING]})},
    ],
)
def test_a_right_that_hangs_on_a_condition_is_told_as_one(policy: dict[str, Any]) -> None:
    new = before()
    properties(new, ROLE)["Policies"].append({"PolicyName": "More", "PolicyDocument": policy})
    risks = [finding.text for finding in found(before(), new) if finding.is_risk]
    assert any(text.startswith(f"{ROLE_SAYS} may now also") and "`*`" in text for text in risks)


@pytest.mark.parametrize(
    "statement",
    [
        {"Ref": "Statements"},
        {"Fn::FindInMap": ["Rights", {"Ref": "Stage"}, "statements"]},
        {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://bucket/rights.json"}}},
        '{"Statement": [${Statements}]}',
    ],
)
def test_what_cannot_be_read_is_a_risk_when_it_comes_and_when_it_goes(statement: Any) -> None:
    new = before()
    policy = {"Fn::Sub": statement} if isinstance(statement, str) else {"Statement": [statement]}
    properties(new, ROLE)["Policies"].append({"PolicyName": "More", "PolicyDocument": policy})
    for came_or_went in (one(before(), new), one(new, before())):
        assert came_or_went.is_risk
        assert "on what is not looked into here" in came_or_went.text


@pytest.mark.parametrize("value", [{"Ref": "Document"}, {"Fn::GetAtt": ["Custom", "Document"]}])
def test_a_policy_that_stands_elsewhere_is_a_risk(value: Any) -> None:
    trust, inline, alone = before(), before(), before()
    properties(trust, ROLE)["AssumeRolePolicyDocument"] = value
    properties(inline, ROLE)["Policies"][0]["PolicyDocument"] = value
    alone["Resources"]["More"] = {
        "Type": "AWS::IAM::RolePolicy",
        "Properties": {"RoleName": {"Ref": ROLE}, "PolicyName": "More", "PolicyDocument": value},
    }
    for new in (trust, inline, alone):
        assert any("on what is not looked into here" in finding.text for finding in found(before(), new))


def test_a_denial_that_comes_to_hang_on_a_condition_is_a_risk() -> None:
    new = before()
    policy = properties(new, QUEUE_POLICY)["PolicyDocument"]
    policy["Statement"] = [choice(policy["Statement"][0], NO_VALUE)]
    assert one(before(), new).is_risk
    swapped = before()
    properties(swapped, QUEUE_POLICY)["PolicyDocument"]["Statement"] = [
        choice(NO_VALUE, properties(before(), QUEUE_POLICY)["PolicyDocument"]["Statement"][0])
    ]
    assert any(finding.is_risk for finding in found(new, swapped))


@pytest.mark.parametrize(("kind", "name"), [("Role", "RoleName"), ("User", "UserName"), ("Group", "GroupName")])
def test_a_policy_of_its_own_is_named_by_its_holder(kind: str, name: str) -> None:
    new = before()
    new["Resources"]["More"] = {
        "Type": f"AWS::IAM::{kind}Policy",
        "Properties": {name: {"Ref": ROLE}, "PolicyName": "More", "PolicyDocument": {"Statement": EVERYTHING}},
    }
    assert one(before(), new).text == (
        f"{ROLE_SAYS} may now also `*` on everything (`*`). "
        "**The actions are open-ended.** **The resource is open-ended.**"
    )


@pytest.mark.parametrize(
    ("kind", "given", "on"),
    [
        ("AWS::Lambda::LayerVersionPermission", {"Action": "lambda:GetLayerVersion", "LayerVersionArn": "x"}, "`x`"),
        ("AWS::Events::EventBusPolicy", {"Action": "events:PutEvents", "StatementId": "all"}, "`More`"),
        ("AWS::Events::EventBusPolicy", {"Statement": {**EVERYTHING, "Principal": "*"}}, "`More`"),
    ],
)
def test_a_permission_of_any_kind_for_everybody_is_public(kind: str, given: dict[str, Any], on: str) -> None:
    new = before()
    given = given if "Statement" in given else {**given, "Principal": "*"}
    new["Resources"]["More"] = {"Type": kind, "Properties": given}
    finding = one(before(), new)
    assert (finding.topic, finding.is_risk) == (Topic.PUBLIC, True)
    assert f" on {on}. **That is everybody on the internet.**" in finding.text
