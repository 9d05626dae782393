"use server";
// Server actions of the dashboard. The owner's token stays on the server.
import type { components, operations } from "./linda";

declare const process: { env: Record<string, string | undefined> }; // Next.js brings its own: leave this line out there.

type Schemas = components["schemas"];
type Asked = NonNullable<operations["getSchedule"]["parameters"]["query"]>;

type Query = Asked | { customer: string };

async function linda<Answer>(method: string, query: Query, body?: object, path = "/scheduler"): Promise<Answer> {
  const url = new URL(`${process.env.LINDA_API_URL}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const who = { Authorization: `Bearer ${process.env.LINDA_OWNER_TOKEN}`, "X-Linda-Client": "dashboard" };
  const headers = { ...who, "Content-Type": "application/json" };
  const answer = await fetch(url, { method, headers, cache: "no-store", body: body ? JSON.stringify(body) : null });
  const fields = (await answer.json()) as Answer | Schemas["Error"];
  if (!answer.ok) throw new Error((fields as Schemas["Error"]).message);
  return fields as Answer;
}

export const listLeads = async (filters: Pick<Asked, "status" | "type" | "source" | "day" | "phone" | "cursor">) =>
  linda<Schemas["LeadList"]>("GET", { leads: "1", ...filters });
export const count = async () => linda<Schemas["Counts"]>("GET", { counts: "1" });
export const saveNotes = async (lead_id: string, notes: string) =>
  linda<Schemas["ChangedBooking"]>("PATCH", { lead_id }, { notes } satisfies Schemas["NotesChange"]);
export const complete = async (lead_id: string) =>
  linda<Schemas["ChangedBooking"]>("PATCH", { lead_id }, { status: "completed" } satisfies Schemas["StatusChange"]);
export const readConversation = async (phone: string) =>
  linda<Schemas["ConversationList"]>("GET", { conversation: phone });
export const deleteCustomer = async (customer: string) => linda<Schemas["Forgotten"]>("DELETE", { customer });
export const saveState = async (changes: Schemas["StateChanges"]) =>
  linda<{ state: Schemas["State"] }>("PUT", {}, changes, "/state");
