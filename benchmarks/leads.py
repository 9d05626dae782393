"""What the newest page of all leads costs by reading the whole table, compared with a day's list from the index.

python -m benchmarks.leads [--leads 1000 10000] [--messages 12]
"""

import argparse
from datetime import timedelta

from benchmarks.tables import LEADS, NOW, Bench, add_leads, measured, tables
from linda.adapters.tables import to_item
from linda.conversations import latest
from linda.lead_lists import LeadPage, Wanted, leads_of_day, newest_leads

_PAGE = 50
_BATCH = 25
_WORDS = "How much is a new screen for an iPhone 13, and can you do it tomorrow after two? "


def add_conversations(bench: Bench, first: int, last: int, messages: int) -> None:
    """Put conversations number `first` to `last` - 1 into the lead table, each with so many messages."""
    said = [{"role": "user", "content": _WORDS, "timestamp": int(NOW.timestamp())}] * messages
    rows = [
        {
            "lead_id": f"CHATLOG-+1904{2_000_000 + number}-2026-02-10",
            "timestamp": 0,
            "source": f"+1904{2_000_000 + number}",
            "channel": "twilio-sms",
            "status": "active",
            "messages": said,
            "last_updated": int(NOW.timestamp()) - number,
        }
        for number in range(first, last)
    ]
    for start in range(0, len(rows), _BATCH):
        puts = [{"PutRequest": {"Item": to_item(row)}} for row in rows[start : start + _BATCH]]
        bench.client.batch_write_item(RequestItems={LEADS: puts})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--messages", type=int, default=12)
    asked = parser.parse_args()
    print(f"A page of {_PAGE}; half as many conversations as leads, each with {asked.messages} messages; milliseconds")
    print(f"{'leads':>8} {'all leads':>10} {'a day':>8} {'ratio':>8} {'conversations':>14}")
    day = (NOW + timedelta(days=1)).date()
    pages: list[LeadPage] = []
    with tables() as bench:
        before = 0
        for size in sorted(asked.leads):
            add_leads(bench, before, size)
            add_conversations(bench, before // 2, size // 2, asked.messages)
            before = size
            pages.clear()
            _, of_all = measured(bench, lambda: pages.append(newest_leads(bench.store, Wanted(), "US", _PAGE)))
            _, of_day = measured(bench, lambda: pages.append(leads_of_day(bench.store, day, _PAGE)))
            _, talks = measured(bench, lambda: latest(bench.store, NOW, _PAGE))
            newest, of_index = ([lead.lead_id for lead in page.leads] for page in pages)
            if newest[: len(of_index)] != of_index:
                raise SystemExit("the two sides answer differently")
            print(f"{size:>8} {of_all:>10.0f} {of_day:>8.1f} {of_all / of_day:>8.0f} {talks:>14.0f}")


if __name__ == "__main__":
    main()
