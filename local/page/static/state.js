// Brandon's state: what he does, what customers are told, what LINDA may do, and when the shop is closed.

import { now } from "./clock.js";
import { button, byId, el, field, refill, say, sayingLine, soon } from "./dom.js";
import { api, ask, read, telling } from "./doors.js";
import { on } from "./record.js";
import { dayWords, isoDay } from "./words.js";

const STATUSES = { working: "Working", gym: "Gym", driving: "Driving", break: "Break", sleeping: "Sleeping", custom: "Custom" };
const TONES = { professional: "Professional", laidback: "Laid back", hustler: "Hustler" };
const NAMES = {
  status: "status",
  notes: "note",
  until: "end",
  special_info: "bulletin",
  services_block: "price list",
  ai_answers_sms: "answering texts",
  ai_answers_calls: "answering calls",
  auto_upsell: "offering accessories",
  operational_hours_enabled: "own hours",
  operational_open_time: "opening",
  operational_close_time: "closing",
  max_discount: "discount cap",
  persona: "tone",
};

const state = { is: {}, etag: "", shown: {}, asked: 0, saving: Promise.resolve() };
const nodes = { controls: {} };

export function startState() {
  buildStatus();
  buildSettings();
  buildClosures();
  setUsable(false);
  say(nodes.readSaid, "Loading…");
  say(nodes.settingsSaid, "Loading…");
  const refresh = soon(readAll);
  on("hello", refresh);
  on("turn", refresh);
  on("clock", refresh);
}

function buildStatus() {
  nodes.told = el("p", { class: "told", "data-status-text": "" });
  const statusButton = ([status, words]) => button(words, () => saveStatus({ status }), { "data-status": status, "aria-pressed": "false" });
  nodes.statuses = el("div", { class: "statuses", role: "group", "aria-label": "Status" }, Object.entries(STATUSES).map(statusButton));
  nodes.end = el("p", { class: "hint", id: "until-now" });
  nodes.statusSaid = sayingLine();
  nodes.readSaid = sayingLine();
  const until = control("until", el("input", { type: "text", autocomplete: "off", maxlength: "60", placeholder: "2h, 4pm…", "aria-describedby": "until-now" }));
  const form = el(
    "form",
    { class: "grid-form", "aria-label": "Status", onsubmit: saveNote },
    field("Note for customers", control("notes", el("input", { type: "text", autocomplete: "off" }))),
    pair(field("Until", until), el("button", { type: "submit" }, "Save note and end")),
    nodes.end,
  );
  byId("status-card").append(el("h3", {}, "Right now"), nodes.told, nodes.statuses, form, nodes.statusSaid, nodes.readSaid);
}

function buildSettings() {
  nodes.settingsSaid = sayingLine();
  const time = (name) => control(name, el("input", { type: "time" }));
  const cap = control("max_discount", el("input", { type: "number", min: "0", max: "100", step: "1", required: true }));
  const tone = control("persona", el("select", {}, Object.entries(TONES).map(([value, words]) => el("option", { value }, words))));
  const hint = el("p", { class: "hint" }, "A repair and its price a line; it wins over the shop's own prices.");
  const form = el(
    "form",
    { class: "settings", "aria-label": "What LINDA knows and may do", onsubmit: saveSettings },
    field("Bulletin", control("special_info", el("textarea", { rows: "2", placeholder: "Closed early on Friday…" }))),
    field("Price list", control("services_block", el("textarea", { rows: "3", placeholder: "- iPhone 13 screen $99" })), hint),
    toggle("ai_answers_sms", "LINDA answers texts"),
    toggle("ai_answers_calls", "LINDA answers calls"),
    toggle("auto_upsell", "Offer accessories after a booking"),
    toggle("operational_hours_enabled", "Own opening hours"),
    pair(field("Opens", time("operational_open_time")), field("Closes", time("operational_close_time"))),
    pair(field("Discount cap (%)", cap), field("Tone", tone)),
    el("button", { type: "submit", class: "primary" }, "Save changes"),
  );
  byId("settings-card").append(el("h3", {}, "What LINDA knows and may do"), form, nodes.settingsSaid);
}

const pair = (...children) => el("div", { class: "pair" }, children);

function toggle(name, words) {
  const box = control(name, el("input", { type: "checkbox", role: "switch", id: `state-${name}` }));
  return el("div", { class: "check" }, box, el("label", { for: box.id }, words));
}

function control(name, node) {
  nodes.controls[name] = node;
  node.dataset.field = name;
  return node;
}

const valueOf = (node) => (node.type === "checkbox" ? node.checked : node.type === "number" ? Number(node.value) : node.value);

/** Read the state and the closures again; what stands in a field that is being edited stays. */
function readAll() {
  const asked = (state.asked += 1);
  const readThem = async () => {
    const [mine, theirs, closures] = await Promise.all([api("GET", "/state"), ask("GET", "/state"), read("/state?closed")]);
    if (asked !== state.asked) return; // What was read or written meanwhile is newer.
    say(nodes.readSaid, "");
    take(mine.told.state, mine.etag);
    nodes.told.textContent = [theirs.told.state.status_text, theirs.told.state.notes].filter(Boolean).join(" ");
    showClosures(closures);
  };
  return telling(nodes.readSaid, readThem, (error) => `His state cannot be read. ${error.message}`);
}

/** Until his state was read, nothing can be edited: an edit is what differs from it. */
function setUsable(usable) {
  const cards = [byId("status-card"), byId("settings-card")];
  for (const node of cards.flatMap((card) => [...card.querySelectorAll("button, input, select, textarea")])) node.disabled = !usable;
}

function take(is, etag) {
  if (!state.etag) {
    setUsable(true);
    say(nodes.settingsSaid, "");
  }
  Object.assign(state, { is, etag });
  for (const status of nodes.statuses.children) status.setAttribute("aria-pressed", String(status.dataset.status === is.status));
  for (const [name, node] of Object.entries(nodes.controls)) {
    const value = name === "until" ? "" : is[name];
    if (isEdited(name)) continue;
    if (node.type === "checkbox") node.checked = value;
    else node.value = value ?? "";
    state.shown[name] = valueOf(node);
  }
  nodes.end.textContent = is.until && is.status !== "working" ? `Now until ${dayWords(is.until)}.` : "Now without an end.";
}

function isEdited(name) {
  const node = nodes.controls[name];
  return name in state.shown && (document.activeElement === node && node.type !== "checkbox" ? true : valueOf(node) !== state.shown[name]);
}

/** What the named fields hold, as far as it differs from what was shown in them. */
function edited(names) {
  return Object.fromEntries(names.filter((name) => valueOf(nodes.controls[name]) !== state.shown[name]).map((name) => [name, valueOf(nodes.controls[name])]));
}

/** A note was about the status before it, and goes with it unless it has been edited for the new one. */
function saveStatus(status) {
  const dropped = status.status !== state.is.status && state.is.notes ? { notes: "" } : {};
  return save({ ...status, ...dropped, ...edited(["notes", "until"]) }, nodes.statusSaid);
}

function saveNote(event) {
  event.preventDefault();
  const changes = edited(["notes", "until"]);
  if (!Object.keys(changes).length) return say(nodes.statusSaid, "Nothing has been edited.");
  save(changes, nodes.statusSaid);
}

function saveSettings(event) {
  event.preventDefault();
  const changes = edited(Object.keys(nodes.controls).filter((name) => name !== "notes" && name !== "until"));
  if (!Object.keys(changes).length) return say(nodes.settingsSaid, "Nothing has been edited.");
  save(changes, nodes.settingsSaid);
}

/** Save after what is being saved already. */
function save(changes, line, isUndo = false) {
  say(line, "Saving…");
  const typed = Object.fromEntries(Object.entries(nodes.controls).filter(([name, node]) => [changes[name], state.shown[name]].includes(valueOf(node))).map(([name, node]) => [name, valueOf(node)]));
  state.saving = state.saving.then(() => write(changes, typed, line, isUndo)).then(readAll);
}

/**
 * Write changes on top of the state as it was read; what was before is kept, for undoing it. A field that does not hold
 * any more what was saved or shown (`typed`) has been edited since then, and stays.
 */
function write(changes, typed, line, isUndo) {
  const before = old(changes);
  const put = async () => {
    const { told, etag } = await api("PUT", "/state", changes, { "If-Match": state.etag });
    state.asked += 1;
    for (const name of Object.keys(changes).filter((one) => nodes.controls[one])) {
      if (valueOf(nodes.controls[name]) === typed[name]) delete state.shown[name];
      else state.shown[name] = name === "until" ? "" : told.state[name] ?? "";
    }
    take(told.state, etag);
    say(line, isUndo ? "Undone." : `Saved: ${summary(changes, told.state)}.${standing(told.bookings)}`, "good", isUndo ? null : () => save(before, line, true));
  };
  return telling(line, put, ({ status, message }) => (status === 412 ? "His state was changed elsewhere meanwhile. It was read again: look, then save again." : message));
}

/** The values that undo the changes: a status takes its note and end along. */
function old(changes) {
  const names = Object.keys(changes);
  if (names.includes("status") || names.includes("until")) names.push("status", "notes", "until");
  return Object.fromEntries([...new Set(names)].map((name) => [name, state.is[name] ?? ""]));
}

function summary(changes, is) {
  const words = Object.keys(changes).map((name) => {
    if (name === "status") return `status ${(STATUSES[is.status] ?? is.status).toLowerCase()}`;
    if (name === "until") return is.until ? `until ${dayWords(is.until)}` : "no end";
    if (typeof is[name] === "boolean") return `${NAMES[name]} ${is[name] ? "on" : "off"}`;
    return NAMES[name];
  });
  return words.join(", ");
}

function standing(bookings) {
  return bookings?.length ? ` ${bookings.length === 1 ? "A booking stands" : `${bookings.length} bookings stand`} on a closed time: Brandon is asked by text.` : "";
}

function buildClosures() {
  nodes.closures = el("ul", { class: "plain", "aria-label": "Closed days" });
  nodes.closuresSaid = sayingLine();
  nodes.closeDay = el("input", { type: "date", required: true });
  nodes.closeFrom = el("input", { type: "time" });
  nodes.closeTo = el("input", { type: "time" });
  const form = el(
    "form",
    { class: "grid-form", "aria-label": "Close a day", onsubmit: closeDay },
    field("Day to close", nodes.closeDay),
    pair(field("From (or all day)", nodes.closeFrom), field("To", nodes.closeTo)),
    el("button", { type: "submit" }, "Close"),
  );
  byId("closures-card").append(el("h3", {}, "Closures"), nodes.closures, form, nodes.closuresSaid);
}

function showClosures({ closures, holidays = [] }) {
  nodes.closeDay.min = isoDay(now());
  const rows = closures.map(closureRow);
  const next = holidays.find((holiday) => !holiday.closed);
  refill(nodes.closures, [...(rows.length ? rows : [el("li", { class: "hint" }, "No day is closed.")]), ...(next ? [holidayRow(next)] : [])], "data-row");
}

function closureRow(closure) {
  const words = closureWords(closure);
  const open = button("Open again", () => change("DELETE", closure), { "aria-label": `Open again: ${words}` });
  return el("li", { "data-closed": closure.date, "data-row": words }, el("span", {}, words), open);
}

function holidayRow({ name, date }) {
  const close = button("Close", () => change("PUT", { date }), { "aria-label": `Close on ${name}` });
  return el("li", { "data-row": name }, el("span", { class: "hint" }, `${name}, ${dayWords(date)}: open`), close);
}

function closureWords({ date, from, to }) {
  return `${dayWords(date)}${from ? `, ${from}–${to}` : ", all day"}`;
}

function closeDay(event) {
  event.preventDefault();
  change("PUT", { date: nodes.closeDay.value, from: nodes.closeFrom.value, to: nodes.closeTo.value });
}

/** Close a day or some hours of it (PUT), or open them again (DELETE). */
function change(method, { date, from, to }) {
  const query = new URLSearchParams({ closed: date, ...(from && { from }), ...(to && { to }) });
  const undo = () => change(method === "PUT" ? "DELETE" : "PUT", { date, from, to });
  say(nodes.closuresSaid, "Saving…");
  const write = async () => {
    const { told } = await api(method, `/state?${query}`);
    say(nodes.closuresSaid, `${method === "PUT" ? "Closed" : "Open again"}: ${closureWords({ date, from, to })}.${standing(told.bookings)}`, "good", undo);
    nodes.closeDay.value = nodes.closeFrom.value = nodes.closeTo.value = "";
  };
  telling(nodes.closuresSaid, write).then(readAll);
}
