// A short example of each call, which the client that is generated from docs/openapi.yaml has to compile.
import type { components, operations, paths } from "./linda";

type Schemas = components["schemas"];
type Json<Response> = Response extends { content: { "application/json": infer Body } } ? Body : never;
type Answer<Name extends keyof operations, Code extends keyof operations[Name]["responses"]> = Json<
  operations[Name]["responses"][Code]
>;
type Query<Name extends keyof operations> = NonNullable<operations[Name]["parameters"]["query"]>;
type Sent<Name extends keyof operations> = operations[Name] extends {
  requestBody: { content: { "application/json": infer Body } };
}
  ? Body
  : never;

const api = "http://127.0.0.1:8787";

async function ask<Answered>(method: string, path: keyof paths, query: object = {}, body?: object): Promise<Answered> {
  const url = new URL(path, api);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const response = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return (await response.json()) as Answered;
}

// What is free, one booking, and the owner's lists: each question has its own answer.
export async function free(): Promise<string[]> {
  const query: Query<"getSchedule"> = { date: "2026-12-01" };
  const answer = await ask<Answer<"getSchedule", 200>>("GET", "/scheduler", query);
  if ("available_slots" in answer) return answer.available_slots;
  if ("days" in answer) return answer.days.flatMap((day) => day.available_slots);
  if ("slots" in answer) return answer.slots.map((slot) => `${slot.date} ${slot.time}`);
  if ("booking" in answer) return [answer.booking.appointment_time];
  if ("new_leads" in answer) return [`${answer.today.free_slots}, ${answer.tomorrow.booked.appointment}`];
  if ("conversations" in answer) return answer.conversations.flatMap((each) => each.messages.map((said) => said.content));
  if ("leads" in answer) return [...answer.leads.map((lead) => lead.notes), answer.cursor ?? ""];
  return [answer.calendar_url];
}

export const freeDay = () => ask<Schemas["FreeDay"]>("GET", "/scheduler", { date: "2026-12-01" });
export const next = (query: Query<"getSchedule"> = { next: 3 }) => ask<Schemas["FreeSlots"]>("GET", "/scheduler", query);
export const list: Query<"getSchedule"> = { day: "2026-12-01" };
export const leads: Query<"getSchedule"> = { leads: "1", status: "booked", type: "appointment", phone: "904 252 0927" };
const noted: Sent<"changeBooking"> = { notes: "The part has come." };
export const note = (query: Query<"changeBooking">) => ask<Answer<"changeBooking", 200>>("PATCH", "/scheduler", query, noted);
export const csv: Query<"getSchedule"> = { export: "csv", from: "2026-12-01", to: "2026-12-31" };

// Bookings.
const shortest: Sent<"book"> = { phone: "(904) 252-0927", date: "2026-12-01", time: "2:00 PM", repair_type: "screen" };
const form: Schemas["BookingForm"] = shortest as Schemas["BookingForm"];
const longest: Sent<"book"> = {
  ...shortest,
  device: "iPhone 13",
  customer_name: null,
  lead_type: "on_site",
  notes: "Second floor.",
  source: "web-chat",
};

export async function book(): Promise<string> {
  for (const wanted of [shortest, longest, form]) {
    const answer = await ask<Answer<"book", 201> | Answer<"book", 409>>("POST", "/scheduler", {}, wanted);
    if (answer.status === "success") return answer.lead_id;
    if ("available_slots" in answer) return answer.available_slots.join();
  }
  return "";
}

export const read = (lead_id: string) => ask<Schemas["FoundBooking"]>("GET", "/scheduler", { lead_id });
const move: Sent<"changeBooking"> = { date: "2026-12-02", time: "10:00 AM" };
const end: Sent<"changeBooking"> = { status: "completed" };
export const change = (query: Query<"changeBooking">, is_over: boolean) =>
  ask<Answer<"changeBooking", 200>>("PATCH", "/scheduler", query, is_over ? end : move);
export const cancel = (query: Query<"cancelBooking">) =>
  ask<Answer<"cancelBooking", 200>>("DELETE", "/scheduler", query).then((answer) =>
    "booking" in answer ? answer.booking.status === "cancelled" : answer.opted_out,
  );

// The owner's state.
export async function state(): Promise<string> {
  const answer = await ask<Answer<"getState", 200>>("GET", "/state");
  if (!("state" in answer)) return "";
  const { state } = answer;
  return "state_id" in state ? `${state.status} ${state.notes} ${state.agent_shared_tone ?? ""}` : state.status;
}

const gym: Sent<"changeState"> = { status: "gym", max_discount: 10, auto_upsell: false, closures: "[]" };
const agent: Sent<"putState"> = {
  agent_shared_tone: "professional",
  agent_shared_response_length: "medium",
  agent_shared_escalation_threshold: "500",
  agent_chat_channel_instructions: "",
  agent_chat_full_override: "",
  agent_chat_temperature: "0.7",
  agent_phone_channel_instructions: "",
  agent_phone_full_override: "",
  agent_phone_temperature: "0.7",
};
export const changeState = () => ask<Answer<"changeState", 200>>("POST", "/state", {}, gym);
export const putState = () => ask<Answer<"putState", 200>>("PUT", "/state", {}, agent);
// Who sends it, for the history; a server has no `Origin`.
type Headers<Name extends keyof operations> = NonNullable<operations[Name]["parameters"]["header"]>;
export const fromDashboard: Headers<"putState"> = { "X-Linda-Client": "dashboard" };
export const resetState = () => ask<Answer<"resetState", 200>>("DELETE", "/state");
export const christmas: Schemas["Closure"] = { date: "2026-12-25" };

// Twilio's webhook.
export const message: Schemas["Webhook"] = { MessageSid: "SM1", From: "+19045550123", Body: "hi", SmsStatus: "received" };

// What must not compile.
// @ts-expect-error A booking needs its repair.
export const incomplete: Sent<"book"> = { phone: "(904) 252-0927", date: "2026-12-01", time: "2:00 PM" };
// @ts-expect-error There is no such status.
export const asleep: Sent<"changeState"> = { status: "asleep" };
// @ts-expect-error There is no such field.
export const hobby: Sent<"changeState"> = { hobby: "fishing" };
