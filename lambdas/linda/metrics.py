"""The shop's numbers, as CloudWatch takes them out of a log line: its Embedded Metric Format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
A library for it would cost a cold start more than these few lines do.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

NAMESPACE = "LINDA"
Metric = Literal[
    "Turns",
    "TurnsByRules",
    "FellBack",
    "Late",
    "ReplySeconds",
    "ModelSeconds",
    "InputTokens",
    "OutputTokens",
    "Cents",
    "BudgetReached",
    "Booked",
    "Moved",
    "Cancelled",
    "Escalated",
    "Calls",
    "RefusedWebhooks",
    "FailedWebhooks",
    "RefusedTokens",
    "TextsSent",
    "TextsFailed",
    "Sweeps",
    "SweepsFailed",
]
# Each is described in docs/operations.md. CloudWatch knows no unit of money.
UNITS: Mapping[Metric, str] = dict.fromkeys(get_args(Metric), "Count") | {
    "ReplySeconds": "Seconds",
    "ModelSeconds": "Seconds",
    "Cents": "None",
}


def embedded(metrics: Mapping[Metric, float], namespace: str, now: datetime) -> dict[str, object]:
    """Return the members of a log line that make it count the metrics; none if there are no metrics.

    They have no dimensions: each would be another metric, and cost as much.
    """
    if not metrics:
        return {}
    defined = [{"Name": name, "Unit": UNITS[name]} for name in metrics]
    directive = {"Namespace": namespace, "Dimensions": [[]], "Metrics": defined}
    head = {"Timestamp": int(now.timestamp() * 1000), "CloudWatchMetrics": [directive]}
    return {"_aws": head, **dict[str, object](metrics.items())}


def seconds_since(began: datetime, now: datetime) -> float:
    """Return the seconds as a metric holds them: to the millisecond, and none if the clocks disagree."""
    return max(round((now - began).total_seconds(), 3), 0)
