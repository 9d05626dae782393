// The week's agenda: a slot that is free can be booked, one that is taken can be moved, cancelled or ended.

import { button, byId, el, field, iconButton, refill, say, sayingLine, soon } from "./dom.js";
import { api, get, read, telling } from "./doors.js";
import { on } from "./record.js";
import { daysLater, dayWords, phoneWords } from "./words.js";

const WEEK = 7;
const MOST_FREE = 50;
const STATUSES = { ready: "Mark ready", completed: "Mark completed", no_show: "No-show" };
const ENDED = ["completed", "cancelled", "no_show"];

const agenda = { from: "", today: "", asked: 0 };
const nodes = {};

export function startAgenda() {
  nodes.title = el("p", { class: "week", "aria-live": "polite" }, "Loading…");
  nodes.table = el("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": "The week's slots" });
  nodes.others = el("div", {});
  nodes.said = sayingLine();
  nodes.dialog = el("dialog", { "aria-labelledby": "dialog-title", onclick: (event) => event.target === nodes.dialog && nodes.dialog.close() });
  const [back, next] = [iconButton("back", "Previous week", () => turnPage(-WEEK)), iconButton("on", "Next week", () => turnPage(WEEK))];
  const steps = el("div", { class: "row" }, back, button("This week", () => turnPage(0)), next);
  byId("agenda-card").append(el("div", { class: "card-top" }, el("h3", {}, "Agenda"), nodes.title, steps), nodes.table, legend(), nodes.others, nodes.said);
  document.body.append(nodes.dialog);
  const refresh = soon(readWeek);
  on("hello", refresh);
  on("turn", refresh);
  on("clock", refresh);
}

function legend() {
  const kinds = { free: "+ free", taken: "taken", held: "held", closed: "closed", past: "past" };
  return el("p", { class: "legend" }, Object.entries(kinds).map(([is, words]) => el("span", { class: "slot", "data-kind": is }, words)));
}

/** Show another week, counted from the one that was asked for last; 0 is the one that begins today. */
function turnPage(days) {
  const from = agenda.from || agenda.today;
  agenda.from = days && from ? daysLater(from, days) : "";
  readWeek();
}

function readWeek() {
  const asked = (agenda.asked += 1);
  const read = async () => {
    const week = await get(`/_local/agenda${agenda.from ? `?from=${agenda.from}` : ""}`);
    if (asked !== agenda.asked) return; // A later answer shows what is wanted now.
    agenda.today = week.today;
    if (nodes.said.dataset.kind === "wrong") say(nodes.said, "");
    render(week);
  };
  return telling(nodes.said, read, (error) => `The agenda cannot be read. ${error.message}`);
}

function render({ from, today, days, others }) {
  nodes.title.textContent = `${dayWords(from)} to ${dayWords(days.at(-1).date)}`;
  const times = [...new Set(days.flatMap((day) => day.slots.map((slot) => slot.time)))].sort((a, b) => minutes(a) - minutes(b));
  const head = el("tr", {}, el("td", {}), days.map((day) => dayHead(day, today)));
  const rows = times.map((time) => el("tr", {}, el("th", { scope: "row" }, time.replace(":00", "")), days.map((day) => el("td", {}, slotOf(day, time)))));
  refill(nodes.table, [el("table", {}, el("caption", { class: "unseen" }, "Slots of the week, a column a day"), el("thead", {}, head), el("tbody", {}, rows))], "data-slot");
  const besides = others.length ? [el("h4", {}, "Besides the slots"), el("ul", { class: "plain" }, others.map(other))] : [];
  refill(nodes.others, besides, "data-other");
}

function dayHead({ date, label }, today) {
  const [weekday, day] = label.split(", ");
  return el("th", { scope: "col", "aria-current": date === today ? "date" : null }, el("span", {}, weekday), " ", el("span", {}, day));
}

function minutes(label) {
  const [, hour, minute, half] = /^(\d+):(\d+) (AM|PM)$/.exec(label) ?? [0, 0, 0, "AM"];
  return (Number(hour) % 12) * 60 + Number(minute) + (half === "PM" ? 720 : 0);
}

function slotOf(day, time) {
  const slot = day.slots.find((one) => one.time === time);
  if (!slot) return null;
  const { is, lead } = slot;
  const hooks = { "data-slot": `${day.date} ${time}`, "data-day": day.date, "data-time": time, "data-is": is, "data-kind": is, class: "slot" };
  const when = `${day.label}, ${time}`;
  if (is === "free") return button("+", () => openBooking(day, time), { ...hooks, "aria-label": `${when}: free, book` });
  if (lead) {
    const name = lead.customer_name || lead.repair_type;
    const rest = el("span", { class: "unseen" }, `, ${[lead.device, lead.customer_name && lead.repair_type].filter(Boolean).join(" ")}`);
    const words = [el("span", { class: "unseen" }, `${when}: `), el("span", {}, `${is} `), el("b", {}, name), rest];
    return el("button", { type: "button", ...hooks, title: leadWords(lead), onclick: () => openLead(lead) }, words);
  }
  return el("span", { ...hooks }, is);
}

function other(lead) {
  const words = `${lead.lead_type === "callback" ? "Call back" : "Also"} ${whenWords(lead)}: ${leadWords(lead)}`;
  return el("li", { "data-other": lead.lead_id }, el("span", {}, words), button("Details", () => openLead(lead), { "aria-label": `Details of ${leadWords(lead)}` }));
}

export function whenWords({ appointment_date: day, appointment_time: time }) {
  return [day && dayWords(day), time].filter(Boolean).join(", ");
}

export function leadWords({ customer_name: name, phone, device, repair_type: repair }) {
  return [name || phoneWords(phone), [device, repair].filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

function openDialog(title, ...children) {
  const top = el("div", { class: "card-top" }, el("h2", { id: "dialog-title" }, title), iconButton("close", "Close", () => nodes.dialog.close()));
  nodes.dialog.replaceChildren(top, ...children);
  if (!nodes.dialog.open) nodes.dialog.showModal();
}

function openBooking(day, time) {
  const values = {
    phone: el("input", { type: "tel", required: true, autofocus: true, autocomplete: "off", placeholder: "(904) 555-0123" }),
    customer_name: el("input", { type: "text", autocomplete: "off" }),
    repair_type: el("input", { type: "text", required: true, value: "screen" }),
    device: el("input", { type: "text", autocomplete: "off", placeholder: "iPhone 13" }),
  };
  const line = sayingLine();
  const key = crypto.randomUUID(); // A second click is the same request.
  const onsubmit = (event) => {
    event.preventDefault();
    const given = Object.fromEntries(Object.entries(values).map(([name, node]) => [name, node.value.trim()]));
    act(line, "POST", "/scheduler", { ...given, date: day.date, time }, { "Idempotency-Key": key });
  };
  const labels = ["Phone", "Name", "Repair", "Device"];
  const fields = Object.values(values).map((node, n) => field(labels[n], node));
  openDialog(`Book ${day.label}, ${time}`, el("form", { class: "grid-form", onsubmit }, fields, el("button", { type: "submit", class: "primary" }, "Book"), line));
}

/** A lead's details, with what the owner can do about it. */
export function openLead(lead) {
  const line = sayingLine();
  const path = `/scheduler?lead_id=${encodeURIComponent(lead.lead_id)}`;
  const open = !ENDED.includes(lead.status);
  const ends = Object.entries(STATUSES).filter(([status]) => status !== lead.status);
  const actions = el(
    "div",
    { class: "row" },
    ends.map(([status, words]) => button(words, () => act(line, "PATCH", path, { status }))),
    lead.status === "booked" && button("Cancel the booking", () => act(line, "PATCH", path, { status: "cancelled" }), { class: "danger" }),
  );
  openDialog(leadWords(lead), details(lead), lead.status === "booked" && lead.lead_type !== "callback" ? mover(path, line) : "", open ? actions : "", line);
}

function details(lead) {
  const rows = {
    When: whenWords(lead),
    Phone: phoneWords(lead.phone),
    Device: lead.device,
    Repair: lead.repair_type,
    Type: lead.lead_type.replace("_", "-"),
    Status: lead.status.replace("_", "-"),
    Source: lead.source,
    Address: lead.address,
    Discount: lead.discount_percent ? `${lead.discount_percent} %` : "",
    Notes: lead.notes,
  };
  const shown = Object.entries(rows).filter(([, value]) => value);
  return el("dl", { class: "details" }, shown.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function mover(path, line) {
  const choice = el("select", {}, el("option", { value: "" }, "Free slots are being read…"));
  const onsubmit = (event) => {
    event.preventDefault();
    if (!choice.value) return;
    const [date, time] = choice.value.split("|");
    act(line, "PATCH", path, { date, time });
  };
  read(`/scheduler?next=${MOST_FREE}`).then(
    ({ slots }) => choice.replaceChildren(...slots.map(({ date, time }) => el("option", { value: `${date}|${time}` }, `${dayWords(date)}, ${time}`))),
    (error) => say(line, error.message, "wrong"),
  );
  return el("form", { class: "row mover", onsubmit }, field("Move to", choice), el("button", { type: "submit" }, "Move"));
}

/** Ask the scheduler; the dialog closes when it was done, and says why if it was not. */
function act(line, method, path, body, headers) {
  say(line, "One moment…");
  const ask = async () => {
    const { told } = await api(method, path, body, headers);
    nodes.dialog.close();
    say(nodes.said, told.message ?? "Done.", "good");
    await readWeek();
  };
  telling(line, ask, ({ message, told }) => `${message}${told.available_slots?.length ? ` Free that day: ${told.available_slots.join(", ")}.` : ""}`);
}
