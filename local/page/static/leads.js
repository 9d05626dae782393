// The newest leads, and the conversations with their messages.

import { leadWords, openLead, whenWords } from "./agenda.js";
import { button, byId, el, refill, say, sayingLine, soon } from "./dom.js";
import { read, telling } from "./doors.js";
import { folded } from "./phone.js";
import { on } from "./record.js";
import { dayOf, phoneWords, timeOf } from "./words.js";

const MOST = 20;

const lists = { open: "" };
const nodes = {};

export function startLeads() {
  nodes.leads = el("ul", { class: "list", "aria-label": "Leads" });
  nodes.leadsSaid = sayingLine();
  nodes.conversations = el("ul", { class: "list", "aria-label": "Conversations" });
  nodes.conversationsSaid = sayingLine();
  byId("leads-card").append(el("h3", {}, "Leads, newest first"), nodes.leads, nodes.leadsSaid);
  byId("conversations-card").append(el("h3", {}, "Conversations"), nodes.conversations, nodes.conversationsSaid);
  const refresh = soon(readBoth, 400);
  on("hello", refresh);
  on("turn", refresh);
}

async function readBoth() {
  await telling(nodes.leadsSaid, async () => {
    const { leads } = await read(`/scheduler?leads=1&limit=${MOST}`);
    fill(nodes.leads, leads.map(leadRow), "data-lead", "No leads yet.");
    say(nodes.leadsSaid, "");
  });
  await telling(nodes.conversationsSaid, async () => {
    const { conversations } = await read(`/scheduler?conversations=1&limit=${MOST}`);
    fill(nodes.conversations, conversations.map(conversationRow), "data-conversation", "No conversations yet.");
    say(nodes.conversationsSaid, "");
  });
}

function fill(list, rows, key, none) {
  refill(list, rows.length ? rows : [el("li", { class: "hint" }, none)], key);
}

function leadRow(lead) {
  const top = [el("strong", {}, leadWords(lead)), el("span", { class: "badge", "data-status": lead.status }, lead.status.replace("_", "-"))];
  const beneath = [lead.lead_type === "callback" ? "call back" : lead.lead_type.replace("_", "-"), whenWords(lead), lead.source].filter(Boolean).join(" · ");
  const words = [el("span", { class: "row-top" }, top), el("span", { class: "hint" }, beneath)];
  return el("li", { "data-lead": lead.lead_id }, el("button", { type: "button", class: "row-button", onclick: () => openLead(lead) }, words));
}

function conversationRow(conversation) {
  const { session_id: id, phone, channel, message_count: count, last_updated: at, messages } = conversation;
  const shown = el("div", { class: "messages", hidden: lists.open !== id });
  const toggle = el(
    "button",
    { type: "button", class: "row-button", "aria-expanded": String(lists.open === id), onclick: () => open(id, shown, toggle) },
    el("span", { class: "row-top" }, el("strong", {}, phoneWords(phone)), el("span", { class: "hint" }, at ? `${dayOf(at * 1000)}, ${timeOf(at * 1000)}` : "")),
    el("span", { class: "hint" }, `${channel || "another program"} · ${count} messages · ${messages.at(-1)?.content ?? ""}`),
  );
  if (lists.open === id) showMessages(id, shown);
  return el("li", { "data-conversation": id }, toggle, shown);
}

function open(id, shown, toggle) {
  const opens = shown.hidden;
  lists.open = opens ? id : "";
  shown.hidden = !opens;
  toggle.setAttribute("aria-expanded", String(opens));
  if (opens) showMessages(id, shown);
}

function showMessages(id, shown) {
  telling(nodes.conversationsSaid, async () => {
    const { conversations } = await read(`/scheduler?conversation=${encodeURIComponent(id)}`);
    const messages = (conversations.find((one) => one.session_id === id) ?? conversations[0])?.messages ?? [];
    shown.replaceChildren(...messages.map(message));
  });
}

function message({ role, content, timestamp }) {
  const head = [role === "user" ? "Customer" : "LINDA", timestamp && timeOf(timestamp * 1000)].filter(Boolean).join(", ");
  return el("div", { class: "message", "data-role": role }, el("b", {}, head), folded(content));
}
