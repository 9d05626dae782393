// A phone: its bubbles in the order of time, and what is written on it. The customers' and Brandon's are alike.

import { button, el, icon, iconButton, isAtEnd, say, sayingLine, sendOnEnter } from "./dom.js";
import { post, Refused, upload } from "./doors.js";
import { bare, keep, record } from "./record.js";
import { openTurn } from "./trace.js";
import { centsWords, dayOf, timeOf } from "./words.js";

const FOLDED_AT = 1200;
const END_PIXELS = 10;
const LOST = [0, 503, 504]; // No answer came, which does not say that nothing arrived.
let sendings = 0;

/** What was said on the phone of a number, oldest first. After STOP, Twilio delivers no SMS to it until START. */
export function thread(number) {
  let isStopped = false;
  return record.timeline.flatMap(({ kind, what }) => {
    if (kind === "sent") return bare(what.to) === number ? [delivered(ownText(what), isStopped)] : [];
    if (what.kind !== "text" || bare(what.who) !== number) return [];
    if (what.opts) isStopped = what.opts === "out";
    return exchanged(what).map((item) => delivered(item, isStopped));
  });
}

function delivered(item, isStopped) {
  if (!isStopped || item.whatsapp || item.from !== "linda") return item;
  return { key: item.key, from: "note", at: item.at, text: `Not delivered, since this number has sent STOP: “${item.text}”` };
}

function ownText(sent) {
  return { key: sent.id, from: "linda", at: sent.at, text: sent.text, segments: sent.segments, whatsapp: sent.to.startsWith("whatsapp:"), by: "by herself" };
}

function exchanged(exchange) {
  const whatsapp = exchange.who.startsWith("whatsapp:");
  const { id, at, text, media, place, receptionist, replies } = exchange;
  const answered = new Date(Date.parse(at) + exchange.seconds * 1000).toISOString();
  const by = receptionist === "later" ? "" : receptionist;
  const asked = { key: id, from: "customer", at, text, media, place, whatsapp };
  const answers = replies.map((reply, n) => ({ key: `${id}-${n}`, from: "linda", at: answered, whatsapp, by, request: exchange.request_id, ...reply }));
  return [asked, ...(answers.length ? answers : [{ key: `${id}-none`, from: "note", at: answered, text: noReply(exchange) }])];
}

function noReply({ receptionist, is_twilios: isTwilios }) {
  if (receptionist === "later") return "Her reply follows as a text of its own.";
  return isTwilios ? "Twilio itself answers this word; LINDA sends no reply." : "She sends no reply.";
}

/**
 * Build a phone into `root`. `line()` is the number that it has, `names` the words of its controls, `quick` what its
 * buttons send; `sends()` says what else a text carries. What is written and not sent stays with its number.
 */
export function createPhone(root, { line, names, quick, whatsapp = false, sends = () => ({}) }) {
  const phone = { line, sends, pending: [], known: new Set(), drafts: new Map(), attached: null, shown: "", visible: false, channelBefore: null };
  phone.list = el("div", { class: "bubbles", tabindex: "0", role: "log", "aria-live": "polite", "aria-label": names.messages, "data-phone": "" });
  phone.said = sayingLine();
  phone.text = el("textarea", { rows: "2", "aria-label": names.write, placeholder: names.write });
  phone.channel = whatsapp ? el("select", { "aria-label": "Send by" }, el("option", { value: "" }, "SMS"), el("option", { value: "whatsapp" }, "WhatsApp")) : null;
  phone.place = el("input", { type: "text", placeholder: "Address of the place", "aria-label": "Address of the place", autocomplete: "off", maxlength: "200" });
  phone.placeRow = el("div", { class: "place-row", hidden: true }, phone.place, el("p", { class: "hint" }, "Only WhatsApp shares places, so this goes by WhatsApp."));
  phone.preview = el("div", { class: "preview" });
  root.append(phone.list, composer(phone, names, quick, whatsapp), phone.said);
  return phone;
}

function composer(phone, names, quick, whatsapp) {
  const file = el("input", { type: "file", class: "file", "aria-label": names.attach, onchange: () => attach(phone, file) });
  const clip = el("label", { class: "icon-button", title: names.attach }, file, icon("attach"));
  const pin = whatsapp && iconButton("place", "Share a place", () => {
    togglePlace(phone);
    if (!phone.placeRow.hidden) phone.place.focus();
  }, { "aria-expanded": "false" });
  phone.pin = pin;
  sendOnEnter(phone.text);
  const chips = quick.map((word) => button(word, () => sendText(phone, { text: word }), { class: "chip" }));
  return el(
    "form",
    { class: "compose", "aria-label": names.form, onsubmit: (event) => submit(phone, event) },
    phone.preview,
    whatsapp && phone.placeRow,
    el("div", { class: "compose-row" }, phone.text, el("button", { type: "submit", class: "primary send", "aria-label": names.send }, icon("send"))),
    el("div", { class: "compose-row tools" }, clip, pin, phone.channel, el("span", { class: "chips", role: "group", "aria-label": names.quick }, chips)),
  );
}

function togglePlace(phone, open = phone.placeRow.hidden) {
  phone.placeRow.hidden = !open;
  phone.pin.setAttribute("aria-expanded", String(open));
  if (open) {
    phone.channelBefore = phone.channel.value;
    phone.channel.value = "whatsapp";
  } else if (phone.channelBefore !== null) {
    phone.channel.value = phone.channelBefore;
    phone.channelBefore = null;
    phone.place.value = "";
  }
}

function attach(phone, input) {
  const [file] = input.files;
  input.value = "";
  if (phone.attached) URL.revokeObjectURL(phone.attached.url);
  showAttached(phone, file ? { file, url: URL.createObjectURL(file) } : null);
}

function showAttached(phone, attached) {
  phone.attached = attached;
  phone.preview.replaceChildren();
  if (!attached) return;
  const { file, url } = attached;
  const remove = iconButton("close", "Remove the attachment", () => {
    URL.revokeObjectURL(url);
    showAttached(phone, null);
  });
  phone.preview.append(medium({ url, content_type: file.type }, file.name), el("span", { class: "name" }, file.name), remove);
}

function submit(phone, event) {
  event.preventDefault();
  const place = phone.placeRow.hidden ? "" : phone.place.value.trim();
  const text = phone.text.value.trim();
  if (!text && !place && !phone.attached) return say(phone.said, "Write a text first, or attach something.", "wrong");
  const written = { text, place, attached: phone.attached, whatsapp: Boolean(place) || phone.channel?.value === "whatsapp" };
  putDraft(phone, { channel: phone.channelBefore ?? phone.channel?.value });
  sendText(phone, written);
}

const draftOf = ({ text, attached, channel, channelBefore, placeRow, place }) => ({
  text: text.value,
  attached,
  channel: channelBefore ?? channel?.value,
  place: placeRow.hidden ? null : place.value,
});

function putDraft(phone, { text = "", attached = null, channel = "", place = null } = {}) {
  phone.text.value = text;
  showAttached(phone, attached);
  if (!phone.pin) return;
  togglePlace(phone, false);
  phone.channel.value = channel;
  if (place !== null) togglePlace(phone, true);
  phone.place.value = place ?? "";
}

/** Send a text from the phone. It is shown at once, and stays with what went wrong if it was not sent. */
export async function sendText(phone, { text, place = "", attached = null, whatsapp = phone.channel?.value === "whatsapp" }) {
  const media = attached ? [{ url: attached.url, content_type: attached.file.type }] : [];
  const waiting = { number: phone.line(), from: "customer", pending: true, text, media, place, whatsapp, attached };
  say(phone.said, "");
  phone.pending.push(waiting);
  await send(phone, waiting);
}

async function send(phone, waiting) {
  const { number, text, whatsapp, place, attached } = waiting;
  Object.assign(waiting, { key: `pending-${(sendings += 1)}`, failed: "", lost: false });
  texts(number).forEach(({ id }) => phone.known.add(id));
  renderPhone(phone);
  try {
    const media = attached ? await upload(attached.file) : null;
    const exchange = await post("/_local/text", { from: number, text, whatsapp, media, place, ...phone.sends() });
    phone.known.add(exchange.id);
    drop(phone, waiting);
    keep("exchange", exchange);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const lost = LOST.includes(error.status);
    const failed = lost ? "No answer. LINDA may have got it." : `Not sent. ${error.message}`;
    Object.assign(waiting, { key: `${waiting.key}-failed`, failed, lost });
  }
  renderPhone(phone);
}

function drop(phone, waiting) {
  phone.pending = phone.pending.filter((one) => one !== waiting);
  if (waiting.attached) URL.revokeObjectURL(waiting.attached.url);
}

const texts = (number) => record.timeline.filter(({ what }) => what.kind === "text" && bare(what.who) === number).map(({ what }) => what);

/** Drop what the event stream has told meanwhile of the texts that wait for an answer, or got none. */
function dropArrived(phone) {
  for (const waiting of phone.pending.filter(({ failed, lost }) => !failed || lost)) {
    const arrived = texts(waiting.number).find(({ id, text, place }) => !phone.known.has(id) && text === waiting.text && place === waiting.place);
    if (!arrived) continue;
    phone.known.add(arrived.id);
    drop(phone, waiting);
  }
}

/** Bring the bubbles up to date: those that stay are left alone, so that nothing jumps, stops or is read twice. */
export function renderPhone(phone) {
  const number = phone.line();
  dropArrived(phone);
  const items = [...thread(number), ...phone.pending.filter((one) => one.number === number)];
  const stays = phone.shown === number && phone.visible && !isAtEnd(phone.list);
  if (phone.shown !== number) {
    phone.drafts.set(phone.shown, draftOf(phone));
    putDraft(phone, phone.drafts.get(number));
    phone.list.replaceChildren();
    phone.list.dataset.phone = phone.shown = number;
  }
  const wanted = withDays(items);
  const there = new Map([...phone.list.children].map((node) => [node.dataset.key, node]));
  const nodes = wanted.map((item) => there.get(item.key) ?? (item.from === "day" ? dayLine(item) : bubble(item, phone)));
  const news = nodes.filter((node) => !there.has(node.dataset.key));
  for (const node of there.values()) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, n) => {
    if (phone.list.children[n] !== node) phone.list.insertBefore(node, phone.list.children[n] ?? null);
  });
  phone.list.classList.toggle("empty", nodes.length === 0);
  phone.visible = phone.list.clientHeight > 0;
  const newest = news.at(-1) ?? nodes.at(-1);
  if (newest && (!stays || newest.matches(".pending"))) phone.list.scrollTop = newest.offsetTop + newest.offsetHeight + END_PIXELS - phone.list.clientHeight;
}

function withDays(items) {
  let last = "";
  return items.flatMap((item) => {
    const day = item.at ? dayOf(item.at) : last;
    if (day === last) return [item];
    last = day;
    return [{ key: `day-${item.key}`, from: "day", text: day }, item];
  });
}

function dayLine({ key, text }) {
  return el("div", { class: "day", "data-key": key }, text);
}

function bubble(item, phone) {
  const waits = item.failed ? " failed" : item.pending ? " pending" : "";
  const kind = item.from === "linda" ? " linda" : item.from === "note" ? " note" : " customer";
  return el(
    "div",
    { class: `bubble${kind}${waits}`, "data-key": item.key, "data-from": item.from, "data-channel": item.whatsapp ? "whatsapp" : "sms", "data-request": item.request },
    el("span", { class: "unseen" }, item.from === "linda" ? "LINDA: " : item.from === "customer" ? "Sent: " : ""),
    item.text ? folded(item.text) : null,
    (item.media ?? []).map((one) => medium(one)),
    item.place ? el("p", { class: "place" }, icon("place"), item.place) : null,
    item.from === "note" ? null : el("p", { class: "meta" }, beneath(item), item.request && insideButton(item.request), item.failed ? afterFailure(phone, item) : null),
  );
}

function insideButton(request) {
  const open = (event) => openTurn(request) || event.target.replaceWith(" · no longer in the list");
  return button("Inside", open, { class: "inside", title: "What happened inside" });
}

function afterFailure(phone, waiting) {
  const remove = () => {
    drop(phone, waiting);
    renderPhone(phone);
  };
  return [button("Try again", () => send(phone, waiting), { class: "quiet" }), button("Remove", remove, { class: "quiet" })];
}

/** What stands beneath a bubble: when, how it went, what it cost and who wrote it. */
function beneath(item) {
  if (item.pending) return item.failed || "sending…";
  const parts = [timeOf(item.at), item.whatsapp && "WhatsApp"];
  if (item.from === "linda") parts.push(...price(item), item.by);
  return parts.filter(Boolean).join(" · ");
}

function price({ segments, whatsapp }) {
  const { sms_segment: segment, whatsapp_message: message } = record.about.cents;
  if (whatsapp) return [centsWords(message)];
  return [`${segments} segment${segments === 1 ? "" : "s"}`, centsWords(segments * segment)];
}

/** Text as a paragraph; a very long one is cut until somebody wants all of it. */
export function folded(text) {
  if (text.length <= FOLDED_AT) return el("p", { class: "words" }, text);
  const words = el("p", { class: "words" }, `${text.slice(0, FOLDED_AT)}…`);
  const more = button(`Show all ${text.length.toLocaleString("en-US")} characters`, () => {
    words.textContent = text;
    more.remove();
  }, { class: "quiet" });
  return el("div", {}, words, more);
}

function medium({ url, content_type: type }, name = "") {
  const [kind] = type.split("/");
  if (!url) return el("p", { class: "hint" }, `An attachment (${type || "of an unknown type"}), not kept any more.`);
  if (kind === "image") return el("img", { src: url, alt: name ? `Photo: ${name}` : "A photo", loading: "lazy" });
  if (kind === "audio") return el("audio", { src: url, controls: true, preload: "metadata", "aria-label": name ? `Voice note: ${name}` : "A voice note" });
  return el("a", { href: url, download: "", class: "file-link" }, icon("attach"), `A file (${type || "of an unknown type"})`);
}
