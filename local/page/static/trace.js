// What happened inside: the last turns, and the steps of each with their times.

import { byId, el } from "./dom.js";
import { bare, on, record } from "./record.js";
import { centsWords, milliseconds, phoneWords, secondsOf } from "./words.js";

const MOST_SHOWN = 60;
const FOLDED_AT = 400;
const SAID = ["text", "call", "chat", "late"];

const nodes = {};

export function startTrace() {
  nodes.list = el("ol", { class: "turns", "aria-label": "The last turns" });
  byId("inside").append(el("h3", { id: "inside-title" }, "What happened inside"), nodes.list);
  on("hello", renderAll);
  on("turn", add);
}

/** Open what happened in a turn, and go there; tell whether it is still listed. */
export function openTurn(id) {
  const row = nodes.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!row) return false;
  row.querySelector("details").open = true;
  row.querySelector("summary").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function renderAll() {
  nodes.list.replaceChildren();
  record.turns.slice(-MOST_SHOWN).forEach(add);
  if (!nodes.list.children.length) nodes.list.append(el("li", { class: "hint" }, "Nothing yet: send a text, and see what she made of it."));
}

function add(turn) {
  nodes.list.querySelector(":scope > .hint")?.remove();
  nodes.list.querySelector(`[data-id="${CSS.escape(turn.id)}"]`)?.remove();
  nodes.list.prepend(turnRow(turn));
  while (nodes.list.children.length > MOST_SHOWN) nodes.list.lastElementChild.remove();
}

function turnRow(turn) {
  const body = el("div", { class: "turn-body" });
  const summary = el("summary", {}, headline(turn), el("span", { class: "hint" }, figures(turn)));
  const fill = () => details.open && !body.children.length && body.append(...inside(turn));
  const details = el("details", { ontoggle: fill }, summary, body);
  return el("li", { class: "turn", "data-id": turn.id, "data-kind": turn.kind }, details);
}

function headline({ kind, who, text, by, error }) {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const what = short && SAID.includes(kind) ? `“${short}”` : short;
  const failed = error && el("span", { class: "wrong" }, " failed");
  return el("span", { class: "headline" }, el("span", { class: "badge" }, kind), el("strong", {}, whoWords(who)), ` ${what} `, by && el("em", {}, by), failed);
}

function whoWords(who) {
  return who.startsWith("web-") ? "a visitor" : phoneWords(bare(who));
}

function figures({ at, seconds, read_units: read, write_units: write, cents, calls }) {
  return [secondsOf(at), milliseconds(seconds), `${calls} calls`, `${read} read + ${write} write units`, centsWords(cents)].join(" · ");
}

function inside(turn) {
  const steps = el("ol", { class: "steps" }, turn.steps.map((step) => stepRow(step, turn.seconds)));
  const noGuard = turn.by === "rules" && el("p", { class: "hint" }, "No guard: it reads the model's words, and the rules' sentences are code.");
  return [turn.error && el("p", { class: "wrong" }, turn.error), steps, noGuard].filter(Boolean);
}

function stepRow({ name, at, seconds, detail }, whole) {
  const bar = el("span", { class: "bar-of" }, el("span", { class: "fill" }));
  const share = (part) => `${Math.min(100, (100 * part) / (whole || 1))}%`;
  bar.firstChild.style.setProperty("--from", share(at));
  bar.firstChild.style.setProperty("--long", share(seconds));
  const times = el("span", { class: "hint" }, `at ${milliseconds(at)}, took ${milliseconds(seconds)}`);
  const [title, more] = isDynamo(detail) ? [dynamoWords(detail), null] : [name, told(detail)];
  return el("li", { class: "step", "data-step": name }, el("div", { class: "step-top" }, el("strong", {}, title), times), bar, more);
}

/** A step's detail as text a person can read; what is long opens on demand. */
function told(detail) {
  if (detail === null || detail === undefined || detail === "") return null;
  if (detail === true || detail === false) return el("p", { class: "detail" }, detail ? "yes" : "no");
  const text = typeof detail === "string" ? detail : JSON.stringify(detail, null, 2);
  const words = el("pre", { class: "detail", tabindex: "0" }, text);
  if (text.length <= FOLDED_AT) return words;
  return el("details", { class: "long" }, el("summary", {}, `${text.split("\n").length} lines, ${text.length} characters`), words);
}

const isDynamo = (detail) => Boolean(detail?.operation) && "units" in detail;

function dynamoWords({ operation, table, units, error }) {
  return `${operation} on ${table}: ${units} unit${units === 1 ? "" : "s"}${error ? `, refused: ${error}` : ""}`;
}
