"""What the public can reach."""

from typing import Any

from review import public
from review.findings import Finding
from review.template import Stack
from tests.unit.review.templates import API, BUNDLE, INTEGRATION, ROUTE, STAGE, before, properties


def found(old: dict[str, Any], new: dict[str, Any]) -> list[Finding]:
    return list(public.findings(Stack(old), Stack(new)))


def one(old: dict[str, Any], new: dict[str, Any]) -> Finding:
    [only] = found(old, new)
    return only


def test_a_route_is_known_by_what_is_called_and_not_by_its_logical_id() -> None:
    new = before()
    new["Resources"]["Other"] = new["Resources"].pop(ROUTE)
    assert found(before(), new) == []


def test_another_method_is_a_new_route_and_the_old_one_gone() -> None:
    new = before()
    properties(new, ROUTE)["RouteKey"] = "ANY /dispatcher"
    came, went = found(before(), new)
    assert came.text.startswith("New public route `ANY /dispatcher`, open to anybody")
    assert (came.is_risk, went.is_risk) == (True, False)
    assert went.text == "The route `POST /dispatcher` is gone: whoever calls it gets 404."


def test_a_route_that_loses_its_authorizer_is_told() -> None:
    old = before()
    properties(old, ROUTE).update(AuthorizationType="JWT", AuthorizationScopes=["leads"])
    finding = one(old, before())
    assert finding.text == (
        "The route `POST /dispatcher` is now open to anybody as far as API Gateway goes; "
        "before, it was guarded by `JWT` with `leads`."
    )


def test_a_route_to_another_function_is_told() -> None:
    new = before()
    properties(new, INTEGRATION)["IntegrationUri"] = {"Fn::GetAtt": ["schedulerEDBED1F9", "Arn"]}
    assert one(before(), new).text == "The route `POST /dispatcher` now leads to `scheduler`; before, to `dispatcher`."


def test_credentials_across_origins_and_other_headers_are_told() -> None:
    new = before()
    cors = properties(new, API)["CorsConfiguration"]
    cors["AllowCredentials"] = True
    cors["AllowHeaders"].append("X-Debug")
    header, credentials = found(before(), new)
    assert header.text == "Pages may now send these headers: `X-Debug`."
    assert credentials.text == "Pages' calls of the API now carry cookies and other credentials."


def test_any_site_is_more_than_some_sites() -> None:
    any_site = before()
    properties(any_site, API)["CorsConfiguration"]["AllowOrigins"] = ["*"]
    wider, narrower = one(before(), any_site), one(any_site, before())
    assert (wider.text, wider.is_risk) == ("Pages of **any site** (`*`) may now call the API.", True)
    assert (narrower.text, narrower.is_risk) == ("Pages of any site (`*`) may no longer call the API.", False)


def test_origins_that_hang_on_a_condition_are_a_risk() -> None:
    new = before()
    cors = properties(new, API)["CorsConfiguration"]
    properties(new, API)["CorsConfiguration"] = {"Fn::If": ["IsBig", {"AllowOrigins": ["*"]}, cors]}
    assert any(finding.is_risk and "**Read it.**" in finding.text for finding in found(before(), new))


def test_a_new_api_has_a_new_url() -> None:
    new = before()
    new["Resources"]["Api2"] = new["Resources"].pop(API)
    assert {finding.logical_id for finding in found(before(), new) if "its URL changes" in finding.text} == {
        "Api2",
        API,
    }


def test_a_throttle_that_rises_or_goes_is_a_risk_and_one_that_falls_is_none() -> None:
    def at(limit: Any) -> dict[str, Any]:
        template = before()
        route = properties(template, STAGE)["DefaultRouteSettings"]
        route.update(ThrottlingRateLimit=limit) if limit else route.pop("ThrottlingRateLimit")
        return template

    assert one(at(50), at(5000)).is_risk
    assert (
        one(at(50), at(None)).text == "ThrottlingRateLimit of the API's stage `prod` is not limited now; before, `50`."
    )
    assert not one(at(50), at(5)).is_risk
    assert one(at(50), at({"Ref": "Limit"})).is_risk


def test_a_stage_without_its_access_log_is_told() -> None:
    new = before()
    del properties(new, STAGE)["AccessLogSettings"]
    assert one(before(), new).text == "The access log of the API's stage `prod` is off."


def test_a_function_with_a_url_of_its_own_is_told() -> None:
    new = before()
    new["Resources"]["Url"] = {
        "Type": "AWS::Lambda::Url",
        "Properties": {"AuthType": "NONE", "TargetFunctionArn": {"Fn::GetAtt": [BUNDLE, "Arn"]}},
    }
    assert one(before(), new).text == (
        "`dispatcher` has a URL of its own past the API, its throttle and its log, **open to anybody**."
    )
    assert not one(new, before()).is_risk
