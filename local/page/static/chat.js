// The website's chat as a visitor sees it: it asks the dispatcher itself, as the website's page does.

import { button, byId, el, icon, isAtEnd, say, sayingLine, sendOnEnter } from "./dom.js";
import { ask, Refused } from "./doors.js";
import { folded } from "./phone.js";
import { on, record } from "./record.js";
import { dayWords, timeOf } from "./words.js";
import { now } from "./clock.js";

const KEPT = "linda-visitor";
const LOOK_MILLISECONDS = 60_000;
const TRY_AGAIN = [0, 409, 500, 502, 503, 504];
const TRIES = 4;

const chat = { session: "", lines: [], options: [], booking: null, told: 0, waiting: false };
const nodes = {};

export function startChat() {
  for (const tab of tabs()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      choose(other(tab));
      other(tab).focus();
    });
  }
  restore();
  on("hello", () => {
    if (!nodes.list) build();
    look();
  });
  on("turn", (turn) => mayTell(turn) && look());
  setInterval(look, LOOK_MILLISECONDS);
}

/** Whether a turn may have told a visitor something: the owner's answers do, and what comes late. */
const mayTell = ({ kind, who }) => who === record.about.owner_phone || ["late", "stream"].includes(kind);

const tabs = () => [byId("tab-phone"), byId("tab-chat")];
const other = (tab) => tabs().find((one) => one !== tab);

function choose(tab) {
  for (const one of tabs()) {
    const chosen = one === tab;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    const panel = byId(one.getAttribute("aria-controls"));
    panel.hidden = !chosen;
    for (const list of chosen ? panel.querySelectorAll(".bubbles") : []) list.scrollTop = list.scrollHeight;
  }
}

function build() {
  nodes.list = el("div", { class: "bubbles", tabindex: "0", role: "log", "aria-live": "polite", "aria-label": "The website's chat" });
  nodes.options = el("div", { class: "chips", role: "group", "aria-label": "Times to choose" });
  nodes.booking = el("p", { class: "booking", hidden: true });
  nodes.text = el("textarea", { rows: "2", "aria-label": "Visitor's message", placeholder: "Visitor's message", maxlength: "1600" });
  nodes.said = sayingLine();
  sendOnEnter(nodes.text);
  const form = el(
    "form",
    { class: "compose", "aria-label": "Chat with LINDA", onsubmit: submit },
    el("div", { class: "compose-row" }, nodes.text, el("button", { type: "submit", class: "primary send", "aria-label": "Send to the chat" }, icon("send"))),
  );
  const top = el("div", { class: "site-top" }, el("span", { class: "dots", "aria-hidden": "true" }), el("p", {}, record.about.shop_name), button("New visitor", begin, { class: "quiet" }));
  byId("chat-panel").append(el("div", { class: "site" }, top, nodes.booking, nodes.list, nodes.options, form, nodes.said));
  render();
}

function restore() {
  try {
    Object.assign(chat, JSON.parse(sessionStorage.getItem(KEPT) ?? "{}"));
  } catch {
    sessionStorage.removeItem(KEPT);
  }
  chat.session ||= crypto.randomUUID();
  chat.waiting = false;
}

function begin() {
  Object.assign(chat, { session: crypto.randomUUID(), lines: [], options: [], booking: null, told: 0 });
  say(nodes.said, "");
  render();
  nodes.text.focus();
}

function submit(event) {
  event.preventDefault();
  const message = nodes.text.value.trim();
  if (message) send(message, message);
}

async function send(message, shown) {
  if (chat.waiting) return say(nodes.said, "LINDA is still answering.", "");
  const { session, options } = chat;
  const line = { from: "customer", text: shown, at: now() };
  chat.waiting = true;
  chat.options = [];
  chat.lines.push(line);
  nodes.text.value = "";
  say(nodes.said, "LINDA is writing…");
  render();
  try {
    take(session, await answered({ session, message, id: crypto.randomUUID() }));
    say(nodes.said, "");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (session === chat.session) giveBack(line, message, options);
    say(nodes.said, `Not answered. ${error.message}`, "wrong");
  } finally {
    chat.waiting = false;
    render();
  }
}

/** Put words that got no answer back into the field, unless other words stand there by now. */
function giveBack(line, message, options) {
  chat.options = options;
  if (nodes.text.value) return;
  nodes.text.value = message;
  chat.lines = chat.lines.filter((one) => one !== line);
}

/** Ask again with the same id if no answer came: it is done once. */
async function answered(body) {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await ask("POST", "/dispatcher", body)).told;
    } catch (error) {
      if (tries === TRIES || !TRY_AGAIN.includes(error.status)) throw error;
      await new Promise((done) => setTimeout(done, 1000 * tries));
    }
  }
}

/** See what the owner has answered; only a visitor who has written something can have been told anything. */
async function look() {
  if (!nodes.list || chat.waiting || !chat.lines.length) return;
  const { session } = chat;
  try {
    take(session, (await ask("POST", "/dispatcher", { session })).told);
    render();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

function take(session, { reply, options, booking, told }) {
  if (session !== chat.session) return;
  for (const one of told ?? []) {
    if (one.timestamp <= chat.told) continue;
    chat.told = one.timestamp;
    chat.lines.push({ from: "linda", text: one.text, at: one.timestamp * 1000, told: true });
  }
  if (reply) chat.lines.push({ from: "linda", text: reply, at: now() });
  if (reply || options?.length) chat.options = options ?? [];
  chat.booking = booking ?? null;
}

function render() {
  sessionStorage.setItem(KEPT, JSON.stringify(chat));
  if (!nodes.list) return;
  if (chat.lines.length < nodes.list.children.length) nodes.list.replaceChildren();
  const follows = isAtEnd(nodes.list) || chat.waiting;
  nodes.list.append(...chat.lines.slice(nodes.list.children.length).map(bubble));
  nodes.list.classList.toggle("empty", !chat.lines.length);
  if (follows) nodes.list.scrollTop = nodes.list.scrollHeight;
  const oneDay = new Set(chat.options.map(({ date }) => date)).size === 1;
  nodes.options.replaceChildren(...chat.options.map((one) => option(one, oneDay)));
  nodes.booking.hidden = !chat.booking;
  nodes.booking.textContent = chat.booking ? bookingWords(chat.booking) : "";
}

const bookingWords = ({ date, time, repair_type: repair, device }) => `Booked: ${[device, repair].filter(Boolean).join(" ")}, ${dayWords(date)} at ${time}`;

function bubble({ from, text, at, told }) {
  const meta = [timeOf(at), told && "told later"].filter(Boolean).join(" · ");
  return el("div", { class: `bubble ${from}`, "data-from": from }, el("span", { class: "unseen" }, from === "linda" ? "LINDA: " : "Visitor: "), folded(text), el("p", { class: "meta" }, meta));
}

function option({ letter, date, time }, oneDay) {
  const words = `${letter}) ${oneDay ? "" : `${dayWords(date)}, `}${time}`;
  return button(words, () => send(letter, words), { class: "chip", "data-option": letter });
}
