"""The settings of a function. Only this module reads the environment, and only when asked."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time

from linda.metrics import NAMESPACE

KEYS = (
    "OPENAI_API_KEY",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_PHONE_NUMBER",
    "ADMIN_API_TOKEN",
    "ADMIN_API_TOKEN_NEXT",
    "OWNER_PIN",
)
# Facts of shop.json that a deployment may set differently.
_SHOP_FACTS: Mapping[str, tuple[str, Callable[[str], int | float | time]]] = {
    "LONGEST_REPLY": ("longest_reply", int),
    "MESSAGES_AN_HOUR": ("messages_an_hour", int),
    "DAILY_TURNS": ("daily_turns", int),
    "DAILY_DOLLARS": ("daily_dollars", float),
    "DAILY_CALLS": ("daily_calls", int),
    "DAILY_CALLS_A_NUMBER": ("daily_calls_a_number", int),
    "DAILY_CALL_MINUTES": ("daily_call_minutes", int),
    "DAILY_CALL_MINUTES_A_NUMBER": ("daily_call_minutes_a_number", int),
    "DAILY_WEB_MESSAGES": ("daily_web_messages", int),
    "DAILY_UNPROVED_TEXTS": ("daily_unproved_texts", int),
    "QUESTION_HOURS": ("question_hours", int),
    "QUIET_FROM": ("quiet_from", time.fromisoformat),
    "QUIET_UNTIL": ("quiet_until", time.fromisoformat),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stack tells a function. `keys` holds those of KEYS that the environment sets; the rest are secret.

    `attempts_per_address` is how often an address may try to book within an hour: None for the shop's own limit, 0 for
    no limit. `time_zone` is "" for the shop's own; `shop` holds the other facts of the shop that are set here.
    `function` is the name of this function, in its region, and `dispatcher` that of the one that finishes turns.
    Conversations are kept for `chat_log_days`; None means the usual time.

    In calls, a pause of `speech_timeout` seconds ends what the caller says, and `speech_model` is Twilio's name of the
    recognizer. `blocked_numbers` (E.164) are not taken, `missed_calls` is "text" if a caller who hung up early gets a
    text, and `unanswered_calls` says who answers what the owner does not: "linda" or "voicemail". With
    `voicemail_transcripts`, Twilio also transcribes voicemails. Metrics are counted in `metrics_namespace`.

    The owner gets his list of the day at `digest_at`, on the shop's clock. A customer is asked for a review at
    `review_url`, if it is set. The web chat answers pages of `frontend_origins`.
    """

    region: str
    leads_table: str
    state_table: str
    secret_id: str
    keys: Mapping[str, str]
    model: str
    openai_base_url: str
    public_base_url: str
    time_zone: str
    attempts_per_address: int | None
    twilio_api_base_url: str
    reasoning_effort: str
    owner_phone: str
    function: str
    function_region: str
    dispatcher: str
    chat_log_days: int | None
    speech_timeout: str
    speech_model: str
    blocked_numbers: frozenset[str]
    missed_calls: str
    unanswered_calls: str
    voice_rules_first: bool
    voicemail_transcripts: bool
    metrics_namespace: str
    digest_at: time | None
    review_url: str
    frontend_origins: frozenset[str]
    shop: Mapping[str, int | float | time]


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment."""
    env = os.environ if environment is None else environment
    return Settings(
        region=env.get("DYNAMODB_REGION") or "us-east-1",
        leads_table=env.get("REPAIRS_LEAD_LOG_TABLE") or "Repairs_Lead_Log",
        state_table=env.get("BRANDON_STATE_LOG_TABLE") or "Brandon_State_Log",
        secret_id=env.get("SECRET_ID", ""),
        keys={name: env[name] for name in KEYS if env.get(name, "").strip()},
        model=env.get("OPENAI_MODEL") or "gpt-6-luna",
        openai_base_url=env.get("OPENAI_BASE_URL", ""),
        public_base_url=env.get("PUBLIC_BASE_URL", "").rstrip("/"),
        time_zone=env.get("SHOP_TIME_ZONE", ""),
        attempts_per_address=int(env["ATTEMPTS_PER_ADDRESS"]) if env.get("ATTEMPTS_PER_ADDRESS") else None,
        twilio_api_base_url=env.get("TWILIO_API_BASE_URL", ""),
        reasoning_effort=env.get("OPENAI_REASONING_EFFORT") or "none",
        owner_phone=env.get("OWNER_PHONE", ""),
        function=env.get("AWS_LAMBDA_FUNCTION_NAME", ""),
        function_region=env.get("AWS_REGION") or "us-east-1",
        dispatcher=env.get("DISPATCHER_FUNCTION", ""),
        chat_log_days=int(env["CHAT_LOG_DAYS"]) if env.get("CHAT_LOG_DAYS") else None,
        speech_timeout=env.get("SPEECH_TIMEOUT") or "1",
        speech_model=env.get("SPEECH_MODEL") or "deepgram_nova-2",
        blocked_numbers=frozenset(env.get("BLOCKED_NUMBERS", "").replace(",", " ").split()),
        missed_calls=env.get("MISSED_CALLS") or "text",
        unanswered_calls=env.get("UNANSWERED_CALLS") or "linda",
        voice_rules_first=env.get("VOICE_RULES_FIRST") != "no",
        voicemail_transcripts=env.get("VOICEMAIL_TRANSCRIPTS") == "yes",
        metrics_namespace=env.get("METRICS_NAMESPACE") or NAMESPACE,
        digest_at=time.fromisoformat(at) if (at := env.get("DIGEST_AT", "off")) not in ("", "off") else None,
        review_url=env.get("REVIEW_URL", ""),
        frontend_origins=frozenset(env.get("FRONTEND_ORIGINS", "").replace(",", " ").split()),
        shop={fact: kind(env[name]) for name, (fact, kind) in _SHOP_FACTS.items() if env.get(name)},
    )
