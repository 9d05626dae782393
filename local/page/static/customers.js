// The customers' phones: whose is in front, which have news, and what is sent from them.

import { callPanel, placeCall } from "./call.js";
import { button, byId, el, field, iconButton, refill, say } from "./dom.js";
import { createPhone, renderPhone, sendText, thread } from "./phone.js";
import { bare, on, record } from "./record.js";
import { phoneWords } from "./words.js";

const FIRST = "+19045550123";
const KEPT = "linda-phones";
const CHIP_GAP = 3;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const EXAMPLES = ["how much is an iphone 13 screen?", "can you do it tomorrow at 2?", "what is Brandon doing?"];

const customers = { current: FIRST, added: keptNumbers(), seen: new Map(), phone: null };

export function startCustomers() {
  byId("examples").append(...EXAMPLES.map((text) => button(text, () => example(text), { class: "chip" })));
  on("hello", () => {
    if (!customers.phone) build();
    for (const number of numbers()) customers.seen.set(number, said(number));
    render();
  });
  on("timeline", render);
  on("call", render);
}

function build() {
  const panel = byId("phone-panel");
  customers.list = el("div", { class: "phones", role: "group", "aria-label": "Customers" });
  customers.adding = addingForm();
  customers.title = el("p", { class: "phone-title", "data-phone": "" });
  customers.callButton = iconButton("call", "Call the shop", () => placeCall(customers.current, chosen(), customers.phone.said));
  const frame = el("div", { class: "phone", role: "group", "aria-label": "The customer's phone" });
  frame.append(el("div", { class: "phone-top" }, el("span", { class: "avatar", "aria-hidden": "true" }, "L"), customers.title, customers.callButton), callPanel());
  customers.phone = createPhone(frame, {
    line: () => customers.current,
    names: { messages: "Messages with LINDA", write: "Customer's message", form: "Text to the shop", send: "Send", attach: "Attach a photo, voice note or file", quick: "Opt-out words" },
    quick: ["STOP", "START"],
    whatsapp: true,
    sends: () => ({ receptionist: chosen() }),
  });
  customers.addButton = iconButton("add", "Add a customer", () => openAdding(customers.adding.hidden), { "aria-expanded": "false" });
  panel.append(el("div", { class: "phones-row" }, customers.list, customers.addButton), customers.adding, frame, whoAnswers());
}

/** Who is to answer the next text or call: the choice is there only if a model is. */
function whoAnswers() {
  if (!record.about.has_model) {
    return el("p", { class: "hint" }, "The rules answer. For the model: ", el("code", {}, "OPENAI_API_KEY=… make up"));
  }
  customers.choice = el("select", {}, el("option", { value: "" }, "the model"), el("option", { value: "rules" }, "the rules"));
  return field("Next answer by", customers.choice, null, { class: "field inline" });
}

const chosen = () => customers.choice?.value ?? "";

function addingForm() {
  const input = el("input", { type: "tel", placeholder: "+1 904 555 0124", "aria-label": "New customer's number", autocomplete: "off" });
  const line = el("p", { class: "said", role: "status" });
  return el("form", { class: "adding", hidden: true, onsubmit: (event) => add(event, input, line) }, input, el("button", { type: "submit" }, "Add"), line);
}

function add(event, input, line) {
  event.preventDefault();
  const digits = input.value.replace(/[^\d+]/g, "");
  const number = digits.startsWith("+") ? digits : digits.length === 10 ? `+1${digits}` : `+${digits}`;
  if (!NUMBER.test(number)) return say(line, "Write a number as in +1 904 555 0124.", "wrong");
  if (number === record.about.owner_phone) return say(line, "That is Brandon's: his phone is in the middle.", "wrong");
  if (!customers.added.includes(number)) customers.added.push(number);
  localStorage.setItem(KEPT, JSON.stringify(customers.added));
  say(line, "");
  input.value = "";
  openAdding(false);
  show(number);
  customers.phone.text.focus();
}

function keptNumbers() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]").filter((number) => NUMBER.test(number));
  } catch {
    return [];
  }
}

function numbers() {
  const heard = record.timeline.flatMap(({ kind, what }) => (kind === "sent" ? [bare(what.to)] : what.kind === "text" ? [bare(what.who)] : []));
  const calling = [...record.calls.values()].map((call) => call.who);
  return [...new Set([FIRST, ...heard, ...calling, ...customers.added])].filter((number) => NUMBER.test(number) && number !== record.about.owner_phone);
}

const said = (number) => thread(number).filter((item) => item.from === "linda").length;

/** Put the phone of a number in front. */
export function show(number) {
  customers.current = number;
  render();
}

function render() {
  if (!customers.phone) return;
  customers.seen.set(customers.current, said(customers.current));
  refill(customers.list, numbers().map(chip), "data-phone");
  customers.list.scrollTop = customers.list.querySelector('[aria-pressed="true"]').offsetTop - CHIP_GAP;
  customers.title.dataset.phone = customers.current;
  customers.title.replaceChildren(el("strong", {}, record.about.shop_name), el("span", {}, phoneWords(customers.current)));
  renderPhone(customers.phone);
}

function chip(number) {
  const unread = said(number) - (customers.seen.get(number) ?? 0);
  const current = number === customers.current;
  const mark = unread > 0 ? el("span", { class: "unread" }, `${unread} new`) : null;
  const attributes = { type: "button", class: "phone-chip", "data-phone": number, "aria-pressed": String(current), onclick: () => show(number) };
  return el("button", attributes, phoneWords(number), mark);
}

function openAdding(open) {
  customers.adding.hidden = !open;
  customers.addButton.setAttribute("aria-expanded", String(open));
  if (open) customers.adding.querySelector("input").focus();
}

function example(text) {
  byId("tab-phone").click();
  sendText(customers.phone, { text });
}
