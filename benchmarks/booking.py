"""What one booking costs, compared with one that scans the leads for the slot before it writes.

python -m benchmarks.booking [--leads 100 10000 100000]
"""

import argparse
from dataclasses import asdict
from datetime import date, time, timedelta
from functools import partial

from benchmarks.availability import by_scan
from benchmarks.tables import LEADS, Bench, add_leads, measured, tables
from linda.adapters.tables import to_item
from linda.booking import BookingRequest, book, new_lead
from linda.models import Slot


def ours(bench: Bench, slot: Slot, phone: str) -> None:
    """Book as LINDA does: one transaction."""
    request = BookingRequest(slot, phone, "screen", "web")
    book(bench.premises, request, new_lead(bench.premises, request))


def by_scan_and_put(bench: Bench, slot: Slot, phone: str) -> None:
    """Read every lead to see if the slot is free, then put the lead: two simultaneous customers both get it."""
    by_scan(bench)
    request = BookingRequest(slot, phone, "screen", "web")
    lead = {"Put": {"TableName": LEADS, "Item": to_item(asdict(new_lead(bench.premises, request)))}}
    bench.client.transact_write_items(TransactItems=[lead])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=[100, 10_000, 100_000])
    sizes = sorted(parser.parse_args().leads)
    print("One booking, capacity units and milliseconds")
    print(f"{'leads':>8} {'ours':>8} {'ms':>8} {'scan':>10} {'ms':>10} {'scan/ours':>10}")
    with tables() as bench:
        before = 0
        for number, size in enumerate(sizes):
            add_leads(bench, before, size)
            before = size
            day = date(2026, 3, 1) + timedelta(days=number)
            one, other = Slot(day, time(9)), Slot(day, time(10))
            units, ms = measured(bench, partial(ours, bench, one, f"+1904555{number:04d}"))
            scan, scan_ms = measured(bench, partial(by_scan_and_put, bench, other, f"+1305555{number:04d}"))
            print(f"{size:>8} {units:>8.0f} {ms:>8.1f} {scan:>10.0f} {scan_ms:>10.1f} {scan / units:>10.0f}")


if __name__ == "__main__":
    main()
