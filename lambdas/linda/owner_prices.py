"""The owner's own words about prices, services and stock, as shop data: his price list and bulletin win.

His state is foreign data: whatever it holds, a shop is returned. What cannot be read with certainty changes nothing.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from linda.models import Language
from linda.owner_state import written_on
from linda.quotes import device_family, in_full, is_model
from linda.shop import NameRow, OutOfStock, Shop, plain_words
from linda.time_reader import read_times
from linda.time_words import plain
from linda.vocabulary import Named, read_names

# Home visits, which he can suspend like a repair.
ON_SITE = "on-site"
_HIGHEST_PRICE = 5_000
_LOWEST_BARE_PRICE = 5
_MOST_LINES = 100
_LONGEST_LINE = 300
_LONGEST_NAME = 40
_MOST_JOBS = 30
_MOST_WORDS = 5
# Above the lines that he has set by text.
_OWN_HEADING = "Current prices and stock"

_NUMBER = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})(\.[0-9]{1,2})?(?![0-9]|[.,][0-9])"
_DOLLARS = rf"\$ ?{_NUMBER}|\b{_NUMBER} ?(?:dollars?|bucks|usd|dolares)\b"
# "Samsung screens: 99", at the end of an entry.
_BARE = rf"(?<=[a-z)])(?: ?(?:[:=]|\.{{2,}})| -) ?{_NUMBER}(?= ?(?:$|[;|]|, ))"
_ONE_MORE = r"( ?(?:/|,|&|\band|\by) ?)((?:[6-8]|1[1-9]|2[0-9]|[as][0-9]{2})\b(?! ?[%:]| ?[ap]m))"
_MODELS = rf"\b((iphone|galaxy|pixel) [a-z]?[0-9]{{1,2}}[a-z]?)((?:{_ONE_MORE})+)"
# A model's number after its maker ("iPhone 12 $100, 13 $120"), or a count.
_FIGURE = (
    r"(?<![\w.$#-])([2-9]|[12][0-9])(?=\W*$|[:=]| ?- |"
    r" (?:pro|plus|max|mini|ultra|screens?|lcds?|batter\w+|glass|ports?|pantallas?|baterias?)\b)"
)
_MADE_BY_FIGURES = ("iphone", "pixel")
# What follows an amount and belongs to it.
_BESIDE = r" ?(?:\([^)]*\)|(?:for|on|para) [^,;/|]*)"
# Amounts that are not prices: earlier prices, discounts and surcharges.
_NO_PRICE_BEFORE = (
    r"(?:\b(?:was|used to be|reg(?:ular(?:ly)?)?|normally|before|antes|save|off|extra|over|under|above|up to|more than"
    r"|(?:deposit|fee)(?: of)?|we(?:'ll)? pay|ahorre|mas de)|\+)[ :]*$"
)
_NO_PRICE_AFTER = (
    r" ?(?:(?:off|less|more|fee|an hour|back(?! glass| cover)|menos)\b"
    r"|discount|extra|deposit|credit|per hour|/ ?h|de descuento|[0-9%])"
)
_NOT_NAMES = frozenset(["from", "starting", "starts", "at", "only", "desde"])
_GONE = r"\b(?:out of stock|sold out|back ?ordered|unavailable|not available|agotad[oa]s?|suspendid[oa]s?|on hold)\b"
# These say that what follows them is out of stock.
_WITHOUT = (
    r"\b(?:no (?:hay|tenemos|tengo|hacemos)|(?:ya )?no (?:me |nos )?quedan?|no|(?:ran |run )?out of|sin"
    r"|se (?:me |nos )?(?:acabaron|acabo|terminaron|termino|agotaron|agoto)"
    r"|(?:can'?t|cannot|not|won'?t|don'?t)(?: be)? (?:do|doing|fix|fixing|take|taking|have|repair|repairing))"
    r"(?: (?:more|new|any|mas|the|our|las?|los|el|stock de))* "
)
_AGAIN = r"\b(?:back in stock|in stock (?:now|again)|available again|are back|is back|restocked|no longer out)\b"
_UNTIL = (
    r"\b(?:until|untill|till?|til|hasta|before|back(?: in)?(?: stock)?(?: on| by)?|again(?: on| by)?|arrives?|arriving"
    r"|coming|come in|restock(?:ing)?|in stock|de nuevo|through|thru)\b"
)
_THROUGH = r"\b(?:through|thru|incluido)\b"
_NEXT_WEEK = r"\b(?:this week|next week|esta semana|(?:la )?proxima semana)\b"


class _Said(NamedTuple):
    """What the owner says about one repair or service: its words, and the price if he names one."""

    words: str
    amount: int | None
    is_item: bool = False


def effective(shop: Shop, state: Mapping[str, object], today: date) -> Shop:
    """Return the shop with what the owner's state says about prices, services and stock.

    `services_block` and the bulletin `special_info` are read line by line: a line that names a repair, and perhaps a
    family or models, with an amount is his price. `what_we_fix_items` adds other things that the shop does, with or
    without a price: each is a repair type like any other. What bulletin or price list say is out of stock goes into
    `out_of_stock`. Days are counted from `today`, or from the day on which the state was last changed, if known.
    """
    block, bulletin = _lines(state.get("services_block")), _lines(state.get("special_info"))
    items, listed = _items(state.get("what_we_fix_items"), shop), _listed(block, shop, bare=True)
    file = shop
    for said in [*items, *listed, *_listed(bulletin, shop, bare=False)]:
        shop = _with(shop, said, file)
    shop = _as_written(shop, [state.get(field) for field in ("what_we_fix_items", "services_block", "special_info")])
    stock = [*(line for line in block if re.search(_GONE, line)), *bulletin]
    out = tuple(_out_of_stock(stock, shop, written_on(state, today, shop.time_zone), today))
    return replace(shop, out_of_stock=out) if out else shop


def is_out(repair_type: str, device: str, day: date, shop: Shop) -> OutOfStock | None:
    """Return why the repair cannot be done on that day, or None if it can, or if the device is not known yet."""
    for out in shop.out_of_stock:
        is_repair = not out.repair_type or out.repair_type == repair_type
        if is_repair and _is_device(out.device, device, shop) and (out.until is None or day < out.until):
            return out
    return None


def with_price(block: str, repair_type: str, device: str, dollars: float, shop: Shop) -> str:
    """Return the price list with this price; the list's own line for just that gives way, all others stay."""
    line = f"- {_named(repair_type, device, shop)}: ${dollars:g}"
    wanted = next(iter(_listed(_lines(line), shop, bare=True)), None)
    kept = list[str]()
    read = list[_Said]()
    for raw in block.splitlines():
        after = [said for said in _listed(_lines("\n".join([*kept, raw])), shop, bare=True) if said.amount is not None]
        own = after[len(read) :]
        if wanted and len(own) == 1 and _is_for_the_same(own[0], wanted, shop):
            continue
        kept.append(raw)
        read = after
    return _with_line(kept, line)


def with_stock(
    block: str, repair_type: str, device: str, shop: Shop, *, until: date | None = None, is_out: bool = True
) -> str:
    """Return the price list with a line that says that this is out of stock until a day, or without it."""
    about = f"- {_named(repair_type, device, shop)}: out of stock"
    kept = [raw for raw in block.splitlines() if raw != about and not raw.startswith(f"{about} until ")]
    if not is_out:
        return "\n".join(kept)
    return _with_line(kept, f"{about} until {until:%B} {until.day}" if until else about)


def _named(repair_type: str, device: str, shop: Shop) -> str:
    """Return the repair as a line of the list names it, with the device: "iPhone 13 screen repair"."""
    return f"{in_full(device, shop)} {shop.label(repair_type) if repair_type else ''}".strip()


def _with_line(lines: Sequence[str], line: str) -> str:
    """Return the list with the line at its end, under a heading of its own: one above it must not apply to it."""
    return "\n".join([*lines, *([] if _OWN_HEADING in lines else [_OWN_HEADING]), line])


def _is_for_the_same(one: _Said, other: _Said, shop: Shop) -> bool:
    found = [
        {
            (named.kind, named.value)
            for named in read_names(said.words, shop)
            if named.kind in ("repair", "device", "thing")
        }
        for said in (one, other)
    ]
    return found[0] == found[1]


def _is_device(named: str, device: str, shop: Shop) -> bool:
    if not named:
        return True
    if named in shop.spelling.families:
        return device_family(device, shop) == named
    return is_model(named, in_full(device, shop), shop) or any(
        one.kind in ("thing", "repair") and one.value == named for one in read_names(plain(device), shop)
    )


# --- reading


def _lines(text: object) -> list[str]:
    """Return the lines of a text, plain and without bullets or list numbers; sentences are lines, too."""
    if not isinstance(text, str):
        return []
    lines = (line for raw in text.splitlines()[:_MOST_LINES] for line in re.split(r"(?<=[a-z0-9)])[.;!] +", plain(raw)))
    lines = (_each_model(line) for line in lines)
    return [cut for line in lines if (cut := re.sub(r"^[^a-z0-9$]+", "", line.replace("$ ", "$"))[:_LONGEST_LINE])]


def _each_model(line: str) -> str:
    """Return the line with the maker before each model: "iphone 12/13 screens" is "iphone 12/iphone 13 screens"."""
    return re.sub(_MODELS, lambda match: match[1] + re.sub(_ONE_MORE, rf"\1{match[2]} \2", match[3]), line)


def _items(value: object, shop: Shop) -> Iterator[_Said]:
    if isinstance(value, str):
        found: object = None
        with suppress(ValueError, RecursionError):
            found = json.loads(value)
        value = found
    for item in value[:_MOST_LINES] if isinstance(value, list) else []:
        row = item if isinstance(item, dict) else {"name": item}
        name = row.get("name")
        if not isinstance(name, str) or row.get("enabled") is False or row.get("active") is False:
            continue
        line = plain(name)[:_LONGEST_LINE]
        amount = _amount_of(row.get("price"))
        priced = list(_listed([line], shop, bare=True)) if any(_prices(line, shop, bare=True)) else []
        if amount is None and priced:
            yield from priced
        else:
            yield _Said(re.sub(_DOLLARS, " ", line), amount, is_item=True)


def _amount_of(value: object) -> int | None:
    """Return the price of an item: a number, or a text with one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _whole(str(value), None) if math.isfinite(value) and abs(value) < 10 * _HIGHEST_PRICE else None
    if isinstance(value, str) and (match := re.search(rf"(?:^|[^\w.%]){_NUMBER}", plain(value)[:_LONGEST_LINE])):
        return _whole(match[1], match[2])
    return None


def _whole(digits: str, cents: str | None) -> int | None:
    """Return an amount in whole dollars, rounded up, or None if it is not the price of a repair."""
    number = float(digits.replace(",", "") + (cents or ""))
    return math.ceil(number) if 0 < number <= _HIGHEST_PRICE else None


def _prices(line: str, shop: Shop, *, bare: bool) -> Iterator[_Said]:
    """Return the prices in a line with the words that they belong to: those before them, or else those after them."""
    pattern = f"{_DOLLARS}|{_BARE}" if bare else _DOLLARS
    amounts = list[tuple[int, int, int]]()
    for match in re.finditer(pattern, line):
        digits = next(n for n in range(1, (match.lastindex or 1) + 1, 2) if match[n])
        amount = _whole(match[digits], match[digits + 1])
        is_price = not re.search(_NO_PRICE_BEFORE, line[: match.start()]) and not re.match(
            _NO_PRICE_AFTER, line[match.end() :]
        )
        is_range = amounts and re.fullmatch(r"\W*(?:to|and|a|y)?\W*", line[amounts[-1][1] : match.start()])
        is_bare = not line[match.start() : match.end()].strip(" :=-.").startswith("$") and "dol" not in match[0]
        if amount is not None and is_price and not is_range and not (is_bare and amount < _LOWEST_BARE_PRICE):
            amounts.append((match.start(), match.end(), amount))
    if not amounts:
        return
    ends = [0, *(end for _, end, _ in amounts)]
    starts = [*(start for start, _, _ in amounts), len(line)]
    pieces = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    first = pieces[0] if len(amounts) > 1 and _names_behind(pieces, shop) else ""
    is_first = bool(first) or not re.search(r"[a-z]{3}", pieces[0])
    for place, (_, _, amount) in enumerate(amounts):
        before, behind = pieces[place : place + 2]
        # "$79 (iPhone) / $89 (Samsung)", "$99 for a battery"
        own = re.match(_BESIDE, behind)
        pieces[place + 1] = behind[own.end() :] if own and not is_first else behind
        last = place + 1 == len(amounts)
        words = f"{first} {behind}" if is_first else f"{before} {behind if last else own[0] if own else ''}"
        yield _Said(words, amount)


def _names_behind(pieces: Sequence[str], shop: Shop) -> bool:
    """Tell whether the devices come after their amounts: "Screen: $79 iPhone, $89 Samsung"."""
    first, last = (_values(read_names(piece, shop), "device") for piece in (pieces[0], pieces[-1]))
    return bool(last) and not first and "(" not in pieces[-1]


# --- what it changes


def _listed(lines: Sequence[str], shop: Shop, *, bare: bool) -> Iterator[_Said]:
    """Return what the lines say, each in full: a heading ("iPhone 15:") applies to the lines under it.

    So does the one device of a line to the rest of the line: "iPhone 13: screen $120, battery $60". If there are two
    amounts for the same thing, the repair starts at the lower one.
    """
    heading, devices = "", list[str]()
    for line, after in zip(lines, [*lines, ""][1:], strict=True):
        prices, repair = list(_prices(line, shop, bare=bare)), heading
        if not prices:
            names = read_names(line, shop)
            is_heading = not _left_over(line, names, shop)
            named = _values(names, "repair") if is_heading else []
            heading = named[0] if len(named) == 1 else ""
            devices = _values(names, "device") if is_heading else []
            is_only_heading = is_heading and any(_prices(after, shop, bare=bare))
            yield from [_Said(line, None)] if bare and not is_only_heading else []
        named, lowest = list[str](), dict[frozenset[str], int]()
        for one in prices:
            words = _with_maker(one.words, [*devices, *named], shop)
            names = read_names(words, shop)
            repair = next(iter(_values(names, "repair")), repair)
            things = _values(names, "thing")
            of = [*_values(names, "device"), *things]
            if not of and re.search(_FIGURE, words):  # Whether "13 screens" is a model or a count is unclear.
                continue
            named = list(dict.fromkeys([*named, *of]))
            # "PS5 HDMI" after an iPad's screen is a job of its own.
            is_named = _values(names, "repair") or (things and _values(names, "trouble"))
            missing = [shop.labels[repair]] if repair and of and not is_named else []
            missing += (named if len(named) == 1 else devices) if not of else []
            said = _Said(" ".join([words, *missing]), one.amount)
            key = frozenset((repair, *(of or missing)))
            if one.amount is None or one.amount < lowest.get(key, _HIGHEST_PRICE + 1):
                lowest[key] = one.amount or 0
                yield said


def _with_maker(words: str, devices: Sequence[str], shop: Shop) -> str:
    """Return the words with the maker before a model's number if all devices before it are of that maker."""
    families = {device_family(device, shop) for device in devices}
    family = next(iter(families)) if len(families) == 1 else ""
    is_alone = not _values(read_names(words, shop), "device")
    return re.sub(_FIGURE, rf"{family} \1", words) if family in _MADE_BY_FIGURES and is_alone else words


def _with(shop: Shop, said: _Said, file: Shop) -> Shop:
    """Return the shop with one price or service of the owner's; the same shop if his meaning is not certain.

    His words are read with the vocabulary of the file's list.
    """
    names = read_names(said.words, file)
    beside = _left_over(said.words, names, shop)
    if not {*shop.spelling.classes["not"]}.isdisjoint(beside):
        return shop
    repairs, devices, topics = (_values(names, kind) for kind in ("repair", "device", "topic"))
    things = [thing for thing in _values(names, "thing") if thing != "phone"]
    others = [*_values(names, "trouble"), *things, *(topic for topic in topics if topic in shop.services)]
    if len(repairs) == 1 and (not others or (things == others and not beside)):
        return _priced(shop, repairs[0], [*devices, *things], said.amount)
    if len(others) == 1 and not repairs and not devices and not beside:
        return _with_job(shop, said, others[0], file)
    is_named = said.is_item and not topics and 0 < len(beside) <= _MOST_WORDS
    is_job = bool(others) if said.amount is not None else is_named
    return _with_job(shop, said, "", file) if is_job else shop


def _values(names: Sequence[Named], kind: str) -> list[str]:
    return list(dict.fromkeys(named.value for named in names if named.kind == kind))


def _left_over(line: str, names: Sequence[Named], shop: Shop) -> list[str]:
    """Return the words of a line that name nothing we know."""
    for named in reversed(names):
        line = f"{line[: named.start]} {line[named.end :]}"
    beside = shop.spelling.classes["beside"]
    return [word for word in plain_words(line).split() if word not in beside and not word.isdecimal()]


def _priced(shop: Shop, repair: str, keys: Sequence[str], amount: int | None) -> Shop:
    """Return the shop with a price for these devices; if none are named, for all that have a general price."""
    if amount is None:
        return shop
    old = dict(shop.prices.get(repair, {}))
    general = [key for key in old if key in ("any", *shop.spelling.families)] or ["any"]
    prices = old | dict.fromkeys(keys or general, amount)
    things = [key for key in keys if key in shop.things]
    return _done_to(replace(shop, prices={**shop.prices, repair: prices}), things, repair)


def _done_to(shop: Shop, things: Sequence[str], job: str) -> Shop:
    """Return the shop as one that does the job on these things, whatever `shop.json` says about them."""
    if not things:
        return shop
    things = [*things, *(kind for thing in things for kind in shop.kinds[thing])]
    own = {thing: tuple(dict.fromkeys((*shop.own_jobs.get(thing, ()), job))) for thing in things}
    not_done = type(shop.not_done)(thing for thing in shop.not_done if thing not in things)
    return replace(shop, own_jobs={**shop.own_jobs, **own}, not_done=not_done)


def _with_job(shop: Shop, said: _Said, about: str, file: Shop) -> Shop:
    """Return the shop with one more job: one in the owner's words, or any repair of a thing that he names alone."""
    words = [word for word in plain_words(said.words).split() if word not in _NOT_NAMES]
    key = " ".join(words)[:_LONGEST_NAME].strip()
    if about:
        key = about if about in shop.services else f"{about} repair"
    if not key or len(shop.labels) - len(file.labels) >= _MOST_JOBS:
        return shop
    prices = {**shop.prices, key: {"any": said.amount}} if said.amount is not None else shop.prices
    if key in shop.labels:
        return replace(shop, prices=prices)
    of_about = [phrase for row in file.name_rows if about and row.value == about for phrase in row.phrases]
    phrases = (plain_words(key), *of_about) if about else _said_as(key, file)
    label = _label(key, about, shop)
    things = [about] if about in shop.things else _things(key, file)
    return replace(
        _done_to(shop, things, key),
        name_rows=(
            NameRow("repair", key, tuple(phrases), False),
            *(row for row in shop.name_rows if not about or row.value != about),
        ),
        names={**shop.names, key: label},
        labels={**shop.labels, key: label["en"]},
        short={**shop.short, key: label},
        prices=prices,
        facts={topic: texts for topic, texts in shop.facts.items() if topic != about},
    )


def _things(text: str, shop: Shop) -> list[str]:
    return [thing for thing in _values(read_names(text, shop), "thing") if thing != "phone"]


def _said_as(key: str, shop: Shop) -> list[str]:
    """Return how customers name a job: "ps5 hdmi port", "hdmi port on my ps5", and "hdmi" if that is not ambiguous."""
    things = [named for named in read_names(key, shop) if named.kind == "thing" and named.value != "phone"]
    if len(things) != 1:
        return [key]
    rest = " ".join(f"{key[: things[0].start]} {key[things[0].end :]}".split())
    named = [phrase for row in shop.name_rows if row.value == things[0].value for phrase in row.phrases]
    joined = "on|of|in|for|de|del? my|the|a|mi|la|el?"
    alone = [f"{rest.removesuffix(' port')} port?" if rest.endswith(" port") else rest] if rest else []
    if any(one.kind in ("repair", "device", "topic") for one in read_names(rest, shop)):
        alone = []
    return [key, *alone, *(said for phrase in named for said in (f"{phrase} {rest}", f"{rest} {joined} {phrase}"))]


def _label(key: str, about: str, shop: Shop) -> Mapping[Language, str]:
    if about in (*shop.things, *shop.troubles):
        return {
            "en": f"{shop.label(about).removesuffix(' problem')} repair",
            "es": f"reparación de {shop.label(about, 'es').removeprefix('problema de ')}",
        }
    return shop.names.get(about, {"en": key, "es": key})


def _as_written(shop: Shop, texts: Sequence[object]) -> Shop:
    """Return the shop with the names of the owner's own jobs capitalized as he writes them: "PS5 HDMI port"."""
    own = {key for key, label in shop.names.items() if label["en"] == key == label["es"] and key in shop.labels}
    if not own:
        return shop
    words = (word for text in texts for word in re.findall(r"[^\W_]+", text if isinstance(text, str) else repr(text)))
    written = {word.lower(): word for word in words if word.isascii()}
    labels = {key: " ".join(written.get(word, word) for word in key.split()) for key in own}
    names: dict[str, Mapping[Language, str]] = {key: {"en": label, "es": label} for key, label in labels.items()}
    return replace(
        shop,
        names={**shop.names, **names},
        labels={**shop.labels, **labels},
        short={**shop.short, **names},
    )


# --- what is out of stock


def _out_of_stock(lines: Sequence[str], shop: Shop, written: date, today: date) -> Iterator[OutOfStock]:
    for clause in (clause for line in lines for clause in _clauses(line, shop)):
        names = _gone(clause, shop)
        until = _until(clause, written) if names else None
        if until and until <= today:
            continue
        repairs = [repair for repair in _values(names, "repair") if repair != "diagnosis"]
        repairs += [topic for topic in _values(names, "topic") if topic == ON_SITE]
        devices = [*_values(names, "device"), *(thing for thing in _values(names, "thing") if thing != "phone")]
        if repairs or devices:
            yield from (OutOfStock(repair, device, until) for repair in repairs or [""] for device in devices or [""])


def _gone(clause: str, shop: Shop) -> Sequence[Named]:
    """Return what is out of stock according to the clause."""
    if "?" in clause or re.search(_AGAIN, clause):
        return ()
    if re.search(_GONE, clause):
        return read_names(clause, shop)
    for match in re.finditer(_WITHOUT, clause):
        names = read_names(clause[match.end() :], shop)
        kinds = ("repair", "device", "thing")
        if names and names[0].start == 0 and (names[0].kind in kinds or names[0].value == ON_SITE):
            return names
    return ()


def _clauses(line: str, shop: Shop) -> Iterator[str]:
    """Return the parts of a line, each of which names something of its own."""
    rest = ""
    for part in re.split(r",| but | pero ", line):
        has_repair = any(named.kind == "repair" for named in read_names(part, shop))
        if rest and has_repair and any(named.kind == "repair" for named in read_names(rest, shop)):
            yield rest
            rest = part
        else:
            rest = f"{rest},{part}" if rest else part
    if rest:
        yield rest


def _until(clause: str, written: date) -> date | None:
    """Return the day from which it can be done again, counted from the day on which it was written."""
    match = re.search(_UNTIL, clause)
    if match and (days := _days(clause[match.end() :], written)):
        return days[-1] + timedelta(days=1) if re.search(_THROUGH, match[0]) else days[0]
    if re.search(_NEXT_WEEK, clause):
        return written + timedelta(days=7 - written.weekday())
    return days[-1] + timedelta(days=1) if (days := _days(clause, written)) else None


def _days(text: str, today: date) -> Sequence[date]:
    """Return the first day that the text names, or the days of the first span."""
    mentions = read_times(text, datetime.combine(today, time()))
    return next((mention.days for mention in mentions if mention.days), ())
