"""Counters in the state table, each an item of its own."""

from datetime import UTC, date, datetime, time

from linda import items
from linda.adapters.tables import Tables, from_item, to_item
from linda.models import CallCount, MessageCount, Spent


class CounterStore(Tables):
    """See linda.ports.CounterRepository."""

    def count(self, key: str, expires_at: datetime) -> int:
        """See CounterRepository."""
        answer = self.call(
            self.client.update_item,
            TableName=self.state_table,
            Key=to_item({"state_id": key}),
            UpdateExpression="SET expires_at = :expires ADD hits :one",
            ExpressionAttributeValues=to_item({":expires": int(expires_at.timestamp()), ":one": 1}),
            ReturnValues="UPDATED_NEW",
        )
        return int(from_item(answer["Attributes"])["hits"])

    def count_call(self, key: str, expires_at: datetime, *, calls: int = 0, seconds: int = 0) -> CallCount:
        """See CounterRepository."""
        counted = self.update(
            TableName=self.state_table,
            Key=to_item({"state_id": key}),
            UpdateExpression="SET expires_at = :expires ADD calls :calls, seconds :seconds",
            ExpressionAttributeValues=to_item(
                {":expires": int(expires_at.timestamp()), ":calls": calls, ":seconds": seconds}
            ),
            ReturnValues="UPDATED_NEW",
        )
        return CallCount(counted["calls"], counted["seconds"])

    def count_message(self, customer: str, day: date, now: datetime) -> MessageCount:
        """See CounterRepository. Each hour of the day has an attribute, so that one write counts both."""
        hour = f"hour_{now.astimezone(UTC):%H}"
        counted = self.update(
            TableName=self.state_table,
            Key=to_item({"state_id": items.MESSAGES.key(day, customer)}),
            UpdateExpression="SET expires_at = :expires ADD #day :one, #hour :one",
            ExpressionAttributeNames={"#day": "day", "#hour": hour},
            ExpressionAttributeValues=to_item({":expires": items.MESSAGES.expires_at(now), ":one": 1}),
            ReturnValues="UPDATED_NEW",
        )
        return MessageCount(counted[hour], counted["day"])

    def spend(self, day: date, *, turns: int = 0, cost: int = 0) -> Spent:
        """See CounterRepository. No transaction touches this item, so simultaneous turns never conflict."""
        expires_at = items.SPENT.expires_at(datetime.combine(day, time(), UTC))
        spent = self.update(
            TableName=self.state_table,
            Key=to_item({"state_id": items.SPENT.key(day)}),
            UpdateExpression="SET expires_at = :expires ADD turns :turns, cost :cost",
            ExpressionAttributeValues=to_item({":expires": expires_at, ":turns": turns, ":cost": cost}),
            ReturnValues="UPDATED_NEW",
        )
        return Spent(spent["turns"], spent["cost"])
