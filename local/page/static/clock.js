// The stack's clock: it can be moved ahead, so that what time brings can be watched.

import { button, byId, el, say, sayingLine } from "./dom.js";
import { post, telling } from "./doors.js";
import { keepClock, on } from "./record.js";
import { dayOf, daysLater, isoDay, secondsOf } from "./words.js";

const HOUR = 3600;

const clock = { ahead: 0, ticking: null };
const nodes = {};

/** The stack's now, in milliseconds since 1970. */
export function now() {
  return Date.now() + clock.ahead; // The monotonic clock stands still while a laptop sleeps.
}

export function startClock() {
  nodes.time = el("p", { class: "now", "data-now": "" });
  nodes.moved = el("p", { class: "moved", hidden: true });
  nodes.said = sayingLine();
  nodes.at = el("input", { type: "datetime-local", id: "clock-at", required: true });
  nodes.reset = button("Real time", () => move({ reset: true }), { hidden: true });
  const menu = el("details", { class: "menu" }, el("summary", {}, "Move the clock"), el("div", { class: "menu-body" }, buttons(), jumpForm(), nodes.said));
  byId("clock").append(el("div", { class: "clock-face" }, nodes.time, nodes.moved), nodes.reset, menu, button("Send what is due", sweep, { class: "sweep" }));
  document.addEventListener("keydown", (event) => event.key === "Escape" && (menu.open = false));
  document.addEventListener("click", (event) => byId("clock").contains(event.target) || (menu.open = false));
  setUsable(false);
  on("clock", take);
  on("hello", () => {
    setUsable(true);
    clock.ticking ??= setInterval(tick, 1000);
  });
}

/** Until the stack's time is known, it cannot be moved. */
function setUsable(usable) {
  for (const node of byId("clock").querySelectorAll("button, input")) node.disabled = !usable;
}

function buttons() {
  const tomorrow = () => move({ to: `${daysLater(isoDay(now()), 1)}T09:00` });
  return el("div", { class: "chips" }, button("+1 hour", () => move({ by: HOUR })), button("+1 day", () => move({ by: 24 * HOUR })), button("Tomorrow 9 AM", tomorrow));
}

function jumpForm() {
  const onsubmit = (event) => {
    event.preventDefault();
    move({ to: nodes.at.value });
  };
  return el("form", { class: "row", onsubmit }, el("label", { for: "clock-at" }, "To a date and time"), nodes.at, el("button", { type: "submit" }, "Go"));
}

function move(how) {
  run(async () => {
    const moved = await post("/_local/clock", how);
    keepClock({ now: moved.now, ahead_seconds: moved.ahead_seconds });
    return moved.swept ? `Moved. ${moved.swept}.` : "Moved.";
  });
}

function sweep() {
  run(async () => (await post("/_local/sweep", {})).message || "Done.");
}

/** Do it, and say in the open menu what came of it. */
function run(doing) {
  say(nodes.said, "One moment…");
  byId("clock").querySelector("details").open = true;
  telling(nodes.said, async () => say(nodes.said, await doing(), "good"));
}

function take({ ahead_seconds: ahead }) {
  clock.ahead = ahead * 1000;
  nodes.moved.hidden = nodes.reset.hidden = !ahead;
  nodes.moved.textContent = ahead ? `moved ahead by ${span(ahead)}` : "";
  byId("clock").dataset.moved = String(Boolean(ahead));
  tick();
}

function span(seconds) {
  const hours = Math.floor(seconds / HOUR);
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours ? `${hours} h ${Math.floor((seconds % HOUR) / 60)} min` : `${Math.ceil(seconds / 60)} min`;
}

function tick() {
  nodes.time.textContent = `${dayOf(now())}, ${secondsOf(now())}`;
}
