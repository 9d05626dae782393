// The customers' phones: whose is in front, which have news, and what is sent from them.

import { callPanel, isCalling, placeCall, renderCall } from "./call.js";
import { button, byId, el, field, iconButton, refill, say, sayingLine } from "./dom.js";
import { createPhone, renderPhone, sendText, thread } from "./phone.js";
import { bare, on, record } from "./record.js";
import { phoneWords } from "./words.js";

const FIRST = "+19045550123";
const KEPT = "linda-phones";
const CHIP_GAP = 3;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const EXAMPLES = ["how much is an iphone 13 screen?", "can you do it tomorrow at 2?", "what is Brandon doing?"];

const customers = { current: FIRST, added: keptNumbers(), seen: new Set(), dialling: "", phone: null };

export function startCustomers() {
  byId("examples").append(...EXAMPLES.map((text) => button(text, () => example(text), { class: "chip", disabled: true })));
  on("hello", () => {
    if (!customers.phone) build();
    customers.choice.hidden = !record.about.has_model;
    customers.noChoice.hidden = record.about.has_model;
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
  customers.callButton = iconButton("call", "Call the shop", callShop);
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
  for (const example of byId("examples").children) example.disabled = false;
  numbers().flatMap(said).forEach((key) => customers.seen.add(key));
}

async function callShop() {
  customers.dialling = customers.current;
  render();
  await placeCall(customers.current, chosen(), customers.phone.said);
  customers.dialling = "";
  render();
}

/** Who is to answer the next text or call: the choice is there only if a model is. */
function whoAnswers() {
  customers.by = el("select", {}, el("option", { value: "" }, "the model"), el("option", { value: "rules" }, "the rules"));
  customers.choice = field("Next answer by", customers.by, null, { class: "field inline" });
  customers.noChoice = el("p", { class: "hint" }, "The rules answer. For the model: ", el("code", {}, "OPENAI_API_KEY=… make up"));
  return el("div", { class: "answers" }, customers.choice, customers.noChoice);
}

const chosen = () => (record.about.has_model ? customers.by.value : "");

function addingForm() {
  const input = el("input", { type: "tel", placeholder: "+1 904 555 0124", "aria-label": "New customer's number", autocomplete: "off" });
  const line = sayingLine();
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
  return [...new Set([FIRST, ...heard, ...calling, ...customers.added, customers.current])].filter((number) => NUMBER.test(number) && number !== record.about.owner_phone);
}

/** The keys of what LINDA has said to a number. */
const said = (number) => thread(number).filter((item) => item.from === "linda").map(({ key }) => key);

/** Put the phone of a number in front. */
export function show(number) {
  customers.current = number;
  say(customers.phone.said, "");
  render();
  customers.list.scrollTop = (customers.list.querySelector('[aria-pressed="true"]')?.offsetTop ?? 0) - CHIP_GAP;
}

function render() {
  if (!customers.phone) return;
  said(customers.current).forEach((key) => customers.seen.add(key));
  refill(customers.list, numbers().map(chip), "data-phone");
  customers.title.dataset.phone = customers.current;
  customers.title.replaceChildren(el("strong", {}, record.about.shop_name), el("span", {}, phoneWords(customers.current)));
  customers.callButton.disabled = customers.dialling === customers.current || isCalling(customers.current);
  renderCall(customers.current);
  renderPhone(customers.phone);
}

function chip(number) {
  const unread = said(number).filter((key) => !customers.seen.has(key)).length;
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
