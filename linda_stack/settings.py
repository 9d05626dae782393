"""The deployer's choices: CDK context, read and checked once."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

HOST_AND_PORT = r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?"
ORIGIN = rf"https?://{HOST_AND_PORT}"
URL = rf"{ORIGIN}(/[A-Za-z0-9._~/-]*)?"
CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
TABLE_NAME = r"[A-Za-z0-9_.-]{3,200}"
# The entry of `cdk.json` with each stage's settings, and the one in it that holds for all of them.
STAGES, EVERY_STAGE = "linda", "default"
STAGE = "[a-z][a-z0-9-]{0,15}"
STAGE_WANTED = 'at most 16 of a-z, 0-9 and -, a letter first, and not "default"'
# The CDK CLI's own, written by `cdk acknowledge` and `cdk cli-telemetry`; all its others have a `:`, `/` or `@`.
CDK_NAMES = {"acknowledged-issue-numbers", "cli-telemetry"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
NUMBER = r"\+[1-9][0-9]{6,14}"
EMAIL = r"[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,63}"

DEFAULT_MODEL = "gpt-6-luna"
# `shut_downs`: https://developers.openai.com/api/docs/deprecations
KNOWN_MODELS = Path(__file__).resolve().parents[1] / "lambdas" / "linda" / "openai_models.json"


@dataclass(frozen=True)
class Settings:
    """What may differ from one deployment to the next."""

    stage: str
    stack_name: str
    repairs_lead_log_table: str
    brandon_state_log_table: str
    frontend_origin: str
    model: str
    reasoning_effort: str
    longest_reply: str
    messages_an_hour: str
    daily_turns: str
    daily_dollars: str
    daily_web_messages: str
    daily_unproved_texts: str
    question_hours: str
    daily_calls: str
    daily_calls_a_number: str
    daily_call_minutes: str
    daily_call_minutes_a_number: str
    voicemail_transcripts: str
    blocked_numbers: str
    missed_calls: str
    unanswered_calls: str
    voice_rules_first: str
    speech_timeout: str
    speech_model: str
    chat_log_days: str
    quiet_hours: str
    digest_at: str
    review_url: str
    alarm_email: str
    tracing: str
    indexes: str
    public_base_url: str
    openai_base_url: str
    twilio_api_base_url: str
    owner_phone: str
    time_zone: str
    attempts_per_address: str
    bundle_for: str

    def named(self, name: str) -> str:
        """A physical name at this stage, so that a second stage does not clash with the first."""
        return f"{name}-{self.stage}" if self.stage else name

    @property
    def metrics_namespace(self) -> str:
        """Where the functions write CloudWatch metrics in the shop's terms, and the alarms and the dashboard read."""
        return self.named("LINDA")

    @property
    def frontend_origins(self) -> list[str]:
        return re.split(", ?", self.frontend_origin)

    @property
    def secret_name(self) -> str:
        return f"{self.named('linda')}/keys"


def read_settings(context: Mapping[str, object]) -> Settings:
    """The settings in the app's whole context (`cdk.json`, `-c key=value`); an empty value stands for the default.

    Raises ValueError naming the setting that does not exist or whose value is invalid.
    """
    chosen = chosen_at_stage(context)

    def read(key: str, pattern: str, wanted: str, default: str = "") -> str:
        found = chosen.get(key)
        value = default if found in (None, "") else found
        if not isinstance(value, str) or (value and not re.fullmatch(pattern, value)):
            raise ValueError(f"CDK context {key}={value!r}: expected {wanted}")
        return value

    def read_url(key: str) -> str:
        return read(key, URL, "an http(s) URL without query, such as https://linda.example.com").rstrip("/")

    def read_count(key: str, example: str) -> str:
        return read(key, "[1-9][0-9]{0,5}", f'digits in quotes, such as "{example}"')

    time_zones = "|".join(re.escape(name) for name in available_timezones())
    return Settings(
        stage=read("stage", rf"(?!{EVERY_STAGE}$){STAGE}", STAGE_WANTED),
        stack_name=read("stack_name", r"[A-Za-z][A-Za-z0-9-]{0,99}", "a CloudFormation stack name", "LindaStack"),
        repairs_lead_log_table=read("repairs_lead_log_table", TABLE_NAME, "a DynamoDB table name", "Repairs_Lead_Log"),
        brandon_state_log_table=read(
            "brandon_state_log_table", TABLE_NAME, "a DynamoDB table name", "Brandon_State_Log"
        ),
        frontend_origin=read(
            "frontend_origin",
            rf"{ORIGIN}(, ?{ORIGIN})*",
            "scheme://host[:port] and nothing after it; several with commas between them",
            "http://localhost:3000,http://127.0.0.1:3000",
        ),
        model=still_there(
            read("model", r"[A-Za-z0-9._:/-]{1,100}", "the name of an OpenAI model", DEFAULT_MODEL),
            datetime.now(UTC).date(),
        ),
        reasoning_effort=read(
            "reasoning_effort",
            "none|minimal|low|medium|high|xhigh|max",
            "none, minimal, low, medium, high, xhigh or max",
            "none",
        ),
        longest_reply=read(
            "longest_reply", "1[6-9][0-9]|[2-9][0-9]{2}|1[0-5][0-9]{2}|1600", 'digits in quotes from "160" to "1600"'
        ),
        messages_an_hour=read_count("messages_an_hour", "30"),
        daily_turns=read_count("daily_turns", "500"),
        daily_dollars=read(
            "daily_dollars", r"[0-9]{1,4}(\.[0-9]{1,2})?", 'US dollars in quotes, such as "2" or "0.50"'
        ),
        daily_web_messages=read_count("daily_web_messages", "1000"),
        daily_unproved_texts=read_count("daily_unproved_texts", "50"),
        question_hours=read("question_hours", "[1-9][0-9]{0,2}", 'hours in quotes, such as "4"'),
        daily_calls=read_count("daily_calls", "200"),
        daily_calls_a_number=read_count("daily_calls_a_number", "20"),
        daily_call_minutes=read_count("daily_call_minutes", "400"),
        daily_call_minutes_a_number=read_count("daily_call_minutes_a_number", "60"),
        voicemail_transcripts=read("voicemail_transcripts", "yes|no", "yes or no"),
        blocked_numbers=read(
            "blocked_numbers",
            rf"{NUMBER}(, ?{NUMBER})*",
            "phone numbers such as +19045550123, with commas between them",
        ),
        missed_calls=read("missed_calls", "text|none", "text, or none for no text to a caller who hung up at once"),
        unanswered_calls=read("unanswered_calls", "linda|voicemail", "linda or voicemail"),
        voice_rules_first=read("voice_rules_first", "yes|no", "yes or no"),
        speech_timeout=read("speech_timeout", "[1-5]", "seconds from 1 to 5 in quotes"),
        speech_model=read("speech_model", "[a-z0-9_-]{1,60}", "a name of Twilio's, such as googlev2_telephony"),
        chat_log_days=read_count("chat_log_days", "396"),
        quiet_hours=read(
            "quiet_hours", f"{CLOCK}-{CLOCK}", 'two times, such as "20:00-08:00"; two equal ones for none'
        ),
        digest_at=read("digest_at", "(?:0[0-9]|1[01]):[0-5][0-9]|off", "a time before noon, or off", "08:30"),
        review_url=read_url("review_url"),
        alarm_email=read("alarm_email", EMAIL, "an email address"),
        tracing=read("tracing", "yes|no", "yes or no", "no"),
        indexes=read("indexes", "none|one|all", "none, one or all", "all"),
        public_base_url=read_url("public_base_url"),
        openai_base_url=read_url("openai_base_url"),
        twilio_api_base_url=read_url("twilio_api_base_url"),
        owner_phone=read("owner_phone", NUMBER, "a phone number such as +19045550123"),
        time_zone=read("time_zone", time_zones, "an IANA time zone such as America/Chicago"),
        attempts_per_address=read("attempts_per_address", r"[0-9]{1,4}", 'digits in quotes, such as "10"'),
        bundle_for=only_locally(
            read("bundle_for", "lambda|host", "lambda or host", "lambda"), os.environ.get("AWS_ENDPOINT_URL", "")
        ),
    )


def chosen_at_stage(context: Mapping[str, Any]) -> dict[str, Any]:
    """What is set for this deploy: by name (`-c`), else in `linda` for its stage, else in `linda` for every stage."""
    stages = context.get(STAGES) or {}
    named = {name: value for name, value in context.items() if name != STAGES}
    check_stages(stages)
    refuse_unknown(name for name in named if name not in CDK_NAMES and not re.search("[:/@]", name))
    stage, known = str(named.get("stage") or ""), sorted({*stages} - {EVERY_STAGE})
    if stage and known and stage not in known:
        raise ValueError(
            f"CDK context stage={stage!r}: cdk.json has settings for {', '.join(known)}{meant(stage, known)}; "
            f'a new stage needs an entry there, such as "{stage}": {{}}'
        )
    return {**stages.get(EVERY_STAGE, {}), **stages.get(stage, {}), **named}


def check_stages(stages: Any) -> None:
    """Raise ValueError if the settings of any stage, also of one that is not deployed now, hold what none can."""
    if not isinstance(stages, Mapping) or not all(isinstance(entries, Mapping) for entries in stages.values()):
        raise ValueError(f'CDK context {STAGES}={stages!r}: expected {{"{EVERY_STAGE}": {{…}}, "<stage>": {{…}}}}')
    for stage, entries in stages.items():
        where = f"{STAGES}.{stage}"
        if stage != EVERY_STAGE and get_close_matches(stage.lower(), [EVERY_STAGE], cutoff=0.7):
            raise ValueError(f"CDK context {where}: this is not the name of a stage; did you mean {EVERY_STAGE}?")
        if not re.fullmatch(STAGE, stage):
            raise ValueError(f"CDK context {where}: this is not the name of a stage; expected {STAGE_WANTED}")
        refuse_unknown(entries, f"{where}.")
        if "stage" in entries:
            raise ValueError(f"CDK context {where}.stage: a stage is chosen with -c stage=<stage>")
        for name, value in entries.items():
            if not isinstance(value, str):
                raise ValueError(f"CDK context {where}.{name}={value!r}: expected a text in quotes")


def refuse_unknown(names: Iterable[str], where: str = "") -> None:
    """Raise ValueError for a name that is no setting: a typo would silently deploy something else."""
    known = [field.name for field in fields(Settings)]
    for name in names:
        if name not in known:
            hint = meant(name, known) or f"; the settings are {', '.join(known)}"
            raise ValueError(f"CDK context {where}{name}: there is no such setting{hint}")


def meant(name: str, known: Iterable[str]) -> str:
    """The question whether a similar name was meant; nothing if none is similar."""
    close = get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


def only_locally(bundle_for: str, endpoint: str) -> str:
    """The bundles' target; ValueError if bundles for this machine would go to AWS. `endpoint` is AWS_ENDPOINT_URL."""
    if bundle_for == "host" and urlsplit(endpoint).hostname not in LOOPBACK:
        raise ValueError(
            "CDK context bundle_for='host': bundles of this machine's files run only in the local emulator, and "
            "AWS_ENDPOINT_URL does not name one; leave bundle_for out to deploy to AWS"
        )
    return bundle_for


def still_there(model: str, today: date) -> str:
    """The model; ValueError, with what to do, if OpenAI is known to have shut it down by `today`."""
    shut_down = shut_down_date(model)
    if shut_down and shut_down <= today:
        raise ValueError(
            f"CDK context model={model!r}: OpenAI shut it down on {shut_down}; "
            f"choose another, or omit it for the default ({DEFAULT_MODEL})"
        )
    return model


def shut_down_date(model: str) -> date | None:
    """The day from which OpenAI refuses the model or this snapshot of it, if known."""
    dates = json.loads(KNOWN_MODELS.read_text(encoding="utf-8"))["shut_downs"]
    found = dates.get(model) or dates.get(re.sub(r"-[0-9]{4}-[0-9]{2}-[0-9]{2}$", "", model))
    return date.fromisoformat(found) if found else None
