"""docs/cost.md from prices, measurements and the words of cost_page.md. Nothing is measured here."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_WORDS = Path(__file__).with_name("cost_page.md")
KINDS = ("texts_rules", "texts_model", "calls_rules", "calls_model")
MODEL = "gpt-6-luna"
_OTHER_MODELS = ("gpt-6.1-terra", "gpt-6.1-sol", "gpt-6-astra")
# Of English, roughly: https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them
CHARACTERS_A_TOKEN = 4
# https://developers.openai.com/api/docs/guides/prompt-caching
CACHED_AT_LEAST, CACHED_IN_STEPS = 1024, 128
_MEGABYTES, _FEWEST_MEGABYTES = 512, 128
# At this size a function has one CPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
_MEGABYTES_A_CPU = 1769
_SECONDS_A_MODEL_ANSWER = 1.0  # as in benchmarks.calls
_SECONDS_A_TABLE_CALL = 0.005  # as in benchmarks.turn
_PLATFORM_BYTES = 1500  # of Lambda's own lines and the access log for one request: an assumption
_SWEEPS = 12 * 730  # in a month
_MONTHS_KEPT = 13
# The manual setup's guess.
_DAYS, _REQUESTS_A_DAY, _THEIR_SECONDS = 30, 1000, (0.2, 0.5)
_GIGA = 1e9
_NAMES = {
    "texts_rules": "texts, by the rules",
    "texts_model": "texts, by the model",
    "calls_rules": "calls, by the rules",
    "calls_model": "calls, by the model",
}
_PARTS = {
    "texts": "texts: Twilio",
    "carriers": "texts: carriers' fees",
    "minutes": "call minutes",
    "recognition": "speech recognition",
    "speech": "voice",
    "model": "the model",
    "lambda": "Lambda, at most",
    "units": "DynamoDB: reads and writes",
    "storage": f"DynamoDB: storage and recovery, kept {_MONTHS_KEPT} months",
    "api": "API Gateway",
    "logs": "logs",
}
_AWS = ("lambda", "units", "storage", "api", "logs")
_TWILIO = ("texts", "carriers", "minutes", "recognition", "speech")
_AMOUNTS = {
    "webhooks": "webhooks",
    "cpu_milliseconds": "milliseconds of CPU, of this machine",
    "table_calls": "calls to the tables",
    "reads": "read request units",
    "writes": "write request units",
    "stored_bytes": "bytes that stay, with their copies in the indexes",
    "log_bytes": "bytes of our own log lines",
    "segments_in": "segments from the customer",
    "mms_in": "picture messages from the customer",
    "segments_replies": "segments of replies",
    "segments_notices": "segments of confirmations and reminders",
    "segments_to_owner": "segments to the owner",
    "model_requests": "requests to the model",
    "input_tokens": "tokens of prompts",
    "cached_tokens": "of these, from the cache",
    "output_tokens": "tokens of answers",
    "call_minutes": "minutes begun",
    "recognitions": "15 seconds of recognition",
    "speech_blocks": "100 characters said",
    "owner_minutes": "minutes with the owner on the line",
}

type Prices = Mapping[str, Mapping[str, Any]]
type Amounts = Mapping[str, float]


def render(prices: Prices, found: Mapping[str, Any], models: Mapping[str, Amounts]) -> str:
    """Return the page. `models` has the dollars for a million tokens of each model, by kind of token."""
    price = {name: float(one["value"]) for name, one in prices.items()}
    each = {kind: consumed_by_one(found, kind) for kind in KINDS}
    costs = {kind: costs_of(each[kind], price, models[MODEL], found["cold_start"]) for kind in KINDS}
    fixed = _fixed(found, prices)
    values = {
        "measured_on": found["on"],
        "in_short": _in_short(costs),
        "a_month": _dollars(sum(left for _, _, left in fixed)),
        "once": _dollars(price["registration"]),
        "by_part": _by_part(costs),
        "by_month": _by_month(fixed),
        "consumed": _consumed(each),
        "prices": _price_list(prices),
        **_of_note(costs, price),
        **_guess(each["texts_model"], costs["texts_model"], found["cold_start"]),
        **_savings(each, price),
        **_assumed(found),
        "other_models": ", ".join(
            f"{_dollars(costs_of(each['texts_model'], price, models[name], found['cold_start'])['model'])} for `{name}`"
            for name in _OTHER_MODELS
        ),
    }
    return _WORDS.read_text(encoding="utf-8").format(**values)


def consumed_by_one(found: Mapping[str, Any], kind: str) -> Amounts:
    """Return what one conversation consumes, without what its sweeps consume anyway: that is fixed."""
    total, idle = found[kind], found["sweep"]
    sweeps = total["invocations"] - total["webhooks"]
    return {
        name: (amount - (sweeps * idle[name] / idle["invocations"] if name in idle else 0)) / total["conversations"]
        for name, amount in total.items()
        if name != "conversations"
    }


def costs_of(each: Amounts, price: Amounts, model: Amounts, cold_start: Amounts) -> dict[str, float]:
    """Return the dollars of 1,000 conversations, by part."""
    replies = sum(each.get(f"segments_{what}", 0) for what in ("replies", "notices", "to_owner"))
    asked = each.get("segments_in", 0)
    cached, written = each.get("cached_tokens", 0), each.get("input_tokens", 0) - each.get("cached_tokens", 0)
    tokens = cached * model["cached_input"] + written * model["cache_write"]
    tokens += each.get("output_tokens", 0) * model["output"]
    one = {
        "texts": replies * price["sms_out"] + asked * price["sms_in"] + each.get("mms_in", 0) * price["mms_in"],
        "carriers": replies * price["carrier_out"] + asked * price["carrier_in"],
        "minutes": each.get("call_minutes", 0) * price["call_in"] + each.get("owner_minutes", 0) * price["call_out"],
        "recognition": each.get("recognitions", 0) * price["recognition"],
        "speech": each.get("speech_blocks", 0) * price["speech"],
        "model": tokens / 1e6,
        "lambda": _gigabyte_seconds(each, cold_start)[1] * price["lambda_duration"]
        + each["webhooks"] * price["lambda_request"] / 1e6,
        "units": (each["writes"] * price["dynamodb_write"] + each["reads"] * price["dynamodb_read"]) / 1e6,
        "storage": each["stored_bytes"]
        / _GIGA
        * _MONTHS_KEPT
        * (price["dynamodb_storage"] + price["dynamodb_recovery"]),
        "api": each["webhooks"] * price["http_api"] / 1e6,
        "logs": (each["log_bytes"] + each["webhooks"] * _PLATFORM_BYTES) / _GIGA * price["logs"],
    }
    return {part: 1000 * cost for part, cost in one.items()}


def _gigabyte_seconds(each: Amounts, cold_start: Amounts) -> tuple[float, float]:
    """Return the least and the most that a conversation can be charged for.

    At least, Lambda's CPU is as fast as ours and the tables are near; at most, it is slower by its share of a CPU, each
    call to the tables waits for the one before, and the conversation begins cold.
    """
    model = each.get("model_requests", 0) * _SECONDS_A_MODEL_ANSWER
    least = each["cpu_milliseconds"] / 1000 + model
    most = _seconds_at_most(each) + cold_start["cpu_milliseconds"] / 1000 * _MEGABYTES_A_CPU / _MEGABYTES + model
    return least * _MEGABYTES / 1024, most * _MEGABYTES / 1024


def _seconds_at_most(each: Amounts) -> float:
    cpu = each["cpu_milliseconds"] / 1000 * _MEGABYTES_A_CPU / _MEGABYTES
    return cpu + each["table_calls"] * _SECONDS_A_TABLE_CALL


def _fixed(found: Mapping[str, Any], prices: Prices) -> list[tuple[str, float, float]]:
    """Return what a month costs without any conversation: what for, the list price, and what is left of it to pay."""
    stack, sweep = found["stack"], found["sweep"]
    price = {name: float(one["value"]) for name, one in prices.items()}

    def counted(what: str, name: str, count: int) -> tuple[str, float, float]:
        listed, left = count * price[name], max(0, count - prices[name].get("free", 0)) * price[name]
        return f"{what}: {count} at {_unit_price(price[name])}", listed, left

    seconds = _SWEEPS * _seconds_at_most(sweep) / sweep["invocations"]
    duration = seconds * _MEGABYTES / 1024 * price["lambda_duration"]
    reads = _SWEEPS * sweep["reads"] / sweep["invocations"] * price["dynamodb_read"] / 1e6
    requests = _SWEEPS * price["lambda_request"] / 1e6
    log_bytes = _SWEEPS * (sweep.get("log_bytes", 0) / sweep["invocations"] + _PLATFORM_BYTES)
    return [
        ("the phone number", price["number"], price["number"]),
        ("the A2P 10DLC campaign, without which US carriers block texts", price["campaign"], price["campaign"]),
        counted("secrets", "secret", stack["secrets"]),
        counted("metrics with an alarm", "alarm", stack["alarm_metrics"]),
        counted("dashboards", "dashboard", stack["dashboards"]),
        counted("custom metrics", "metric", stack["custom_metrics"]),
        (f"the sweep, {_SWEEPS:,} times: Lambda, at most", duration + requests, 0),
        ("the sweep: reads", reads, reads),
        ("the sweep: logs", log_bytes / _GIGA * price["logs"], 0),
    ]


def _in_short(costs: Mapping[str, Amounts]) -> str:
    columns: Sequence[Iterable[str]] = (_PARTS, _TWILIO, ["model"], _AWS)
    rows = [
        (name, *(_dollars(sum(costs[kind][part] for part in parts)) for parts in columns))
        for kind, name in _NAMES.items()
    ]
    return _table(["1,000 conversations", "together", "Twilio and carriers", "the model", "AWS"], rows)


def _by_part(costs: Mapping[str, Amounts]) -> str:
    rows = [
        (name, *(_dollars(costs[kind][part]) if costs[kind][part] else "" for kind in KINDS))
        for part, name in _PARTS.items()
    ]
    return _table(["1,000 conversations", *_NAMES.values()], rows)


def _by_month(fixed: Sequence[tuple[str, float, float]]) -> str:
    together = ("together", sum(listed for _, listed, _ in fixed), sum(left for _, _, left in fixed))
    rows = [(name, _dollars(listed), _dollars(left)) for name, listed, left in [*fixed, together]]
    return _table(["what", "list price", "after what is always free"], rows)


def _consumed(each: Mapping[str, Amounts]) -> str:
    rows = [
        (name, *(_amount(each[kind][amount]) if amount in each[kind] else "" for kind in KINDS))
        for amount, name in _AMOUNTS.items()
        if any(amount in one for one in each.values())
    ]
    return _table(["on average", *_NAMES.values()], rows)


def _of_note(costs: Mapping[str, Amounts], price: Amounts) -> dict[str, str]:
    """Return what stands out in the costs, and prices that are told of in passing."""
    text, call = costs["texts_model"], costs["calls_model"]
    share = min(sum(one[part] for part in _TWILIO) / sum(one.values()) for one in costs.values())
    return {
        "least_share": f"{100 * share:.0f} %",
        "largest_of_call": _PARTS[max(_TWILIO, key=call.__getitem__)],
        "text": _dollars(sum(text.values())),
        "model": _dollars(text["model"]),
        "lambda_cost": _dollars(text["lambda"]),
        "units": _dollars(text["units"]),
        **{name: _unit_price(price[name]) for name in ("trace", "recognition", "call_out")},
    }


def _guess(each: Amounts, costs: Amounts, cold_start: Amounts) -> dict[str, str]:
    """Return what a month of a thousand requests a day takes, by the manual setup's notes and by what was measured."""
    requests = _REQUESTS_A_DAY * _DAYS
    conversations = requests / each["webhooks"]
    least, most = (f"{seconds * conversations:,.0f}" for seconds in _gigabyte_seconds(each, cold_start))
    their_least, their_most = (f"{requests * seconds * _MEGABYTES / 1024:,.0f}" for seconds in _THEIR_SECONDS)
    return {
        "their_least": their_least,
        "their_most": their_most,
        "month_requests": f"{requests:,}",
        "month_conversations": f"{conversations:,.0f}",
        "our_least": least,
        "our_most": most,
        "month_aws": _dollars(sum(costs[part] for part in _AWS) * conversations / 1000),
        "month_all": _dollars(sum(costs.values()) * conversations / 1000),
    }


def _savings(each: Mapping[str, Amounts], price: Amounts) -> dict[str, str]:
    """Return what could be saved in 1,000 conversations."""
    text, a_segment = each["texts_model"], price["sms_out"] + price["carrier_out"]
    return {
        "segments": f"{text['segments_replies'] / text['webhooks']:.1f}",
        "second_segments": _dollars(1000 * (text["segments_replies"] - text["webhooks"]) * a_segment),
        "notices": _dollars(1000 * text.get("segments_notices", 0) * a_segment),
        "owner": _dollars(1000 * text.get("segments_to_owner", 0) * a_segment),
        "recognitions": _dollars(1000 * each["calls_rules"]["recognitions"] * price["recognition"]),
    }


def _assumed(found: Mapping[str, Any]) -> dict[str, str]:
    """Return what the measurements rest on."""
    cold = found["cold_start"]
    small = _MEGABYTES_A_CPU / _FEWEST_MEGABYTES
    return {
        "texts": f"{found['texts_rules']['conversations']:.0f}",
        "calls": f"{found['calls_rules']['conversations']:.0f}",
        "reached": "; ".join(
            f"{name}: {found[kind]['reached']:.0f} of {found[kind]['conversations']:.0f}"
            for kind, name in _NAMES.items()
        ),
        "small": f"{small:.0f}",
        "cold_ms": f"{cold['cpu_milliseconds']:,.0f}",
        "small_seconds": f"{cold['cpu_milliseconds'] / 1000 * small:.0f}",
        "megabytes": f"{cold['megabytes']:.0f}",
        "slower": f"{_MEGABYTES_A_CPU / _MEGABYTES:.1f}",
        "cpu_share": f"{_MEGABYTES / _MEGABYTES_A_CPU:.2f}",
        "answer_seconds": f"{_SECONDS_A_MODEL_ANSWER:g}",
        "table_ms": f"{1000 * _SECONDS_A_TABLE_CALL:g}",
        "platform_bytes": f"{_PLATFORM_BYTES:,}",
        "characters_a_token": str(CHARACTERS_A_TOKEN),
        "cached_at_least": f"{CACHED_AT_LEAST:,}",
        "cached_in_steps": str(CACHED_IN_STEPS),
        "model_name": MODEL,
    }


def _price_list(prices: Prices) -> str:
    rows = [
        (
            name.replace("_", " "),
            f"{one['value']:.10f}".rstrip("0").rstrip(".") + (" ?" if "UNCONFIRMED" in one.get("note", "") else ""),
            one["unit"],
            one["as_of"],
            f"[{urlsplit(one['source']).hostname}]({one['source']})",
            one.get("note", ""),
        )
        for name, one in prices.items()
    ]
    return _table(["", "dollars", "for one", "as of", "source", ""], rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _dollars(amount: float) -> str:
    if amount < 0.01:
        return "under $0.01" if amount else "$0"
    return f"${amount:,.0f}" if amount >= 100 else f"${amount:,.2f}"


def _unit_price(amount: float) -> str:
    in_cents = f"{amount:.2f}"
    return f"${in_cents}" if float(in_cents) == amount else f"${amount:g}"


def _amount(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 10 else f"{amount:.2f}"
