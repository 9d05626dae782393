"""What reading one day's availability costs, compared with scanning all leads.

python -m benchmarks.availability [--leads 100 10000 100000]
"""

import argparse
from datetime import date

from benchmarks.tables import LEADS, NOW, SHOP, Bench, add_leads, measured, tables
from linda.booking import available_slots
from linda.models import Slot
from linda.owner_state import current
from linda.shop_time import time_label
from linda.slots import open_slots, today

DAY = date(2026, 2, 12)


def by_scan(bench: Bench) -> list[Slot]:
    """Read every lead, keep the day's, and return the free times."""
    taken: set[str] = set()
    for page in bench.client.get_paginator("scan").paginate(TableName=LEADS, ConsistentRead=True):
        for item in page["Items"]:
            if item.get("appointment_date", {}).get("S") == DAY.isoformat() and item["status"]["S"] == "booked":
                taken.add(item["appointment_time"]["S"])
    return [slot for slot in open_slots(DAY, SHOP, current({})) if time_label(slot.at) not in taken]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=[100, 10_000, 100_000])
    sizes = sorted(parser.parse_args().leads)
    print(f"Availability of one day (shop's today is {today(SHOP, NOW)}), capacity units and milliseconds")
    print(f"{'leads':>8} {'ours':>8} {'ms':>8} {'scan':>10} {'ms':>10} {'scan/ours':>10}")
    with tables() as bench:
        before = 0
        for size in sizes:
            add_leads(bench, before, size)
            before = size
            if available_slots(bench.premises, DAY) != by_scan(bench):
                raise SystemExit("the two sides answer differently")
            ours, our_ms = measured(bench, lambda: available_slots(bench.premises, DAY))
            scan, scan_ms = measured(bench, lambda: by_scan(bench))
            print(f"{size:>8} {ours:>8.0f} {our_ms:>8.1f} {scan:>10.0f} {scan_ms:>10.1f} {scan / ours:>10.0f}")


if __name__ == "__main__":
    main()
