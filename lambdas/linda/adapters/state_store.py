"""The owner's state in its table."""

from collections.abc import Mapping

from linda.adapters.tables import Tables, from_item, to_item, without_key

_CURRENT = {"state_id": "CURRENT"}


class StateStore(Tables):
    """See linda.ports.StateRepository."""

    def owner_state(self) -> dict[str, object]:
        """See StateRepository."""
        return without_key(self.get(self.state_table, _CURRENT))

    def merge_owner_state(self, fields: Mapping[str, object]) -> dict[str, object]:
        """See StateRepository."""
        given = {f":{n}": value for n, value in enumerate(fields.values()) if value is not None}
        sets = ", ".join(f"#{n} = :{n}" for n, value in enumerate(fields.values()) if value is not None)
        removes = ", ".join(f"#{n}" for n, value in enumerate(fields.values()) if value is None)
        answer = self.call(
            self.client.update_item,
            TableName=self.state_table,
            Key=to_item(_CURRENT),
            UpdateExpression=f"SET {sets}" + (f" REMOVE {removes}" if removes else ""),
            ExpressionAttributeNames={f"#{n}": name for n, name in enumerate(fields)},
            ExpressionAttributeValues=to_item(given),
            ReturnValues="ALL_NEW",
        )
        return without_key(from_item(answer["Attributes"]))

    def reset_owner_state(self) -> None:
        """See StateRepository. The item is emptied, not deleted: the functions have no permission to delete."""
        self.call(self.client.put_item, TableName=self.state_table, Item=to_item(_CURRENT))
