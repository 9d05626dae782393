"""Which devices and repairs in a text are wanted, and which are only mentioned."""

import re
from collections.abc import Sequence
from dataclasses import replace

from linda.models import Job
from linda.quotes import device_family, names_device
from linda.rules.acts import Act, ActKind
from linda.rules.reading import lexicon
from linda.rules.reading.phrases import Match, Token
from linda.rules.reading.text import TIME_QUESTIONS, Reading, is_question, tells_trouble
from linda.shop import Shop


def told_places(tokens: Sequence[Token], told: Sequence[Match]) -> set[int]:
    """Return the places of the entities that are mentioned but not wanted: "the screen is fine"."""
    return {
        place
        for match in told
        for place in range(match.first, match.end)
        if tokens[place].kind in ("repair", "trouble")
        or (tokens[place].kind == "device" and match.label in ("past", "not", "ours") and match.end == place + 1)
    } | _of_the_past(tokens)


def _of_the_past(tokens: Sequence[Token]) -> set[int]:
    """Return the devices in clauses about the past if another clause names one, too: "like last year his iPad"."""
    clauses, told, others = [list[int]()], set[int](), False
    for place, token in enumerate(tokens):
        if token.kind == "mark":
            clauses.append([])
        else:
            clauses[-1].append(place)
    for clause in clauses:
        named = {place for place in clause if tokens[place].kind in ("device", "thing")}
        is_past = any(getattr(tokens[place].value, "past", False) for place in clause)
        told |= named if is_past else set()
        others |= bool(named) and not is_past
    return told if others else set()


def jobs_in(
    reading: Reading, told: set[int], acts: Sequence[Act], shop: Shop
) -> tuple[tuple[Job, ...], tuple[Job, ...]]:
    """Return the jobs that are wanted, each device with its own, and those that are only mentioned."""
    kinds, topics = {act.kind for act in acts}, {act.topic for act in acts if act.kind == "ask"}
    asked = reading.dialogue.asked
    is_whole = any(reading.tokens[place].text == "screen" for place in told)
    is_whole |= any(token.kind == "thing" for token in reading.tokens)
    entities = [
        (place, token if is_whole else _mended(token, shop))
        for place, token in enumerate(reading.tokens)
        if token.kind in ("device", "repair", "trouble", "thing")
        and not (token.kind == "thing" and token.text in ("phone", "charger"))
        and not ("robot" in kinds and token.text == "computer")
    ]
    if "thank" in kinds and _is_thanked_last(reading, [place for place, _ in entities if place not in told]):
        kinds.remove("thank")
    if kinds & _NOT_ABOUT_JOBS and "want" not in kinds and not topics & {"price", "times"}:
        told = told | {place for place, token in entities if token.kind == "device" and kinds & {"thank", "praise"}}
        entities = [(place, token) for place, token in entities if token.text not in shop.troubles]
    entities = _of_two_owners(entities, reading.tokens)
    wanted = [token for place, token in entities if place not in told]
    not_wanted = [token.text for place, token in entities if place in told and token.kind == "repair"]
    jobs: list[Job] = []
    for device, parts in _by_device(_of_models(wanted, reading.tokens, shop), reading.said):
        repairs = [part.text for part in parts if part.kind == "repair"]
        troubles = [part.text for part in _whole(parts, reading.said) if part.kind == "trouble"]
        if device in shop.things and "charging port" in repairs:
            repairs = ["diagnosis" if repair == "charging port" else repair for repair in repairs]
        if "no power" in troubles and "charging port" in repairs:
            repairs.remove("charging port")  # A device that does not turn on does not charge, either.
        main = [repair for repair in repairs if repair not in shop.accessories]
        if "water damage" in main:
            troubles, repairs = [], [repair for repair in repairs if repair != "diagnosis"]
        elif troubles and "diagnosis" in repairs:
            repairs.remove("diagnosis")
            main = [repair for repair in main if repair != "diagnosis"]
        if main or len(troubles) > 1:
            troubles = [trouble for trouble in troubles if trouble != "not working"]
        if len(troubles) > 1:
            troubles = [trouble for trouble in troubles if trouble not in ("noise", "black screen")]
        if "screen" in main:
            troubles = [trouble for trouble in troubles if trouble != "touch"]
        jobs += [Job(repair, device) for repair in dict.fromkeys(repairs)]
        jobs += [Job("diagnosis", device, trouble) for trouble in dict.fromkeys(troubles)]
        if not parts:
            jobs.append(Job("", device))
    jobs = _counted(jobs, reading.tokens)
    if asked in TIME_QUESTIONS and "decline" in kinds:
        jobs = [job for job in jobs if job.trouble != "not working" or job.device]
    if asked == "upsell" and "decline" in kinds:
        not_wanted = [*not_wanted, *(job.repair_type for job in jobs if not job.device)]
        jobs = [job for job in jobs if job.device]
    if kinds & {"complain", "threat", "danger", "discount"} or topics & {"data recovery", "unlocking", "buy and sell"}:
        jobs = [job for job in jobs if job.trouble not in ("not working", "overheating") or job.device]
    if "which model" in topics:
        kinds.discard("hesitate")
    is_word = bool(topics & _TOPICS_OF_A_WORD) and not tells_trouble(reading)
    if "want" not in kinds and (kinds & {"person", "call_me", "hesitate", "thank"} or is_word):
        jobs = [job for job in jobs if job.device or topics & {"services", "price"}]
    jobs = _of_the_owners(jobs, shop)
    named = {job.repair_type for job in jobs}
    told_jobs = [Job(one) for one in not_wanted if one not in named]
    told_jobs += [
        Job("", token.text)
        for place, token in entities
        if place in told and token.kind == "device" and _is_left_out(place, reading.tokens)
    ]
    return tuple(dict.fromkeys(jobs)), tuple(dict.fromkeys(told_jobs))


# Parts of a device, and what a whole device does: "the button is stuck" does not mean a frozen phone.
_PARTS = frozenset(["buttons", "camera", "speaker", "sim", "flashlight", "headphone jack", "earpiece"])
_STATES = frozenset(["boot loop", "software", "frame", "no power", "touch", "not working"])
_APART = re.compile(r"[,.;!?\n]|\b(?:and|y|plus|also|pero|but)\b")


def _whole(parts: Sequence[Token], said: str) -> list[Token]:
    """Return what is wrong, without what is only said about a part next to it."""
    return [
        part
        for part in parts
        if part.text not in _STATES
        or not any(
            other.text in _PARTS and not _APART.search(said[min(part.end, other.end) : max(part.start, other.start)])
            for other in parts
        )
    ]


def _of_two_owners(entities: Sequence[tuple[int, Token]], tokens: Sequence[Token]) -> list[tuple[int, Token]]:
    """Return the entities; the same model of another owner counts as a second one: "and my wife's iPhone 12"."""
    owned = {place for place, token in entities if token.kind == "device" and _is_of_family(place, tokens)}
    own = {token.text for place, token in entities if token.kind == "device" and place not in owned}
    firsts = {token.text: place for place, token in reversed(entities) if token.kind == "device"}
    return [
        (place, token._replace(text=f"{token.text} #2"))
        if place in owned and token.text in own and firsts[token.text] != place
        else (place, token)
        for place, token in entities
    ]


def _is_of_family(place: int, tokens: Sequence[Token]) -> bool:
    """Tell whether the device there is said to be a relative's: "my wife's", "hers is an"."""
    before = {token.text for token in tokens[max(0, place - 2) : place]}
    return not before.isdisjoint(_FAMILY_OWNERS)


_FAMILY_OWNERS = frozenset(word for word in lexicon.FAMILY if word.endswith("s"))


def _is_thanked_last(reading: Reading, places: Sequence[int]) -> bool:
    """Tell whether thanks close a text that reports a trouble: they are then not for a repair already done."""
    thanks = [match.first for match in reading.matches if match.label == "thank"]
    if not (thanks and places) or min(thanks) < max(places) or reading.has("praise"):
        return False
    before = reading.tokens[: min(thanks)]
    return any(token.kind == "trouble" or token.text in _NEEDED for token in before)


def _counted(jobs: Sequence[Job], tokens: Sequence[Token]) -> list[Job]:
    """Return the jobs, repeated for each device if there are several of it: "two iPhone 12 screens and an S21"."""
    devices, counted = {job.device for job in jobs if job.device}, list[Job]()
    counts = dict[str, int]()
    for place, token in enumerate(tokens):
        if token.kind == "count":
            behind = [other for other in tokens[place + 1 :] if other.kind in ("device", "repair")][:1]
            of = next(iter(devices)) if len(devices) == 1 else behind[0].text if behind else ""
            counts[of] = int(str(token.value))
    for job in jobs:
        others = range(2, counts.get(job.device, 1) + 1) if job.device else ()
        counted += [job, *(replace(job, device=f"{job.device} #{place}") for place in others)]
    return counted


def _is_left_out(place: int, tokens: Sequence[Token]) -> bool:
    """Tell whether the entity at the place is left out ("not the iPhone"), rather than only in the past."""
    beside = [token.text for token in (*tokens[max(0, place - 3) : place], *tokens[place + 1 : place + 2])]
    return not lexicon.LEAVES_OUT.isdisjoint(beside)


def _of_the_owners(jobs: Sequence[Job], shop: Shop) -> list[Job]:
    """Return the jobs; if one is the owner's own job for a thing, drop other jobs on it: they are part of that job."""
    own = {job: thing for thing, of_thing in shop.own_jobs.items() for job in of_thing if names_device(job)}
    things = {
        own[job.repair_type] for job in jobs if job.repair_type in own and job.device in ("", own[job.repair_type])
    }
    if not own or not jobs:
        return list(jobs)
    found = list[Job]()
    for job in jobs:
        if job.repair_type in own and job.device not in ("", own[job.repair_type]):
            found.append(Job("diagnosis", job.device, job.trouble))  # The same part, but of a different thing.
        elif job.repair_type in own:
            trouble = next((one.trouble for one in jobs if one.trouble and one.device == job.device), "")
            found.append(Job(job.repair_type, "", trouble))
        elif not things or job.device not in ("", *things):
            found.append(job)
    return found


# What customers say when the device is not repaired yet.
_NEEDED = frozenset(
    "need needs dies dead dying broke broken cracked wont doesnt not necesito rota roto quebrada murio".split()
)
# With these, a trouble or a device is only mentioned.
_NOT_ABOUT_JOBS: frozenset[ActKind] = frozenset(["thank", "praise", "spam", "wrong_number", "flirt"])
# A repair in a question about one of these is only what it is about: "are your screens original".
_TOPICS_OF_A_WORD = frozenset(["parts", "other", "data", "experience", "payment", "address", "hours"])
# A black screen means replacing the screen, unless the text says that the glass is fine.
_MENDED_BY = {"black screen": "screen"}


def _mended(token: Token, shop: Shop) -> Token:
    """Return a trouble as the repair that fixes it, if there is one: the shop's own row wins."""
    if token.kind != "trouble":
        return token
    repair = token.text if token.text in shop.labels else _MENDED_BY.get(token.text)
    return token._replace(text=repair, kind="repair") if repair else token


def _of_models(entities: Sequence[Token], tokens: Sequence[Token], shop: Shop) -> list[Token]:
    """Return the entities, replacing a brand with the model of it also named: "samsung? I have an a54"."""
    devices = [token for token in entities if token.kind == "device"]
    families = {text: device_family(text, shop) for text in {token.text for token in devices}}
    brands = [token for token in devices if token.text.isalpha() and families[token.text]]
    whole = list(entities)
    for brand in brands:
        family = families[brand.text]
        models = {text for text, of in families.items() if of == family and not text.isalpha()}
        if models and not _are_two(brand, devices, tokens):
            same = next(iter(models)) if len(models) == 1 else ""
            whole = [
                token._replace(text=same) if token == brand else token for token in whole if same or token != brand
            ]
    return whole


# "My iPhone and my son's iPhone 12" are two; "an iphone, and it's a 12" is one.
_AND = frozenset(["and", "y", "plus", "&"])
_IS = frozenset("its it is es i tengo have".split())


def _are_two(brand: Token, devices: Sequence[Token], tokens: Sequence[Token]) -> bool:
    after = next((token for token in devices if token.start > brand.start), None)
    if after is None:
        return False
    between = {token.text for token in tokens if brand.end <= token.start < after.start}
    return not _AND.isdisjoint(between) and _IS.isdisjoint(between)


def is_wrong_again(reading: Reading) -> bool:
    """Tell whether something is wrong with a repair that was done here: "the battery you put in dies faster"."""
    tokens = reading.tokens
    for match in reading.told:
        if match.label == "ours":
            inside = {token.text for token in tokens[match.first : match.end] if token.kind == "repair"}
            if not inside and {"my", "mi"}.isdisjoint(token.text for token in tokens[match.first : match.end]):
                continue
            around = [*tokens[: match.first], *tokens[match.end :]]
            if any(token.text in lexicon.FAMILY for token in around):
                return False
            if any(token.kind == "trouble" or (token.kind == "repair" and token.text in inside) for token in around):
                return True
            if not is_question(reading) and any(
                token.text in lexicon.WRONG for token in around if token.kind == "word"
            ):
                return True
    return False


def is_only(tokens: Sequence[Token]) -> bool:
    """Tell whether the device or repair named is all that is wanted: "just the S22", "el 14 nada más"."""
    words = [token.text if token.kind in ("word", "mark") else "<entity>" for token in tokens]
    for place, token in enumerate(tokens):
        if token.kind in ("device", "repair", "trouble", "thing"):
            before = place - 1
            while before >= 0 and words[before] in lexicon.BESIDE_ONLY:
                before -= 1
            after = words[place + 1 : place + 3]
            if (before >= 0 and words[before] in lexicon.ONLY) or after[:1] == ["only"] or set(after) & lexicon.ONLY_ES:
                return True
            if after == ["nada", "mas"]:
                return True
            is_look = token.text == "diagnosis"
            if (
                not is_look
                and after[:1] in (["then"], ["entonces"])
                and all(one.kind != "word" for one in tokens[place + 2 : place + 3])
            ):
                return True  # "The 12 then."
    return False


def is_correction(tokens: Sequence[Token]) -> bool:
    """Tell whether the text corrects something said earlier: "no, it's a 12", "I meant the back"."""
    words = [token.text for token in tokens if token.kind == "word"]
    return words[:1] == ["no"] or not lexicon.CORRECTIONS.isdisjoint(words)


def _by_device(entities: Sequence[Token], said: str) -> list[tuple[str, list[Token]]]:
    """Return each device with what it needs; what is named for several devices at once goes to each of them."""
    if not any(token.kind in ("device", "thing") for token in entities):
        return [("", list(entities))] if entities else []
    leads_with_device = entities[0].kind in ("device", "thing")
    groups: list[tuple[str, list[Token]]] = []
    waiting: list[Token] = []
    device: Token | None = None
    for token, follows in zip(entities, [*entities[1:], None], strict=True):
        if token.kind in ("device", "thing"):
            same = [group for group in groups if group[0] == token.text]
            if same:
                same[0][1].extend(waiting)
            else:
                groups.append((token.text, waiting))
            waiting, device = [], token
        elif device and not _is_for_next(token, follows, said) and (leads_with_device or _is_of(device, token, said)):
            next(parts for name, parts in groups if name == device.text).append(token)
        else:
            waiting.append(token)
    if waiting:
        groups[-1][1].extend(waiting)
    filled = next((parts for _, parts in reversed(groups) if parts), [])
    return [(device, parts or filled) for device, parts in groups]


def _is_of(device: Token, part: Token, said: str) -> bool:
    """Tell whether a repair is in the clause of the device before it: "a pixel 6 that needs a battery, mine is …"."""
    return re.search(r"[,.;!?\n]|\b(?:and|y|plus|also)\b", said[device.end : part.start]) is None


# Words between a repair and the device that it is for.
_FOR = frozenset("for on in of de del para".split())
_FOR_WHOM = frozenset("a an the my his her our un una el la mi su".split())


def _is_for_next(part: Token, follows: Token | None, said: str) -> bool:
    """Tell whether a repair is for the device after it, not for the one before: "and a battery for an iPhone 8"."""
    if follows is None or follows.kind not in ("device", "thing"):
        return False
    between = said[part.end : follows.start].split()
    return not _FOR.isdisjoint(between) and _FOR.union(_FOR_WHOM).issuperset(between)


def _given_up(reading: Reading) -> Job | None:
    """Return what is to be cancelled while something else is kept: "drop the iPad, keep the phone"."""
    first = {match.label: match.first for match in reversed(reading.matches) if match.label in ("cancel", "keep")}
    start, kept = first.get("cancel", 0), first.get("keep", 0)
    clause = reading.tokens[start : kept if kept > start else None]
    named = {token.kind: token.text for token in reversed(clause) if token.kind in ("device", "repair")}
    return Job(named.get("repair", ""), named.get("device", "")) if named else None


_BOOKED = frozenset("appointment cita turno reserva".split())


def of_job_in(reading: Reading, kinds: set[ActKind], jobs: Sequence[Job]) -> Job | None:
    """Return the job that says which booking is meant: "cancel the battery one"."""
    if {"cancel", "keep"} <= kinds:
        return _given_up(reading)
    if len(jobs) == 1 and kinds & {"cancel", "move", "keep"} and not kinds & {"want", "complain"}:
        # A trouble the device has had since is not the booked repair: "the Pixel died, so cancel it".
        return Job("", jobs[0].device) if jobs[0].trouble and jobs[0].device else jobs[0]
    topics = {match.label for match in reading.matches}
    if len(jobs) == 1 and kinds & {"late", "here"} and not _BOOKED.isdisjoint(token.text for token in reading.tokens):
        return jobs[0]  # "I've got a battery appointment and I'm running late."
    is_wish = "want" in kinds and any(job.repair_type for job in jobs)
    return jobs[0] if len(jobs) == 1 and topics & {"ask bookings", "ask status"} and not is_wish else None
