"""The dialogue state: what a text's acts and entities add to what is already known. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from linda.models import ANY_TIME, Dialogue, Job
from linda.quotes import device_family, names_device
from linda.rules.acts import ActKind, Understood, left_of
from linda.shop import Shop

_MAX_JOBS = 4
# The device of a customer who does not know the model.
ANY_PHONE = "phone"
_ASKS_NO_TIME = frozenset(["bookings", "status", "owner", "back"])
_TAKES_NO_TIME: Sequence[ActKind] = (
    "cancel",
    "move",
    "keep",
    "call_me",
    "late",
    "pick_up",
    "here",
    "complain",
    "threat",
)


def track(dialogue: Dialogue, understood: Understood, shop: Shop) -> Dialogue:
    """Return the dialogue state updated with what the text says. What the text leaves open does not change."""
    is_others = bool(understood.name) and understood.name == understood.whose
    after = replace(
        in_language(dialogue, understood),
        jobs=_added((), _jobs(dialogue, understood, shop))[:_MAX_JOBS],
        customer_name=dialogue.customer_name if is_others else understood.name or dialogue.customer_name,
        address=understood.address or dialogue.address,
        on_site=(dialogue.on_site or understood.has("on_site")) and not understood.comes_in,
    )
    when = understood.when
    if after.day in when.not_days:
        after = replace(after, day=None, at=None)
    is_goodbye = understood.has("bye") and not understood.has("want")
    asks_no_time = not _ASKS_NO_TIME.isdisjoint(understood.topics)
    if is_goodbye or understood.has(*_TAKES_NO_TIME) or asks_no_time:
        return after
    if "hours" in understood.topics:  # The day asked about is the day under discussion from now on.
        return replace(after, day=when.days[0], at=None) if len(when.days) == 1 and not dialogue.asked else after
    if len(when.days) == 1:
        after = replace(after, day=when.days[0])
        if when.days[0] != dialogue.day and not when.times:
            after = replace(after, at=None)
    if len(when.times) == 1:
        after = replace(after, at=when.times[0], window=ANY_TIME)
    if when.window:
        after = replace(after, window=when.window, at=None)
    return after


def in_language(dialogue: Dialogue, understood: Understood) -> Dialogue:
    """Return the dialogue in the language of the text, unless the customer has asked for a certain language."""
    if dialogue.keeps_language and not understood.asks_language:
        return dialogue
    return replace(dialogue, language=understood.language or dialogue.language, keeps_language=understood.asks_language)


def _jobs(dialogue: Dialogue, understood: Understood, shop: Shop) -> tuple[Job, ...]:
    known = left_of(dialogue.jobs, understood.told_jobs) if understood.has("want") else dialogue.jobs
    dialogue = replace(dialogue, jobs=known)
    if dialogue.asked == "device" and "which model" in understood.topics and not understood.jobs:
        return _filled(known, ANY_PHONE)
    own = tuple(job for job in understood.jobs if names_device(job.repair_type))
    named = own or tuple(
        job for job in _causes(understood.jobs, known) if not _is_sold_beside(job, dialogue, understood, shop)
    )
    if _is_goods_alone(dialogue, understood, shop):
        known_devices = {job.device for job in dialogue.jobs if job.device}
        device = next(iter(known_devices)) if len(known_devices) == 1 else ""
        return tuple(replace(job, device=job.device or device) for job in understood.jobs if job.repair_type)
    if not named:
        return known
    if understood.is_only and (left := [job for job in known if any(_is_meant(job, one, shop) for one in named)]):
        return tuple(left)  # "Just the S22."
    if understood.is_only and known and not any(job.repair_type for job in named) and understood.has("decline"):
        return known  # Only what is already booked.
    if len(named) > 1:
        devices = {job.device for job in (*known, *named) if job.device}
        device = next(iter(devices)) if len(devices) == 1 else ""
        in_full = [_in_full(replace(job, device=job.device or device), known, shop) for job in named]
        whole = tuple(dict.fromkeys(in_full))
        if understood.is_addition and known and known[0] not in whole:
            return _added(known, whole)
        return _added(_kept(known, whole, understood), whole)
    return _with_one(named[0], dialogue, understood, shop)


def _is_goods_alone(dialogue: Dialogue, understood: Understood, shop: Shop) -> bool:
    """Tell whether an accessory is wanted instead of the repairs: "just the protector, not the screen"."""
    if dialogue.asked in ("upsell", "upsell or booking", "book") or not (understood.jobs and dialogue.jobs):
        return False
    told = {job.repair_type for job in understood.told_jobs}
    drops = understood.is_only or all(job.repair_type in {*told, *shop.accessories} for job in dialogue.jobs)
    goods = [job.repair_type in shop.accessories for job in understood.jobs if job.repair_type]
    return drops and bool(goods) and all(goods)


def _is_meant(job: Job, named: Job, shop: Shop) -> bool:
    """Tell whether the text means a known job, naming it by its device, the device's family or its repair."""
    is_family = named.device.isalpha() and device_family(job.device, shop) == device_family(named.device, shop) != ""
    is_own = job.repair_type in shop.own_jobs.get(named.device, ())
    is_device = named.device in ("", job.device) or is_family or is_own
    return is_device and (not named.repair_type or (named.repair_type, named.trouble) == (job.repair_type, job.trouble))


def _kept(known: Sequence[Job], named: Sequence[Job], understood: Understood) -> tuple[Job, ...]:
    """Return the known jobs that stay when a text names others: a wet phone still has to be looked at."""
    devices = {job.device for job in named}
    return tuple(
        job
        for job in known
        if job.repair_type == "water damage" and job.device in devices and not understood.is_correction
    )


# Troubles that a repair of the same device takes care of, or has to come before.
_FOLLOWS = frozenset(["not working", "no power", "black screen", "touch", "boot loop"])


def _causes(jobs: Sequence[Job], known: Sequence[Job]) -> list[Job]:
    """Return the jobs, except troubles that follow from another job on the same device, or from water damage."""
    wet = {job.device for job in known if job.repair_type == "water damage"}
    return [
        job
        for job in jobs
        if job.trouble not in _FOLLOWS
        or not (
            job.device in wet
            or (not job.device and wet)
            or any(other.device == job.device and _comes_before(other, job) for other in jobs)
        )
    ]


def _comes_before(other: Job, job: Job) -> bool:
    if not other.trouble:
        return bool(other.repair_type)
    return job.trouble == "not working" and other.trouble != job.trouble


def _is_sold_beside(job: Job, dialogue: Dialogue, understood: Understood, shop: Shop) -> bool:
    return job.repair_type in shop.accessories and _has_job(dialogue, understood, shop)


def _has_job(dialogue: Dialogue, understood: Understood, shop: Shop) -> bool:
    """Tell whether there is a repair that an accessory can go with."""
    repairs = [job for job in (*dialogue.jobs, *understood.jobs) if job.repair_type not in shop.accessories]
    return bool(repairs) or dialogue.asked in ("upsell", "upsell or booking")


def _with_one(job: Job, dialogue: Dialogue, understood: Understood, shop: Shop) -> tuple[Job, ...]:
    """Return the known jobs plus one more, or with what the text adds to one of them."""
    known, is_addition = dialogue.jobs, understood.is_addition
    if not known:
        return (job,)
    if job.repair_type not in ("", *shop.accessories) and all(one.repair_type in shop.accessories for one in known):
        return (replace(job, device=job.device or known[-1].device),)  # An accessory goes with a repair, not before it.
    last = known[-1]
    if job.repair_type == "diagnosis" and not job.trouble and understood.is_only:
        return (replace(job, device=job.device or last.device),)  # "Just have him look at it."
    if job.repair_type == "diagnosis" and job.trouble in ("", "not working") and last.repair_type:
        job = Job("", job.device)  # "Can he look at it?"
        if not job.device:
            return known
    if job.device and dialogue.asked == "device" and any(not one.device for one in known):
        if understood.is_plain and job.repair_type not in ("", "diagnosis", *shop.accessories):
            return tuple(dict.fromkeys(one if one.device else job for one in known))  # "S21 battery": not the screen.
        # The repair is settled: "Galaxy S21, tried two chargers".
        return _filled(known, job.device)
    job = _in_full(job, known, shop)
    if not job.repair_type and (meant := [one for one in known if _is_meant(one, job, shop)]):
        # Put that one first.
        return _filled(_added(meant, known), job.device) if job.device == meant[0].device else known
    if not job.repair_type:  # A device alone completes what is known, or replaces another device.
        if any(one.device in ("", ANY_PHONE) for one in known):
            return _filled(known, job.device)
        is_same = device_family(last.device, shop) == device_family(job.device, shop)
        if is_same and last.device.isalpha() and not is_addition:  # "My son says it is an 8 Plus."
            return tuple(replace(one, device=job.device) if one.device == last.device else one for one in known)
        if (understood.whose or is_addition) and not understood.is_correction:
            return _added(known, (job,))
        if is_same or understood.is_correction or "price" in understood.topics:
            return tuple(
                dict.fromkeys(replace(one, device=job.device) if one.device == last.device else one for one in known)
            )
        return (job,)  # A different device has its own trouble.
    if not job.device:
        if _picks(understood) and len({one.device for one in known}) == 1 and replace(job, device=last.device) in known:
            return (replace(job, device=last.device),)  # "Just the battery then."
        if any(one.repair_type == job.repair_type and one.trouble == job.trouble for one in known):
            return known
        lacking = [one for one in known if not one.repair_type]
        if lacking:
            return tuple(
                one if one.repair_type else replace(one, repair_type=job.repair_type, trouble=job.trouble)
                for one in known
            )
        whole = replace(job, device=last.device)
        is_more = is_addition or "price" in understood.topics  # If two were asked about, LINDA asks which one.
        return _added(known if is_more else _kept(known, (whole,), understood), (whole,))
    if job in known:
        return known
    if is_addition and all(one.repair_type and (one.device or names_device(one.repair_type)) for one in known):
        return _added(known, (job,))
    return _added(_kept(known, (job,), understood), (job,))


def _filled(known: Sequence[Job], device: str) -> tuple[Job, ...]:
    """Return the jobs, without duplicates, filling in the device where there was none."""
    return tuple(dict.fromkeys(replace(one, device=device) if one.device in ("", ANY_PHONE) else one for one in known))


def _picks(understood: Understood) -> bool:
    """Tell whether naming a repair picks it from several under discussion."""
    return not understood.is_question and not understood.topics and not understood.is_addition


def _in_full(job: Job, known: Sequence[Job], shop: Shop) -> Job:
    """Return the job with the known model of its device if the text names only the family: "the samsung"."""
    models = {one.device for one in known if device_family(one.device, shop) == device_family(job.device, shop)}
    is_family = job.device.isalpha() and bool(device_family(job.device, shop))
    return replace(job, device=next(iter(models))) if is_family and len(models) == 1 else job


def _added(known: Sequence[Job], more: Sequence[Job]) -> tuple[Job, ...]:
    return tuple(dict.fromkeys((*known, *more)))
