"""What a model passes to the tools."""


def visit(
    day: str,
    at: str,
    repair_type: str = "screen",
    device: str = "iphone 13",
    *,
    customer_name: str = "",
    on_site: bool = False,
    address: str = "",
) -> dict[str, object]:
    """The arguments of book_slot for one job."""
    return {
        "date": day,
        "time": at,
        "jobs": [{"repair_type": repair_type, "device": device, "trouble": ""}],
        "customer_name": customer_name,
        "on_site": on_site,
        "address": address,
        "note": "",
    }
