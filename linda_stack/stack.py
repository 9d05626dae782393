"""LINDA on AWS: two tables, a secret, a role, three functions, their HTTP API, queues for what fails, and alarms."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aws_cdk import Acknowledgment, ArnFormat, CfnOutput, Duration, RemovalPolicy, Stack, Validations
from aws_cdk import aws_apigatewayv2 as apigatewayv2
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from linda_stack.bundling import function_code
from linda_stack.monitoring import add_monitoring
from linda_stack.settings import Settings, read_settings

FUNCTIONS = ("dispatcher", "state_manager", "scheduler")
# No body, no query, and only the route's path, so that customers' numbers and words stay out of the access log.
ACCESS_LOG_FIELDS = {
    "requestId": "$context.requestId",
    "requestTime": "$context.requestTime",
    "ip": "$context.identity.sourceIp",
    "userAgent": "$context.identity.userAgent",
    "stage": "$context.stage",
    "httpMethod": "$context.httpMethod",
    "routeKey": "$context.routeKey",
    "status": "$context.status",
    "responseLength": "$context.responseLength",
    "responseLatency": "$context.responseLatency",
    "integrationStatus": "$context.integration.status",
    "integrationError": "$context.integrationErrorMessage",
}


class LindaStack(Stack):
    """All of LINDA in one account and region."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs: Any) -> None:
        settings = read_settings(scope.node.get_all_context())
        super().__init__(
            scope,
            construct_id,
            stack_name=settings.named(settings.stack_name),
            description="LINDA, the receptionist of EmperorLinda Cell Phone Repairs",
            termination_protection=True,
            tags={"app": "linda", "stage": settings.stage or "production"},
            **kwargs,
        )

        lead_log = add_table(
            self,
            "RepairsLeadLog",
            table_name=settings.named(settings.repairs_lead_log_table),
            partition_key=dynamodb.Attribute(name="lead_id", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="timestamp", type=dynamodb.AttributeType.NUMBER),
            # Conversations expire. Leads never do: none has this attribute.
            time_to_live_attribute="chat_log_expires_at",
            # Reports what other programs do to the leads; only the old image tells which slot a lead held.
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
        )
        # The owner's lists and feed, without a scan. Conversations have none of these attributes and stay out.
        add_indexes(
            settings,
            lead_log,
            ("by_date", "lead_type", "appointment_date", dynamodb.AttributeType.STRING),
            ("by_phone", "phone", "timestamp", dynamodb.AttributeType.NUMBER),
        )
        state_log = add_table(
            self,
            "BrandonStateLog",
            table_name=settings.named(settings.brandon_state_log_table),
            partition_key=dynamodb.Attribute(name="state_id", type=dynamodb.AttributeType.STRING),
            # For webhook receipts, holds and counters; items without the attribute, such as the owner's state, stay.
            time_to_live_attribute="expires_at",
        )
        # Pending work: texts to send, and turns that died. Few items have its keys.
        add_indexes(settings, state_log, ("pending", "pending", "due_at", dynamodb.AttributeType.NUMBER))
        keys = add_keys(self, settings)

        log_groups = {
            name: add_log_group(self, f"{name}-logs", f"/aws/lambda/{settings.named(name)}") for name in FUNCTIONS
        }
        failures = {
            "turns": add_failures(self, settings, "FailedTurns", "linda-failed-turns", Duration.days(14)),
            "leads": add_failures(self, settings, "FailedLeads", "linda-failed-leads", Duration.days(14)),
            # The next sweep does what a failed one has left, so this only tells of it, and its alarm ends by itself.
            "sweeps": add_failures(self, settings, "FailedSweeps", "linda-failed-sweeps", Duration.days(1)),
        }
        role = add_role(self, settings, [lead_log, state_log], keys, log_groups.values(), failures.values())

        shared = {
            "DYNAMODB_REGION": self.region,
            "REPAIRS_LEAD_LOG_TABLE": lead_log.table_name,
            "BRANDON_STATE_LOG_TABLE": state_log.table_name,
            # Where the keys are, not what they are: a function reads the secret itself.
            "SECRET_ID": keys.ref,
            "METRICS_NAMESPACE": settings.metrics_namespace,
            "SHOP_TIME_ZONE": settings.time_zone,
        }
        texting = {
            "PUBLIC_BASE_URL": settings.public_base_url,
            "QUIET_FROM": settings.quiet_hours.partition("-")[0],
            "QUIET_UNTIL": settings.quiet_hours.partition("-")[2],
            "TWILIO_API_BASE_URL": settings.twilio_api_base_url,
            # Who is told what LINDA cannot decide: the dispatcher records it, the scheduler's sweep sends it.
            "OWNER_PHONE": settings.owner_phone,
            "QUESTION_HOURS": settings.question_hours,
            # The sweep deals with the calls whose end Twilio has not reported.
            "MISSED_CALLS": settings.missed_calls,
        }
        own = {
            "dispatcher": {
                **texting,
                "OPENAI_MODEL": settings.model,
                "OPENAI_REASONING_EFFORT": settings.reasoning_effort,
                "OPENAI_BASE_URL": settings.openai_base_url,
                "LONGEST_REPLY": settings.longest_reply,
                "MESSAGES_AN_HOUR": settings.messages_an_hour,
                "DAILY_TURNS": settings.daily_turns,
                "DAILY_DOLLARS": settings.daily_dollars,
                "CHAT_LOG_DAYS": settings.chat_log_days,
                "DAILY_CALLS": settings.daily_calls,
                "DAILY_CALLS_A_NUMBER": settings.daily_calls_a_number,
                "DAILY_CALL_MINUTES": settings.daily_call_minutes,
                "DAILY_CALL_MINUTES_A_NUMBER": settings.daily_call_minutes_a_number,
                "VOICEMAIL_TRANSCRIPTS": settings.voicemail_transcripts,
                "BLOCKED_NUMBERS": settings.blocked_numbers,
                "UNANSWERED_CALLS": settings.unanswered_calls,
                "VOICE_RULES_FIRST": settings.voice_rules_first,
                "SPEECH_TIMEOUT": settings.speech_timeout,
                "SPEECH_MODEL": settings.speech_model,
                "FRONTEND_ORIGINS": " ".join(settings.frontend_origins),
                "DAILY_WEB_MESSAGES": settings.daily_web_messages,
                "DAILY_UNPROVED_TEXTS": settings.daily_unproved_texts,
            },
            "scheduler": {
                **texting,
                "ATTEMPTS_PER_ADDRESS": settings.attempts_per_address,
                "DAILY_UNPROVED_TEXTS": settings.daily_unproved_texts,
                "DIGEST_AT": settings.digest_at,
                "REVIEW_URL": settings.review_url,
                # The function that the sweep calls to finish the turns that died.
                "DISPATCHER_FUNCTION": settings.named("dispatcher"),
            },
        }
        functions = {
            name: add_function(self, settings, name, role, log_groups[name], {**shared, **own.get(name, {})})
            for name in FUNCTIONS
        }
        dispatcher, state_manager, scheduler = functions.values()
        keep_failed(dispatcher, Duration.hours(1), failures["turns"])
        add_schedule(self, "SendNotices", Duration.minutes(5), scheduler, {"task": "send_notices"}, failures["sweeps"])
        keep_failed(scheduler, Duration.minutes(10), failures["sweeps"])
        follow_leads(self, settings, lead_log, scheduler, failures["leads"])

        api = add_api(self, settings)
        add_route(api, "/dispatcher", apigatewayv2.HttpMethod.POST, dispatcher)
        add_route(api, "/state", apigatewayv2.HttpMethod.ANY, state_manager)
        add_route(api, "/scheduler", apigatewayv2.HttpMethod.ANY, scheduler)
        add_stages(self, settings, api)

        add_monitoring(self, settings, functions, failures, api)
        add_outputs(self, settings, api)


def add_table(scope: Construct, construct_id: str, **schema: Any) -> dynamodb.Table:
    """A table that is billed per request, can be restored to any second, and outlives its stack."""
    return dynamodb.Table(
        scope,
        construct_id,
        **schema,
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        deletion_protection=True,
        # A failed first deploy leaves it behind: a rollback that tried to delete it would fail at the protection.
        removal_policy=RemovalPolicy.RETAIN,
    )


def add_indexes(
    settings: Settings, table: dynamodb.Table, *indexes: tuple[str, str, str, dynamodb.AttributeType]
) -> None:
    """Indexes over whole items: name, key, sort key and its type.

    CloudFormation creates one per update of an existing table, so an adopted one gets them in several deploys.
    """
    for name, key, sort_key, sort_type in indexes[: {"none": 0, "one": 1}.get(settings.indexes)]:
        table.add_global_secondary_index(
            index_name=name,
            partition_key=dynamodb.Attribute(name=key, type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name=sort_key, type=sort_type),
            projection_type=dynamodb.ProjectionType.ALL,
        )


def add_keys(scope: Construct, settings: Settings) -> secretsmanager.CfnSecret:
    """The one secret: a generated token for the owner, and the keys that the deployer fills in once."""
    to_be_filled = ("OPENAI_API_KEY", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_PHONE_NUMBER")
    keys = secretsmanager.CfnSecret(
        scope,
        "Keys",
        name=settings.secret_name,
        description="LINDA's keys: fill in the empty ones",
        # Do not change this: on any change, CloudFormation overwrites everything that was filled in.
        # A key that is added later is simply missing until it is filled in.
        generate_secret_string=secretsmanager.CfnSecret.GenerateSecretStringProperty(
            secret_string_template=json.dumps(dict.fromkeys(to_be_filled, "")),
            generate_string_key="ADMIN_API_TOKEN",
            password_length=48,
            exclude_punctuation=True,  # letters and digits pass through any shell and header
        ),
    )
    # The rollback of a failed first deploy deletes it, still empty, so that the next one can create it.
    keys.apply_removal_policy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    acknowledge(keys, "AwsSolutions-SMG4", "OpenAI and Twilio issue these keys, so they are rotated there")
    return keys


def add_log_group(scope: Construct, construct_id: str, name: str) -> logs.LogGroup:
    return logs.LogGroup(
        scope,
        construct_id,
        log_group_name=name,
        retention=logs.RetentionDays.ONE_MONTH,
        removal_policy=RemovalPolicy.DESTROY,  # the name is free again when the stack is redeployed
    )


def add_failures(scope: Construct, settings: Settings, construct_id: str, name: str, kept: Duration) -> sqs.Queue:
    """A queue for what could not be done."""
    queue = sqs.Queue(
        scope,
        construct_id,
        queue_name=settings.named(name),
        encryption=sqs.QueueEncryption.SQS_MANAGED,  # a turn holds a customer's words
        enforce_ssl=True,
        retention_period=kept,
    )
    acknowledge(queue, "AwsSolutions-SQS3", "this is the dead-letter queue")
    return queue


def keep_failed(function: lambda_.Function, within: Duration, failures: sqs.Queue) -> None:
    """Have an asynchronous invocation tried three times within this time, after which it counts as failed."""
    function.configure_async_invoke(
        retry_attempts=2, max_event_age=within, on_failure=destinations.SqsDestination(failures)
    )


def add_role(
    stack: Stack,
    settings: Settings,
    tables: Sequence[dynamodb.Table],
    keys: secretsmanager.CfnSecret,
    log_groups: Iterable[logs.LogGroup],
    failures: Iterable[sqs.Queue],
) -> iam.IRole:
    """The role of all three functions; CDK adds nothing to it."""
    write_logs = iam.PolicyStatement(
        actions=["logs:CreateLogStream", "logs:PutLogEvents"],
        resources=[log_group.log_group_arn for log_group in log_groups],
    )
    use_tables = iam.PolicyStatement(
        actions=[
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:Query",
            "dynamodb:Scan",
        ],
        resources=[arn for table in tables for arn in (table.table_arn, f"{table.table_arn}/index/*")],
    )
    # The scheduler deletes a customer's data when the owner asks for it, from the tables themselves; nothing else does.
    forget = iam.PolicyStatement(actions=["dynamodb:DeleteItem"], resources=[table.table_arn for table in tables])
    # Apart from logs and tables: the keys are only in this secret, and so in no template, on no console page and in no
    # environment. (`attr_id` is its ARN.)
    read_keys = iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[keys.attr_id])
    # The dispatcher hands a turn whose model is late to an invocation of itself. (By name: its ARN needs the role.)
    dispatcher = stack.format_arn(
        service="lambda",
        resource="function",
        resource_name=settings.named("dispatcher"),
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    finish_turns = iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[dispatcher])
    # Lambda puts what fails there, in a sweep, or in the scheduler's work on the stream, into these queues,
    # with the functions' own rights.
    keep_failures = iam.PolicyStatement(actions=["sqs:SendMessage"], resources=[queue.queue_arn for queue in failures])
    # Likewise, Lambda reads the lead table's stream for the scheduler.
    follow_leads = iam.PolicyStatement(
        actions=[
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
        ],
        resources=[table.table_stream_arn for table in tables if table.table_stream_arn],
    )
    policies = {
        "Logs": [write_logs],
        "Tables": [use_tables, forget],
        "Keys": [read_keys],
        "Turns": [finish_turns, keep_failures],
        "Leads": [follow_leads],
    }
    if settings.tracing == "yes":
        # X-Ray knows no single resource to write to.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
        actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
        policies["Tracing"] = [iam.PolicyStatement(actions=actions, resources=["*"])]
    role = iam.Role(
        stack,
        "Role",
        role_name=settings.named("LINDALambdaExecutionRole"),
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={name: iam.PolicyDocument(statements=statements) for name, statements in policies.items()},
    )
    if settings.tracing == "yes":
        acknowledge(role, "AwsSolutions-IAM5[Resource::*]", "traces have no resource")
    for table in tables:
        acknowledge(
            role,
            f"AwsSolutions-IAM5[Resource::<{stack.resolve(table.table_arn)['Fn::GetAtt'][0]}.Arn>/index/*]",
            "the indexes of one table",
        )
    return role.without_policy_updates()


def add_function(
    scope: Construct,
    settings: Settings,
    name: str,
    role: iam.IRole,
    log_group: logs.LogGroup,
    environment: Mapping[str, str],
) -> lambda_.Function:
    """One of the three functions; an empty variable is left out."""
    function = lambda_.Function(
        scope,
        name,
        function_name=settings.named(name),
        code=function_code(name, settings.bundle_for),
        handler=f"{name}.handler",
        runtime=lambda_.Runtime.PYTHON_3_13,
        architecture=lambda_.Architecture.ARM_64,
        memory_size=512,
        timeout=Duration.seconds(60),
        role=role,
        log_group=log_group,
        logging_format=lambda_.LoggingFormat.JSON,
        tracing=lambda_.Tracing.ACTIVE if settings.tracing == "yes" else None,
        environment={key: value for key, value in environment.items() if value},
    )
    acknowledge(function, "AwsSolutions-L1", "all dependencies are locked, compiled and tested for this Python")
    return function


def add_schedule(
    scope: Construct,
    construct_id: str,
    every: Duration,
    function: lambda_.Function,
    event: Mapping[str, str],
    failures: sqs.Queue,
) -> None:
    """A rule that invokes one function with one event, tries for as long as the next is not due, and keeps failures."""
    target = targets.LambdaFunction(
        function,
        event=events.RuleTargetInput.from_object(event),
        retry_attempts=5,
        max_event_age=every,
        dead_letter_queue=failures,
    )
    events.Rule(scope, construct_id, schedule=events.Schedule.rate(every), targets=[target])


def follow_leads(
    scope: Construct, settings: Settings, lead_log: dynamodb.Table, scheduler: lambda_.Function, failed: sqs.Queue
) -> None:
    """Tell the scheduler about leads that other programs write or delete, and about nothing that we write ourselves.

    Every lead that we write has a revision, and every conversation a number of messages. (Other programs choose their
    leads' ids, and a filter cannot ask for a key without a prefix.) A batch that fails is halved and retried within an
    hour.
    """
    # Lambda looks for an attribute at its leaf, under its type; the local emulator looks only at its name.
    has_none: object = {"N": [{"exists": False}]} if settings.bundle_for == "lambda" else [{"exists": False}]
    not_ours = {"NewImage": {"revision": has_none, "message_count": has_none}}
    was_lead = {"OldImage": {"message_count": has_none}}
    lambda_.EventSourceMapping(
        scope,
        "FollowLeads",
        target=scheduler,
        event_source_arn=lead_log.table_stream_arn,
        starting_position=lambda_.StartingPosition.TRIM_HORIZON,
        batch_size=25,
        retry_attempts=10,
        max_record_age=Duration.hours(1),
        bisect_batch_on_error=True,
        on_failure=event_sources.SqsDlq(failed),
        filters=[
            lambda_.FilterCriteria.filter({"eventName": ["INSERT", "MODIFY"], "dynamodb": not_ours}),
            lambda_.FilterCriteria.filter({"eventName": ["REMOVE"], "dynamodb": was_lead}),
        ],
    )


def add_api(scope: Construct, settings: Settings) -> apigatewayv2.HttpApi:
    """The HTTP API, which admits the frontend's origins and answers their preflights itself."""
    cors = apigatewayv2.CorsHttpMethod
    return apigatewayv2.HttpApi(
        scope,
        "Api",
        api_name=settings.named("linda"),
        create_default_stage=False,
        cors_preflight=apigatewayv2.CorsPreflightOptions(
            allow_origins=settings.frontend_origins,
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"],
            allow_methods=[cors.GET, cors.POST, cors.PUT, cors.PATCH, cors.DELETE, cors.OPTIONS],
            expose_headers=["ETag", "Location", "Content-Disposition", "apigw-requestid"],
        ),
    )


def add_route(
    api: apigatewayv2.HttpApi, path: str, method: apigatewayv2.HttpMethod, function: lambda_.Function
) -> None:
    """One route to one function, which API Gateway may call only for this route."""
    integration = HttpLambdaIntegration(
        f"{function.node.id}-integration",
        function,
        payload_format_version=apigatewayv2.PayloadFormatVersion.VERSION_1_0,
    )
    for route in api.add_routes(path=path, methods=[method], integration=integration):
        acknowledge(
            route,
            "AwsSolutions-APIG4",
            "the functions check Twilio's signature or the owner's token themselves; customers have no account",
        )


def add_stages(stack: Stack, settings: Settings, api: apigatewayv2.HttpApi) -> None:
    """The same API with and without `/prod`, throttled and logged."""
    # API Gateway may write to log groups with this prefix without an entry in the account's one resource policy.
    access_log = add_log_group(stack, "AccessLog", f"/aws/vendedlogs/{settings.named('linda')}-api")
    access_log_arn = stack.format_arn(
        service="logs",
        resource="log-group",
        resource_name=access_log.log_group_name,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    for construct_id, name in (("DefaultStage", "$default"), ("ProdStage", "prod")):
        apigatewayv2.CfnStage(
            stack,
            construct_id,
            api_id=api.api_id,
            stage_name=name,
            auto_deploy=True,
            # Far above one shop's traffic, and low enough to keep the cost of a flood down.
            default_route_settings=apigatewayv2.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=50, throttling_burst_limit=100
            ),
            access_log_settings=apigatewayv2.CfnStage.AccessLogSettingsProperty(
                destination_arn=access_log_arn, format=json.dumps(ACCESS_LOG_FIELDS)
            ),
        )


def add_outputs(stack: Stack, settings: Settings, api: apigatewayv2.HttpApi) -> None:
    """What the deployer pastes elsewhere. A public base URL replaces the API's own wherever others call it."""
    base_url = settings.public_base_url or api.api_endpoint
    frontend = {
        "NEXT_PUBLIC_API_URL": base_url,
        "NEXT_PUBLIC_BOOKING_ENDPOINT": f"{base_url}/scheduler",
        "NEXT_PUBLIC_STATE_ENDPOINT": f"{base_url}/state",
    }
    outputs = {
        "ApiUrl": (api.api_endpoint, "The HTTP API, at its $default stage"),
        "ApiId": (api.api_id, "The HTTP API's id"),
        "SecretName": (settings.secret_name, "The secret whose empty keys are to be filled in"),
        "DispatcherWebhookUrl": (f"{base_url}/dispatcher", "Twilio: when a message comes in, POST"),
        # The same URL: nothing that the first delivery has done is done twice.
        "DispatcherFallbackUrl": (f"{base_url}/dispatcher", "Twilio: when the primary handler fails, POST"),
        "DispatcherCallUrl": (f"{base_url}/dispatcher", "Twilio: when a call comes in, and call status changes, POST"),
        # Output names may hold only letters and digits.
        **{name.replace("_", ""): (value, name) for name, value in frontend.items()},
        "FrontendEnvironment": (
            "\n".join(f"{name}={value}" for name, value in frontend.items()),
            "The frontend's .env.local",
        ),
    }
    for name, (value, description) in outputs.items():
        CfnOutput(stack, name, value=value, description=description)


def acknowledge(construct: Construct, rule: str, reason: str) -> None:
    """Acknowledge a cdk-nag finding where it occurs."""
    Validations.of(construct).acknowledge(Acknowledgment(id=rule, reason=reason))
