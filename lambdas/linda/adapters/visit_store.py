"""What visitors of the web chat have proved, in the state table."""

from datetime import datetime

from linda import items
from linda.adapters.tables import Item, Tables, known_fields, to_item
from linda.models import Inbound, Visit


class VisitStore(Tables):
    """See linda.ports.VisitRepository."""

    def visit(self, session_id: str) -> Visit:
        """See VisitRepository."""
        return _to_visit(self.get(self.state_table, _key(session_id)))

    def open_code(self, inbound: Inbound, number: str, until: int, most: int, now: datetime) -> bool:
        """See VisitRepository."""
        values = {
            ":number": number,
            ":key": inbound.key,
            ":until": until,
            # Whose it is, so that the conversation can be forgotten with the number.
            ":customer": inbound.customer,
            ":expires": items.WEB.expires_at(now),
            ":keys": {inbound.key},
            ":most": most,
        }
        try:
            self.update(
                TableName=self.state_table,
                Key=to_item(_key(inbound.session_id)),
                UpdateExpression=(
                    "SET #number = :number, code_key = :key, code_until = :until, customer = :customer, "
                    "expires_at = :expires ADD codes :keys REMOVE tried"
                ),
                ConditionExpression=(
                    "attribute_not_exists(codes) OR (size(codes) < :most AND NOT contains(codes, :key))"
                ),
                ExpressionAttributeNames={"#number": "number"},
                ExpressionAttributeValues=to_item(values),
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return self.visit(inbound.session_id).code_key == inbound.key
        return True

    def try_code(self, session_id: str, code_key: str, guess: str, most: int, now: datetime) -> bool:
        """See VisitRepository."""
        return self._changed(
            session_id,
            "ADD tried :guesses",
            "code_key = :key AND code_until > :now"
            " AND (attribute_not_exists(tried) OR size(tried) < :most OR contains(tried, :guess))",
            {
                ":guesses": {guess},
                ":guess": guess,
                ":key": code_key,
                ":now": int(now.timestamp()),
                ":most": most,
            },
        )

    def prove_number(self, session_id: str, visit: Visit, guess: str) -> bool:
        """See VisitRepository. The code is over then."""
        return self._changed(
            session_id,
            "SET proved = :number, proved_by = :guess, code_until = :over",
            "code_key = :key",
            {":number": visit.number, ":guess": guess, ":over": 0, ":key": visit.code_key},
        )

    def _changed(self, session_id: str, change: str, condition: str, values: Item) -> bool:
        try:
            self.update(
                TableName=self.state_table,
                Key=to_item(_key(session_id)),
                UpdateExpression=change,
                ConditionExpression=condition,
                ExpressionAttributeValues=to_item(values),
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True


def _key(session_id: str) -> Item:
    return {"state_id": items.WEB.key(session_id)}


def _to_visit(item: Item) -> Visit:
    known = known_fields(Visit, item)
    return Visit(**{**known, **{name: frozenset(known.get(name, ())) for name in ("codes", "tried")}})
