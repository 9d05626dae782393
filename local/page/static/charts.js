// A few figures where one would rather look than read.

import { now } from "./clock.js";
import { byId, el, svg } from "./dom.js";
import { on, record } from "./record.js";
import { milliseconds } from "./words.js";

const MINUTES = 30;
const WIDTH = 120;
const HEIGHT = 34;
const ANSWERED = ["text", "call", "chat"];
const REDRAW_MILLISECONDS = 15_000;

export function startCharts() {
  on("hello", render);
  on("turn", render);
  on("clock", render);
  setInterval(() => record.about && render(), REDRAW_MILLISECONDS);
}

function render() {
  const turns = record.turns.filter((turn) => ANSWERED.includes(turn.kind));
  const times = record.turns.map((turn) => turn.counts?.ReplySeconds).filter((seconds) => seconds > 0);
  byId("charts").replaceChildren(perMinute(turns), replyTimes(times), counted("Booked", "Booked"), counted("Handed on", "Escalated"));
}

function tile(name, figure, words, drawing) {
  return el("figure", { class: "tile", "data-chart": name }, el("figcaption", {}, name), el("span", { class: "figure" }, figure), drawing, el("span", { class: "hint" }, words));
}

function perMinute(turns) {
  const counts = Array(MINUTES).fill(0);
  for (const turn of turns) {
    const ago = Math.floor((now() - Date.parse(turn.at)) / 60_000);
    if (ago >= -1 && ago < MINUTES) counts[MINUTES - 1 - Math.max(0, ago)] += 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const words = `${total} in ${MINUTES} min`;
  return tile("Turns a minute", String(counts.at(-1)), words, bars(counts, `Turns a minute: ${words}, ${Math.max(...counts)} in the busiest minute`));
}

/** The time to reply that half, and 95 of 100, of the replies stayed within. */
function replyTimes(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (!sorted.length) return tile("Time to reply", "–", "no reply yet", bars([], "Time to reply: no reply yet"));
  const [half, most] = [milliseconds(at(0.5)), milliseconds(at(0.95))];
  return tile("Time to reply", half, `p50 · p95 ${most}`, bars(times.slice(-MINUTES), `Time to reply, the last ${Math.min(times.length, MINUTES)}: half within ${half}, 95 of 100 within ${most}`));
}

function counted(name, count) {
  const counts = record.turns.slice(-MINUTES).map((turn) => turn.counts?.[count] ?? 0);
  const total = record.turns.reduce((sum, turn) => sum + (turn.counts?.[count] ?? 0), 0);
  return tile(name, String(total), "in these turns", bars(counts, `${name}: ${total}`));
}

function bars(values, words) {
  const most = Math.max(...values, 0) || 1;
  const step = WIDTH / MINUTES;
  const start = WIDTH - values.length * step;
  const drawn = values.map((value, n) => {
    const height = value ? Math.max(3, (HEIGHT * value) / most) : 1;
    return svg("rect", { x: start + n * step, y: HEIGHT - height, width: step - 1, height, rx: 1, class: value ? "some" : "none" });
  });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words, preserveAspectRatio: "none" }, ...drawn);
}
