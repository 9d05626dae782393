// A call from the phone in front: what LINDA says, and what the caller says or presses.

import { button, el, say, sayingLine } from "./dom.js";
import { post, telling } from "./doors.js";
import { keepCall, on, record } from "./record.js";

const KEYS = [..."123456789*0#"];
const STATES = { thinking: "LINDA thinks…", listening: "LINDA listens", ringing: "Brandon's phone rings…", ended: "" };
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

const call = { id: "", spoken: 0, aloud: false };
const nodes = {};

/** The call's panel, hidden while nobody calls. */
export function callPanel() {
  nodes.state = el("p", { class: "call-state", role: "status" });
  nodes.lines = el("div", { class: "call-lines", tabindex: "0", role: "log", "aria-live": "polite", "aria-label": "The call" });
  nodes.words = el("input", { type: "text", "aria-label": "What the caller says", placeholder: "What the caller says", autocomplete: "off", maxlength: "1000" });
  nodes.badly = el("input", { type: "checkbox", id: "heard-badly" });
  nodes.said = sayingLine();
  nodes.hangUp = button("Hang up", () => act({ hang_up: true }), { class: "danger" });
  nodes.close = button("Close the call", () => show(null), { hidden: true });
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
  on("call", update);
  on("hello", () => call.id && update(record.calls.get(call.id) ?? { id: call.id, lines: [], state: "ended", ended: "The call is over: the stack was restarted." }));
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
    Object.assign(call, { id: placed.id, spoken: 0 });
    keepCall(placed);
    nodes.words.focus();
  };
  telling(line, place, (error) => `The call did not go through. ${error.message}`);
}

function act(what) {
  say(nodes.said, "");
  const words = (error) => (error.status === 409 ? `Wait a moment: ${error.message}` : error.message);
  telling(nodes.said, async () => keepCall(await post(`/_local/calls/${call.id}`, what)), words);
}

function sayWords(event) {
  event.preventDefault();
  const words = nodes.words.value.trim();
  if (!words) return;
  nodes.words.value = "";
  act({ say: words, badly: nodes.badly.checked });
}

function listen() {
  const recognition = new Recognition();
  recognition.lang = record.calls.get(call.id)?.language || "en-US";
  recognition.onresult = (event) => act({ say: event.results[0][0].transcript, badly: nodes.badly.checked });
  recognition.onerror = (event) => say(nodes.said, `The browser did not hear you (${event.error}). Type it instead.`, "wrong");
  recognition.start();
}

function update(changed) {
  if (changed.id === call.id) show(changed);
}

function show(shown) {
  nodes.panel.hidden = !shown;
  if (!shown) {
    call.id = "";
    return;
  }
  nodes.panel.dataset.state = shown.state;
  nodes.state.textContent = shown.state === "ended" ? shown.ended || "The call is over." : STATES[shown.state];
  nodes.talk.hidden = nodes.hangUp.hidden = shown.state === "ended";
  nodes.close.hidden = shown.state !== "ended";
  showLines(shown.lines);
}

function showLines(lines) {
  if (lines.length < nodes.lines.children.length || !lines.length) nodes.lines.replaceChildren();
  for (const line of lines.slice(nodes.lines.children.length)) {
    nodes.lines.append(el("div", { class: "call-line", "data-who": line.who, lang: line.language || null }, el("b", {}, line.who), " ", line.text));
  }
  nodes.lines.scrollTop = nodes.lines.scrollHeight;
  if (call.aloud) lines.slice(call.spoken).forEach(speak);
  call.spoken = lines.length;
}

function speak({ who, text, language }) {
  if (who !== "LINDA") return;
  const voice = new SpeechSynthesisUtterance(text);
  voice.lang = language || "en-US";
  speechSynthesis.speak(voice);
}
