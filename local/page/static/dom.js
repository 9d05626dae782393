// Elements are built here, and text gets into them as text alone.

const SVG = "http://www.w3.org/2000/svg";
const NEAR_PIXELS = 40;
let fields = 0;
const ICONS = {
  attach: "M15.5 7.5l-7 7a2.5 2.5 0 0 0 3.5 3.5l7.5-7.5a4.5 4.5 0 0 0-6.4-6.4L5.5 11.7a6.4 6.4 0 0 0 9 9l6-6",
  place: "M12 21.5s7-6.4 7-11.7a7 7 0 1 0-14 0c0 5.3 7 11.7 7 11.7zm0-9.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
  call: "M6.5 3.5l3 .2 1.4 4-2 1.7a12 12 0 0 0 5.7 5.7l1.7-2 4 1.4.2 3a2.5 2.5 0 0 1-2.7 2.7A16 16 0 0 1 3.8 6.2a2.5 2.5 0 0 1 2.7-2.7z",
  send: "M4 12l16-8-5 16-3.5-6.5L4 12zm7.5 1.5L20 4",
  add: "M12 5v14M5 12h14",
  back: "M15 5l-7 7 7 7",
  on: "M9 5l7 7-7 7",
  close: "M6 6l12 12M18 6L6 18",
};

/** An element; `on…` are listeners, true and false set or leave out an attribute, children are nodes or text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else if (typeof value === "boolean") node.toggleAttribute(name, value);
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}

export function byId(id) {
  return document.getElementById(id);
}

export function button(label, onclick, attributes = {}) {
  return el("button", { type: "button", onclick, ...attributes }, label);
}

/** A button that shows an icon and is named by its label. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", "aria-label": label, title: label, class: "icon-button", onclick, ...attributes }, icon(name));
}

/** A labelled control; the label is its name for everybody. */
export function field(label, control, hint = null, attributes = {}) {
  control.id ||= `field-${(fields += 1)}`;
  if (hint) {
    hint.id ||= `${control.id}-hint`;
    control.setAttribute("aria-describedby", hint.id);
  }
  return el("div", { class: "field", ...attributes }, el("label", { for: control.id }, label), control, hint);
}

/** Have Enter send the form of a text area; with Shift it is a new line. */
export function sendOnEnter(textarea) {
  textarea.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    textarea.form.requestSubmit();
  });
}

/** The words of a form's line for what went well or wrong; `undo` puts a button behind them. */
export function say(line, words, kind = "", undo = null) {
  line.dataset.kind = kind;
  line.replaceChildren(...(words ? [el("span", {}, words)] : []), ...(undo ? [button("Undo", undo, { class: "quiet" })] : []));
}

/** The line itself: what is said in it is read aloud. */
export function sayingLine() {
  return el("p", { class: "said", role: "status" });
}

/** Put new nodes in the place of a list's old ones; whoever was on one by keyboard stays on that with the same `key`. */
export function refill(list, nodes, key) {
  const focused = list.contains(document.activeElement) ? document.activeElement.closest(`[${key}]`)?.getAttribute(key) : null;
  list.replaceChildren(...nodes);
  if (!focused) return;
  const same = list.querySelector(`[${key}="${CSS.escape(focused)}"]`);
  (same?.matches("button") ? same : same?.querySelector("button"))?.focus({ preventScroll: true });
}

/** Whether a list is scrolled to its end, so that news may move it on. */
export function isAtEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PIXELS;
}

/** A function that runs `read` soon after it is called: once for all calls until then, and never twice at a time. */
export function soon(read, milliseconds = 150) {
  let [timer, reading, again] = [null, false, false];
  async function run() {
    timer = null;
    again = reading;
    if (reading) return;
    reading = true;
    await read().finally(() => (reading = false));
    if (again) run();
  }
  return () => {
    timer ??= setTimeout(run, milliseconds);
  };
}
