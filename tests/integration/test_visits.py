"""Codes of the web chat under parallel guesses, over DynamoDB's API."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

from linda.adapters.dynamodb import DynamoDBStore
from linda.models import WEB_CHAT, Inbound
from tests.integration.conftest import NOW

NUMBER, SESSION = "+19045550123", "web-0123-2026-02-10"
UNTIL = int((NOW + timedelta(minutes=10)).timestamp())
ASKS = Inbound("m1", "web-0123", "", SESSION, WEB_CHAT, NOW)


def test_parallel_guesses_get_no_more_tries_than_others(dynamodb_store: DynamoDBStore) -> None:
    assert dynamodb_store.open_code(ASKS, NUMBER, UNTIL, 3, NOW)
    with ThreadPoolExecutor(50) as pool:
        guess = partial(dynamodb_store.try_code, SESSION, "m1", most=5, now=NOW)
        counted = list(pool.map(lambda n: guess(f"guess {n}"), range(200)))
    assert counted.count(True) == 5
    visit = dynamodb_store.visit(SESSION)
    assert len(visit.tried) == 5
    assert all(dynamodb_store.try_code(SESSION, "m1", made, 5, NOW) for made in visit.tried)  # redelivered


def test_a_session_gets_only_so_many_codes_and_a_redelivered_request_none(dynamodb_store: DynamoDBStore) -> None:
    asks = [replace(ASKS, key=f"m{n}") for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda inbound: dynamodb_store.open_code(inbound, NUMBER, UNTIL, 3, NOW), asks))
    visit = dynamodb_store.visit(SESSION)
    assert len(visit.codes) == 3
    assert [one.key for one in asks if dynamodb_store.open_code(one, NUMBER, UNTIL, 3, NOW)] == [visit.code_key]


def test_a_number_is_proved_only_by_the_latest_code_while_it_holds(dynamodb_store: DynamoDBStore) -> None:
    assert dynamodb_store.open_code(ASKS, NUMBER, UNTIL, 3, NOW)
    earlier = dynamodb_store.visit(SESSION)
    assert dynamodb_store.open_code(replace(ASKS, key="m2"), "+19045550188", UNTIL, 3, NOW)
    assert not dynamodb_store.try_code(SESSION, "m1", "guess", 5, NOW)
    assert not dynamodb_store.prove_number(SESSION, earlier, "guess")
    assert not dynamodb_store.try_code(SESSION, "m2", "guess", 5, NOW + timedelta(minutes=10))
    assert dynamodb_store.try_code(SESSION, "m2", "guess", 5, NOW)
    assert dynamodb_store.prove_number(SESSION, dynamodb_store.visit(SESSION), "guess")
    assert dynamodb_store.visit(SESSION).proved == "+19045550188"
