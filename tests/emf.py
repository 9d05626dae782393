"""What CloudWatch takes out of log lines in its Embedded Metric Format, and what it would take for a fault.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

type Counted = Callable[[], dict[str, list[float]]]

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
_SIZES = [
    f"{prefix}{size}".capitalize() for size in ("bytes", "bits") for prefix in ("", "kilo", "mega", "giga", "tera")
]
_UNITS = {"Seconds", "Microseconds", "Milliseconds", "Percent", "None", *_SIZES, "Count"}
_UNITS |= {f"{amount}/Second" for amount in (*_SIZES, "Count")}
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html, and no colon, for a shell.
_NAMESPACE = re.compile(r"(?!AWS/)[A-Za-z0-9._#/-]{1,255}")
_MOST_METRICS, _MOST_VALUES, _MOST_DIMENSIONS, _LONGEST_NAME = 100, 100, 30, 255
_LARGEST = 2.0**360


def extracted(lines: Iterable[str], namespace: str = "LINDA") -> dict[str, list[float]]:
    """Return the values of each metric that the lines hold for the namespace, in their order."""
    found: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        for named, metric, values in _metrics(line):
            if named == namespace:
                found[metric] += values
    return dict(found)


def _metrics(line: str) -> Iterator[tuple[str, str, list[float]]]:
    try:
        event = json.loads(line)
    except ValueError:
        return
    if not isinstance(event, dict) or "_aws" not in event:
        return
    assert fault(event) == "", line
    for directive in event["_aws"]["CloudWatchMetrics"]:
        for metric in directive["Metrics"]:
            value = event[metric["Name"]]
            yield directive["Namespace"], metric["Name"], value if isinstance(value, list) else [value]


def fault(event: Mapping[str, Any]) -> str:
    """Return why CloudWatch would take no metrics out of a log event that has an `_aws` member; "" if it would."""
    head = event["_aws"]
    if not isinstance(head, dict) or set(head) != {"Timestamp", "CloudWatchMetrics"}:
        return "_aws has other members than Timestamp and CloudWatchMetrics"
    if type(head["Timestamp"]) is not int or not 10**12 < head["Timestamp"] < 10**13:
        return "Timestamp is not in milliseconds"
    directives = head["CloudWatchMetrics"]
    if not isinstance(directives, list) or not directives:
        return "CloudWatchMetrics is not a list of directives"
    return next(filter(None, (_fault_of(directive, event) for directive in directives)), "")


def _fault_of(directive: Any, event: Mapping[str, Any]) -> str:
    if not isinstance(directive, dict) or set(directive) != {"Namespace", "Dimensions", "Metrics"}:
        return "a directive has other members than Namespace, Dimensions and Metrics"
    namespace, sets, metrics = directive["Namespace"], directive["Dimensions"], directive["Metrics"]
    if not isinstance(namespace, str) or not _NAMESPACE.fullmatch(namespace):
        return "CloudWatch knows no such namespace"
    if not isinstance(sets, list) or not sets or not all(_is_set(one, event) for one in sets):
        return "Dimensions is not a list of lists of members that are texts"
    if not isinstance(metrics, list) or not 1 <= len(metrics) <= _MOST_METRICS:
        return f"Metrics is not a list of 1 to {_MOST_METRICS}"
    names = [metric.get("Name") if isinstance(metric, dict) else None for metric in metrics]
    if len(names) != len(set(map(str, names))):
        return "a metric is defined twice"
    return next(filter(None, (_fault_of_metric(metric, event) for metric in metrics)), "")


def _is_set(dimensions: object, event: Mapping[str, Any]) -> bool:
    if not isinstance(dimensions, list) or len(dimensions) > _MOST_DIMENSIONS:
        return False
    return all(isinstance(name, str) and isinstance(event.get(name), str) for name in dimensions)


def _fault_of_metric(metric: Any, event: Mapping[str, Any]) -> str:
    if not isinstance(metric, dict) or not {"Name"} <= set(metric) <= {"Name", "Unit", "StorageResolution"}:
        return "a metric has other members than Name, Unit and StorageResolution"
    name = metric["Name"]
    if not isinstance(name, str) or not 1 <= len(name) <= _LONGEST_NAME:
        return "a metric has no name"
    if metric.get("Unit", "None") not in _UNITS:
        return f"the unit of {name} is not one of CloudWatch's"
    if metric.get("StorageResolution", 60) not in (1, 60):
        return f"the resolution of {name} is neither 1 nor 60"
    value = event.get(name)
    values = value if isinstance(value, list) else [value]
    if not 1 <= len(values) <= _MOST_VALUES or not all(map(_is_number, values)):
        return f"{name} is not a number at the root of the line, nor a list of up to {_MOST_VALUES}"
    return ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST
