// A call from the phone in front: what LINDA says, and what the caller says or presses.

import { button, el, say, sayingLine } from "./dom.js";
import { post, Refused, telling } from "./doors.js";
import { keepCall, record } from "./record.js";

const CLOSED = "linda-closed-calls";
const KEYS = [..."123456789*0#"];
const STATES = { thinking: "LINDA thinks…", listening: "LINDA listens", ringing: "Brandon's phone rings…", ended: "" };
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

const call = { id: "", spoken: 0, aloud: false, drafts: new Map(), closed: new Set(sessionStorage.getItem(CLOSED)?.split(" ")) };
const nodes = {};

/** The call's panel, hidden while the phone in front has no call. */
export function callPanel() {
  nodes.state = el("p", { class: "call-state", role: "status" });
  nodes.lines = el("div", { class: "call-lines", tabindex: "0", role: "log", "aria-live": "polite", "aria-label": "The call" });
  nodes.words = el("input", { type: "text", "aria-label": "What the caller says", placeholder: "What the caller says", autocomplete: "off", maxlength: "1000" });
  nodes.badly = el("input", { type: "checkbox", id: "heard-badly" });
  nodes.said = sayingLine();
  nodes.hangUp = button("Hang up", () => act({ hang_up: true }), { class: "danger" });
  nodes.close = button("Close the call", close, { hidden: true });
  nodes.talk = el("div", { class: "call-talk" }, sayForm(), keypad(), voiceRow());
  nodes.panel = el(
    "section",
    { class: "call", "aria-label": "Call", hidden: true },
    nodes.state,
    nodes.lines,
    nodes.talk,
    el("div", { class: "row" }, nodes.hangUp, nodes.close),
    nodes.said,
  );
  return nodes.panel;
}

function sayForm() {
  const send = el("button", { type: "submit", class: "primary" }, "Say");
  return el("form", { class: "compose-row", "aria-label": "Say something", onsubmit: sayWords }, nodes.words, send);
}

function keypad() {
  const keys = KEYS.map((key) => button(key, () => act({ press: key }), { class: "key", "aria-label": `Press ${key}` }));
  const badly = el("div", { class: "check" }, nodes.badly, el("label", { for: "heard-badly" }, "Heard badly"));
  const options = el("div", { class: "call-options" }, button("Say nothing", () => act({ silent: true })), badly);
  return el("div", { class: "call-keys" }, el("div", { class: "keypad", role: "group", "aria-label": "Keys" }, keys), options);
}

/** The browser's own voice and recogniser, where it has them; both are off until they are asked for. */
function voiceRow() {
  const buttons = [];
  if (Recognition) buttons.push(button("Speak", listen));
  if (window.speechSynthesis) {
    const aloud = button("Hear LINDA", () => {
      call.aloud = !call.aloud;
      aloud.setAttribute("aria-pressed", String(call.aloud));
      if (!call.aloud) speechSynthesis.cancel();
    }, { "aria-pressed": "false" });
    buttons.push(aloud);
  }
  const note = Recognition ? el("p", { class: "hint" }, "With “Speak”, your browser may send the sound to its maker.") : null;
  return el("div", { class: "row voice" }, buttons, note);
}

/** Call the shop from a number; `line` is told what went wrong. */
export function placeCall(number, receptionist, line) {
  say(line, "");
  const place = async () => {
    const placed = await post("/_local/calls", { from: number, receptionist });
    if (!record.calls.has(placed.id)) keepCall(placed);
    if (call.id === placed.id) nodes.words.focus();
  };
  return telling(line, place, (error) => `The call did not go through. ${error.message}`);
}

/** Do something in the call; tell whether the door took it. What comes of it, the event stream tells. */
async function act(what) {
  const { id } = call;
  say(nodes.said, "");
  try {
    await post(`/_local/calls/${id}`, what);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (call.id === id) say(nodes.said, error.status === 409 ? `Wait a moment: ${error.message}` : error.message, "wrong");
    return false;
  }
}

/** Say what is written; the words stay in the field until the door has taken them. */
async function sayWords(event) {
  event.preventDefault();
  const [{ id }, words] = [call, nodes.words.value];
  if (!words.trim() || !(await act({ say: words.trim(), badly: nodes.badly.checked }))) return;
  call.drafts.delete(id);
  if (call.id === id && nodes.words.value === words) nodes.words.value = "";
}

function close() {
  sessionStorage.setItem(CLOSED, [...call.closed.add(call.id)].join(" "));
  renderCall(record.calls.get(call.id).who);
}

function listen() {
  const recognition = new Recognition();
  recognition.lang = record.calls.get(call.id)?.language || "en-US";
  recognition.onresult = (event) => act({ say: event.results[0][0].transcript, badly: nodes.badly.checked });
  recognition.onerror = (event) => say(nodes.said, `The browser did not hear you (${event.error}). Type it instead.`, "wrong");
  recognition.start();
}

/** Whether a number is in a call just now. */
export function isCalling(number) {
  return [...record.calls.values()].some(({ who, state }) => who === number && state !== "ended");
}

/** Show the call of the phone in front: the newest of its number, unless it is over and was closed. */
export function renderCall(number) {
  const shown = [...record.calls.values()].findLast(({ id, who }) => who === number && !call.closed.has(id));
  nodes.panel.hidden = !shown;
  if (call.id !== (shown?.id ?? "")) turnTo(shown);
  if (!shown) return;
  nodes.panel.dataset.state = shown.state;
  nodes.state.textContent = shown.state === "ended" ? shown.ended || "The call is over." : STATES[shown.state];
  nodes.talk.hidden = nodes.hangUp.hidden = shown.state === "ended";
  nodes.close.hidden = shown.state !== "ended";
  showLines(shown.lines);
}

/** Another call comes to the front: what was being written in each stays with it. */
function turnTo(shown) {
  call.drafts.set(call.id, nodes.words.value);
  call.id = shown?.id ?? "";
  call.spoken = shown ? shown.lines.length - (shown.state === "ended" ? 0 : 1) : 0;
  nodes.words.value = call.drafts.get(call.id) ?? "";
  nodes.lines.replaceChildren();
  say(nodes.said, "");
}

function showLines(lines) {
  const news = lines.slice(nodes.lines.children.length);
  for (const line of news) {
    nodes.lines.append(el("div", { class: "call-line", "data-who": line.who, lang: line.language || null }, el("b", {}, line.who), " ", line.text));
  }
  if (news.length) nodes.lines.scrollTop = nodes.lines.scrollHeight;
  if (call.aloud) lines.slice(call.spoken).forEach(speak);
  call.spoken = lines.length;
}

function speak({ who, text, language }) {
  if (who !== "LINDA") return;
  const voice = new SpeechSynthesisUtterance(text);
  voice.lang = language || "en-US";
  speechSynthesis.speak(voice);
}
