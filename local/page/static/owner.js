// Brandon's phone: the owner's line, and the ringing of a call that is put through to him.

import { button, byId, el, refill, say, sayingLine } from "./dom.js";
import { post, telling } from "./doors.js";
import { createPhone, renderPhone } from "./phone.js";
import { on, record } from "./record.js";
import { phoneWords } from "./words.js";

const owner = { phone: null };
const nodes = {};

export function startOwner() {
  on("hello", () => {
    if (!owner.phone) build();
    nodes.number.textContent = phoneWords(record.about.owner_phone);
    renderPhone(owner.phone);
    showRinging();
  });
  on("timeline", () => renderPhone(owner.phone));
  on("call", showRinging);
}

function build() {
  nodes.number = el("span", {});
  const title = el("p", { class: "phone-title" }, el("strong", {}, "LINDA"), nodes.number);
  const frame = el("div", { class: "phone small", role: "group", "aria-label": "Brandon's phone" });
  nodes.ringing = el("div", { class: "ringing", role: "alert" });
  nodes.said = sayingLine();
  frame.append(el("div", { class: "phone-top" }, el("span", { class: "avatar", "aria-hidden": "true" }, "B"), title), nodes.ringing, nodes.said);
  owner.phone = createPhone(frame, {
    line: () => record.about.owner_phone,
    names: {
      messages: "Brandon's texts with LINDA",
      write: "Brandon's message",
      form: "Text to LINDA from Brandon",
      send: "Send as Brandon",
      attach: "Attach a photo or file as Brandon",
      quick: "Commands",
    },
    quick: ["UNDO", "HELP"],
  });
  byId("owner-card").append(el("h3", {}, "His phone"), frame);
}

function showRinging() {
  const ringing = [...record.calls.values()].filter((call) => call.state === "ringing");
  const ids = ringing.map(({ id }) => id).join(" ");
  if (ids === nodes.ringing.dataset.calls) return;
  nodes.ringing.dataset.calls = ids;
  refill(nodes.ringing, ringing.map(ring), "data-ring");
  if (ids) nodes.ringing.scrollIntoView({ block: "nearest" });
}

function ring({ id, who }) {
  return el(
    "div",
    { class: "ring" },
    el("p", {}, el("strong", {}, `${phoneWords(who)} is calling`), " LINDA puts the call through."),
    el("div", { class: "row" }, button("Take the call", () => decide(id, "takes"), { class: "primary", "data-ring": `${id} takes` }), button("Let it ring", () => decide(id, "ignores"), { "data-ring": `${id} ignores` })),
  );
}

function decide(id, brandon) {
  say(nodes.said, "");
  telling(nodes.said, () => post(`/_local/calls/${id}`, { brandon }));
}
