"""What a function opens once, on first use: its settings, the shop, the tables, the keys and Twilio."""

from dataclasses import replace
from functools import cache

from linda.adapters import dynamodb, secrets_manager
from linda.logs import count_in
from linda.ports import Messenger, PhotoSource
from linda.settings import Settings, load_settings
from linda.shop import Shop, load_shop

TWILIO_KEYS = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_PHONE_NUMBER")


@cache
def settings() -> Settings:
    """Return what the stack tells this function; from then on, its metrics are counted in its namespace."""
    own = load_settings()
    count_in(own.metrics_namespace)
    return own


@cache
def shop() -> Shop:
    """Return the shop, with the facts that are set for this deployment."""
    return replace(load_shop(settings().time_zone), **settings().shop)  # type: ignore[arg-type]


@cache
def store() -> dynamodb.DynamoDBStore:
    """Return all the repositories."""
    own = settings()
    return dynamodb.open_store(own.region, own.leads_table, own.state_table, own.chat_log_days)


@cache
def keys() -> secrets_manager.Keys:
    """Return the keys, from the environment or from the stack's secret."""
    return secrets_manager.open_keys(settings().region, settings().secret_id, settings().keys)


def owner_token() -> str:
    """Return the owner's token; "" if none is set. Raises StoreUnavailableError."""
    return keys().get("ADMIN_API_TOKEN")


def owner_tokens() -> tuple[str, ...]:
    """Return the tokens that open what is the owner's: his own, and while it is rotated, the next one."""
    return (owner_token(), keys().get("ADMIN_API_TOKEN_NEXT"))


# Importing Twilio's client takes a quarter as long as all the scheduler's other imports (58 ms to 220), most requests
# send nothing, and the state manager's bundle lacks it, so it is imported on first use.


@cache
def messenger(account_sid: str, token: str, number: str, seconds: float) -> Messenger:
    """Return what sends texts from the number; each call waits for Twilio at most this many seconds."""
    from linda.adapters.twilio_rest import TwilioMessenger

    return TwilioMessenger(account_sid, token, number, settings().twilio_api_base_url, seconds)


@cache
def photos(account_sid: str, token: str) -> PhotoSource:
    """Return what reads the photos that customers send."""
    from linda.adapters.twilio_media import TwilioMedia

    return TwilioMedia(account_sid, token, settings().twilio_api_base_url)
