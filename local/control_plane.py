"""What the emulator's control plane says of the deployed stack: its API's routes, and the keys in its secret."""

import asyncio
import json
import logging
import re
import time
from dataclasses import dataclass
from typing import Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from local import aws, gateway, twilio

_FRESH_SECONDS = 1.0
_FUNCTION_ARN = re.compile(r"arn:aws[a-z-]*:lambda:[^/]+")

log = logging.getLogger("local.control_plane")


class NotDeployedError(Exception):
    """The emulator has no such stack, or does not answer."""


@dataclass(frozen=True)
class Deployment:
    """What the control plane says at one moment.

    `token` and `pin` are the owner's ("" without one); a model answers if there is its key. `time_zone` is "" for the
    shop's own.
    """

    api: gateway.Api
    account: twilio.Account
    token: str
    pin: str = ""
    has_model: bool = False
    owner_phone: str = ""
    time_zone: str = ""


class ControlPlane:
    """The deployment as the emulator reports it; asked again if the last answer is more than a second old."""

    def __init__(self, endpoint: str, stack: str) -> None:
        session = aws.session(endpoint)
        self._stack = stack
        self._cloudformation = session.client("cloudformation", endpoint_url=endpoint, config=aws.CONFIG)
        self._apigateway = session.client("apigatewayv2", endpoint_url=endpoint, config=aws.CONFIG)
        self._apigateway.meta.events.register("before-parse.apigatewayv2.GetApi", _repair_cors)
        self._lambda = session.client("lambda", endpoint_url=endpoint, config=aws.CONFIG)
        self._secrets = session.client("secretsmanager", endpoint_url=endpoint, config=aws.CONFIG)
        self._lock = asyncio.Lock()
        self._known: tuple[float, Deployment] | None = None

    async def deployment(self) -> Deployment:
        async with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > _FRESH_SECONDS:
                try:
                    self._known = (time.monotonic(), await asyncio.to_thread(self._read))
                except (BotoCoreError, ClientError, KeyError) as error:
                    self._known = None
                    raise NotDeployedError(f"The emulator cannot describe {self._stack}: {error!r}") from error
            return self._known[1]

    def _read(self) -> Deployment:
        stack = self._cloudformation.describe_stacks(StackName=self._stack)["Stacks"][0]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
        keys = json.loads(self._secrets.get_secret_value(SecretId=outputs["SecretName"])["SecretString"])
        account = twilio.Account(keys["TWILIO_ACCOUNT_SID"], keys["TWILIO_AUTH_TOKEN"], keys["TWILIO_PHONE_NUMBER"])
        api = self._read_api(outputs["ApiId"])
        told = self._lambda.get_function_configuration(FunctionName=api.routes[0].function)
        variables = told.get("Environment", {}).get("Variables", {})
        return Deployment(
            api,
            account,
            keys["ADMIN_API_TOKEN"],
            keys.get("OWNER_PIN", ""),
            bool(keys.get("OPENAI_API_KEY")),
            variables.get("OWNER_PHONE", ""),
            variables.get("SHOP_TIME_ZONE", ""),
        )

    def _read_api(self, api_id: str) -> gateway.Api:
        integrations = {
            integration["IntegrationId"]: integration
            for integration in self._apigateway.get_integrations(ApiId=api_id)["Items"]
        }
        routes = []
        for route in self._apigateway.get_routes(ApiId=api_id)["Items"]:
            integration = integrations[route["Target"].removeprefix("integrations/")]
            function = _FUNCTION_ARN.search(integration["IntegrationUri"])
            if integration.get("PayloadFormatVersion") != "1.0" or function is None:
                log.error("%s is left out: only functions with payload format 1.0 are served", route["RouteKey"])
                continue
            seconds = min(integration.get("TimeoutInMillis", 30_000) / 1000, gateway.MAX_SECONDS)
            routes.append(gateway.Route(route["RouteKey"], function[0], seconds))
        stages = {
            stage["StageName"]: stage.get("StageVariables", {})
            for stage in self._apigateway.get_stages(ApiId=api_id)["Items"]
        }
        cors = self._apigateway.get_api(ApiId=api_id).get("CorsConfiguration")
        return gateway.Api(api_id, routes, stages, _cors(cast("dict[str, Any]", cors)) if cors else None)


def _repair_cors(response_dict: dict[str, Any], **_: object) -> None:
    """Give a deployed CORS configuration the names of the API's protocol: MiniStack keeps CloudFormation's."""
    document = json.loads(response_dict["body"])
    cors = document.get("corsConfiguration") or {}
    document["corsConfiguration"] = {name[:1].lower() + name[1:]: value for name, value in cors.items()}
    response_dict["body"] = json.dumps(document).encode()


def _cors(configuration: dict[str, Any]) -> gateway.Cors:
    return gateway.Cors(
        origins=frozenset(configuration.get("AllowOrigins", [])),
        methods=tuple(configuration.get("AllowMethods", [])),
        headers=tuple(configuration.get("AllowHeaders", [])),
        exposed=tuple(configuration.get("ExposeHeaders", [])),
        max_age=configuration.get("MaxAge"),
        credentials=configuration.get("AllowCredentials", False),
    )
