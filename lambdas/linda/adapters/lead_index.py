"""Leads by date and by number, from the indexes of the lead table. Conversations lack their keys and are in neither."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from linda.adapters.booking_store import stored_lead
from linda.adapters.tables import Tables, to_item
from linda.models import LEAD_TYPES, Lead

# The most leads that a page of the owner's list has.
_PAGE = 100


class LeadIndexStore(Tables):
    """See linda.ports.LeadIndex.

    The keys of `by_date` are `lead_type` and `appointment_date`, those of `by_phone` are `phone` and `timestamp`.
    """

    def leads_between(self, first: date, last: date) -> list[Lead]:
        """See LeadIndex."""
        days = {":first": first.isoformat(), ":last": last.isoformat()}
        return [
            lead
            for lead_type in LEAD_TYPES
            for lead in self._leads(
                IndexName="by_date",
                KeyConditionExpression="lead_type = :type AND appointment_date BETWEEN :first AND :last",
                ExpressionAttributeValues=to_item({":type": lead_type, **days}),
            )
        ]

    def leads_of_number(self, phone: str, until: float | None = None) -> Iterator[Lead]:
        """See LeadIndex."""
        is_wanted: dict[str, Any] = {
            "KeyConditionExpression": "phone = :phone",
            "ExpressionAttributeValues": to_item({":phone": phone}),
        }
        if until is not None:
            is_wanted = {
                "KeyConditionExpression": "phone = :phone AND #timestamp <= :until",
                "ExpressionAttributeNames": {"#timestamp": "timestamp"},  # a reserved word
                "ExpressionAttributeValues": to_item({":phone": phone, ":until": until}),
            }
        return self._leads(IndexName="by_phone", **is_wanted, ScanIndexForward=False, Limit=_PAGE)

    def _leads(self, **query: Any) -> Iterator[Lead]:
        """Yield the readable leads that the query finds, fetching each page when it is needed."""
        start: dict[str, Any] = {}
        while True:
            answer = self.call(self.client.query, TableName=self.leads_table, **query, **start)
            yield from filter(None, map(stored_lead, answer["Items"]))
            if "LastEvaluatedKey" not in answer:
                return
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
