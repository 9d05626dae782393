"""Whether LINDA is well: the alarms, the topic that takes them to the deployer, and a dashboard."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import ArnFormat, CfnOutput, Duration, Stack
from aws_cdk import aws_apigatewayv2 as apigatewayv2
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs

from linda_stack.settings import Settings

RUNBOOK = "Runbook: docs/operations.md#alarm-"
# An hour, for what only counts when it comes again: the shop has about five texts an hour.
SHORT, LONG = Duration.minutes(5), Duration.hours(1)
# A turn with a late model may take 40 s for the model and 8 s to send; at 60 s Lambda ends it.
NEAR_THE_DEADLINE = Duration.seconds(55)
MEANS_OF_FAILURES = {
    "turns": "A customer has had no reply: the message is in the queue of this name and in the chat log",
    "leads": "A lead that another program wrote may be without its slot, or a deleted one have it",
    "sweeps": "A sweep, which sends texts and finishes turns, failed three times or was not started",
}


@dataclass(frozen=True)
class Watch:
    """When an alarm goes off. Each watches one metric: a sum of metrics costs as much as an alarm for each of them."""

    name: str
    means: str
    metric: cloudwatch.Metric
    threshold: float
    periods: int = 1
    # In how many of these periods the threshold must be reached: one of several keeps an alarm from flapping.
    breaching: int = 1
    comparison: cloudwatch.ComparisonOperator = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
    missing: cloudwatch.TreatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING
    runbook: str = ""  # if it is not the name's own


def add_monitoring(
    stack: Stack,
    settings: Settings,
    functions: Mapping[str, lambda_.Function],
    queues: Mapping[str, sqs.Queue],
    api: apigatewayv2.HttpApi,
) -> None:
    """The alarms, their way to the deployer's address if there is one, and the dashboard."""
    topic = add_topic(stack, settings) if settings.alarm_email else None
    watched = watches(settings, functions, queues, api)
    alarms = [add_alarm(stack, settings, watch, topic) for watch in watched]
    add_dashboard(stack, settings, functions, queues, api, alarms)


def add_topic(stack: Stack, settings: Settings) -> sns.Topic:
    """The topic that mails to the deployer's address what an alarm publishes, and takes nothing from anybody else."""
    topic = sns.Topic(stack, "Alarms", topic_name=settings.named("linda-alarms"), enforce_ssl=True)
    alarms = stack.format_arn(
        service="cloudwatch", resource="alarm", resource_name="linda-*", arn_format=ArnFormat.COLON_RESOURCE_NAME
    )
    # A topic that has a policy has lost SNS's default one, which lets in all of the account.
    # https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    topic.add_to_resource_policy(
        iam.PolicyStatement(
            sid="AlarmsMayPublish",
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            actions=["sns:Publish"],
            resources=[topic.topic_arn],
            conditions={
                "ArnLike": {"aws:SourceArn": alarms},
                "StringEquals": {"aws:SourceAccount": stack.account},
            },
        )
    )
    topic.add_subscription(subscriptions.EmailSubscription(settings.alarm_email))
    return topic


def watches(
    settings: Settings,
    functions: Mapping[str, lambda_.Function],
    queues: Mapping[str, sqs.Queue],
    api: apigatewayv2.HttpApi,
) -> list[Watch]:
    """All that an alarm watches; each has its paragraph in docs/operations.md."""
    return [
        *(
            Watch(
                f"linda-errors-{name}",
                f"The function {name} failed three times in an hour",
                function.metric_errors(period=LONG, statistic="Sum"),
                threshold=3,
                runbook="linda-errors",
            )
            for name, function in functions.items()
        ),
        *(
            Watch(
                f"linda-slow-{name}",
                f"The function {name} worked nearly as long as Lambda lets it",
                function.metric_duration(period=SHORT, statistic="Maximum"),
                threshold=NEAR_THE_DEADLINE.to_milliseconds(),
                periods=3,
                runbook="linda-slow",
            )
            for name, function in functions.items()
        ),
        *(
            Watch(
                f"linda-failed-{name}",
                MEANS_OF_FAILURES[name],
                queue.metric_approximate_number_of_messages_visible(period=Duration.minutes(1), statistic="Maximum"),
                threshold=1,
            )
            for name, queue in queues.items()
        ),
        Watch(
            "linda-throttles",
            "Lambda turned requests away: the account's functions run as often at once as they may",
            # Of all functions of the region, which share that number.
            cloudwatch.Metric(namespace="AWS/Lambda", metric_name="Throttles", period=SHORT, statistic="Sum"),
            threshold=1,
            periods=3,
        ),
        Watch(
            "linda-api-5xx",
            "Three requests of customers, Twilio or the frontend got an error of ours in an hour",
            of_api(api, "5xx", LONG),
            threshold=3,
        ),
        Watch(
            "linda-failed-webhooks",
            "A customer got an apology, or no answer, in place of a reply: the dispatcher failed",
            of_linda(settings, "FailedWebhooks", period=SHORT),
            threshold=1,
            periods=12,
        ),
        Watch(
            "linda-refused-webhooks",
            "Three webhooks in an hour were refused: Twilio's, if the token or the URL is wrong, or a stranger's",
            of_linda(settings, "RefusedWebhooks", period=LONG),
            threshold=3,
        ),
        Watch(
            "linda-refused-tokens",
            "Ten requests in an hour lacked the owner's token: his frontend's, if it has an old one, or a stranger's",
            of_linda(settings, "RefusedTokens", period=LONG),
            threshold=10,
        ),
        Watch(
            "linda-fell-back",
            "The model failed three times in an hour, and the rules answered",
            of_linda(settings, "FellBack", period=LONG),
            threshold=3,
        ),
        Watch(
            "linda-budget",
            "A limit of the day is reached: until midnight the rules answer, calls are not taken, or texts not sent",
            of_linda(settings, "BudgetReached", period=LONG),
            threshold=1,
            periods=6,
        ),
        Watch(
            "linda-sweep",
            "No sweep has done all that was due for 20 minutes: texts and unfinished turns are waiting",
            of_linda(settings, "Sweeps", period=SHORT),
            threshold=1,
            periods=4,
            breaching=4,
            comparison=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
            missing=cloudwatch.TreatMissingData.BREACHING,
        ),
    ]


def add_alarm(stack: Stack, settings: Settings, watch: Watch, topic: sns.Topic | None) -> cloudwatch.Alarm:
    """An alarm that says when it goes off and when that is over."""
    words = re.sub("[-_]", " ", watch.name.removeprefix("linda-"))
    alarm = watch.metric.create_alarm(
        stack,
        f"{words.title().replace(' ', '')}Alarm",
        alarm_name=settings.named(watch.name),
        alarm_description=f"{watch.means}. {RUNBOOK}{watch.runbook or watch.name}",
        threshold=watch.threshold,
        evaluation_periods=watch.periods,
        datapoints_to_alarm=watch.breaching if watch.breaching < watch.periods else None,
        comparison_operator=watch.comparison,
        treat_missing_data=watch.missing,
    )
    if topic:
        alarm.add_alarm_action(actions.SnsAction(topic))
        alarm.add_ok_action(actions.SnsAction(topic))
    return alarm


def add_dashboard(
    stack: Stack,
    settings: Settings,
    functions: Mapping[str, lambda_.Function],
    queues: Mapping[str, sqs.Queue],
    api: apigatewayv2.HttpApi,
    alarms: Sequence[cloudwatch.IAlarm],
) -> None:
    """One screen that answers "is it well?", and its address as an output."""

    def linda(name: str) -> cloudwatch.Metric:
        return of_linda(settings, name)

    dashboard = cloudwatch.Dashboard(
        stack, "Dashboard", dashboard_name=settings.named("LINDA"), default_interval=Duration.days(1)
    )
    dashboard.add_widgets(
        cloudwatch.AlarmStatusWidget(title="Alarms", alarms=alarms, width=12, height=4),
        cloudwatch.SingleValueWidget(
            title="In the time shown",
            metrics=[linda(name) for name in ("Turns", "Calls", "Booked", "Escalated", "FellBack", "Cents")],
            set_period_to_time_range=True,
            width=12,
            height=4,
        ),
    )
    dashboard.add_widgets(
        graph("Answers", [linda(name) for name in ("Turns", "TurnsByRules", "FellBack", "Late", "Calls")]),
        graph("For the shop", [linda(name) for name in ("Booked", "Moved", "Cancelled", "Escalated")]),
        graph(
            "Seconds to reply, and of the model",
            [at("p50", linda("ReplySeconds")), at("p95", linda("ReplySeconds")), at("p95", linda("ModelSeconds"))],
        ),
    )
    dashboard.add_widgets(
        graph(
            "The model's cost (US cents); tokens on the right",
            [linda("Cents")],
            [linda("InputTokens"), linda("OutputTokens")],
        ),
        graph(
            "API: errors; milliseconds on the right",
            [of_api(api, "4xx"), of_api(api, "5xx")],
            [at("p50", of_api(api, "Latency")), at("p95", of_api(api, "Latency"))],
        ),
        graph(
            "Errors and throttles",
            [
                metric.with_(label=f"{name} {metric.metric_name}")
                for name, function in functions.items()
                for metric in (function.metric_errors(), function.metric_throttles())
            ],
        ),
    )
    dashboard.add_widgets(
        graph("What failed and is kept", [messages(queue, name) for name, queue in queues.items()]),
        graph("Sweeps and texts", [linda(name) for name in ("Sweeps", "SweepsFailed", "TextsSent", "TextsFailed")]),
        graph(
            "Failed and turned away",
            [linda(name) for name in ("FailedWebhooks", "RefusedWebhooks", "RefusedTokens", "BudgetReached")],
        ),
    )
    console = f"https://console.aws.amazon.com/cloudwatch/home?region={stack.region}"
    CfnOutput(
        stack,
        "DashboardUrl",
        value=f"{console}#dashboards/dashboard/{settings.named('LINDA')}",
        description="Is LINDA well?",
    )


def graph(
    title: str, left: Sequence[cloudwatch.IMetric], right: Sequence[cloudwatch.IMetric] | None = None
) -> cloudwatch.GraphWidget:
    """A third of a row."""
    from_zero = cloudwatch.YAxisProps(min=0)
    return cloudwatch.GraphWidget(
        title=title, left=left, right=right, left_y_axis=from_zero, right_y_axis=from_zero, width=8, height=5
    )


def messages(queue: sqs.Queue, name: str) -> cloudwatch.Metric:
    return queue.metric_approximate_number_of_messages_visible(statistic="Maximum", label=f"failed {name}")


def at(percentile: str, metric: cloudwatch.Metric) -> cloudwatch.Metric:
    """The metric's percentile, named so, as two of one metric stand in one graph."""
    return metric.with_(statistic=percentile, label=f"{metric.metric_name} {percentile}")


def of_linda(settings: Settings, name: str, period: Duration | None = None) -> cloudwatch.Metric:
    """A metric that the functions write."""
    return cloudwatch.Metric(namespace=settings.metrics_namespace, metric_name=name, statistic="Sum", period=period)


def of_api(api: apigatewayv2.HttpApi, name: str, period: Duration | None = None) -> cloudwatch.Metric:
    """A metric of the HTTP API, over both of its stages.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
    """
    return api.metric(name, statistic="Sum", period=period)
