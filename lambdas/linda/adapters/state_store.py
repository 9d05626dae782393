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
        answer = self.call(
            self.client.update_item,
            TableName=self.state_table,
            Key=to_item(_CURRENT),
            UpdateExpression="SET " + ", ".join(f"#{n} = :{n}" for n in range(len(fields))),
            ExpressionAttributeNames={f"#{n}": name for n, name in enumerate(fields)},
            ExpressionAttributeValues=to_item({f":{n}": value for n, value in enumerate(fields.values())}),
            ReturnValues="ALL_NEW",
        )
        return without_key(from_item(answer["Attributes"]))

    def reset_owner_state(self) -> None:
        """See StateRepository. The item is emptied, not deleted: the functions have no right to delete."""
        self.call(self.client.put_item, TableName=self.state_table, Item=to_item(_CURRENT))
