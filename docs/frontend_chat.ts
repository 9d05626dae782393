// The chat of the website, in the visitor's browser: no token, since nothing is shown without a proved number.
import type { components } from "./linda";

declare const process: { env: Record<string, string | undefined> }; // Next.js brings its own: leave this line out there.

type Schemas = components["schemas"];
type Said = Pick<Schemas["ChatAnswer"], "reply" | "told" | "options" | "booking">;

const TRY_AGAIN = [409, 500, 502, 503, 504];

function session(): string {
  const kept = sessionStorage.getItem("linda") ?? crypto.randomUUID();
  sessionStorage.setItem("linda", kept);
  return kept;
}

// Send a message, or the letter of an option; without one, see what the owner has answered. What got no answer is sent
// again with its id, so it is done once.
export async function send(message?: string, tries = 5): Promise<Said> {
  const body = JSON.stringify({ session: session(), message, id: crypto.randomUUID() } satisfies Schemas["ChatMessage"]);
  const headers = { "Content-Type": "application/json" };
  for (let wait = 1000; ; wait *= 2) {
    const sent = fetch(`${process.env.NEXT_PUBLIC_API_URL}/dispatcher`, { method: "POST", headers, body });
    const answer = await sent.catch(() => null); // The network was gone.
    if (answer?.ok) return (await answer.json()) as Schemas["ChatAnswer"];
    if (--tries === 0 || (answer && !TRY_AGAIN.includes(answer.status)))
      throw new Error(answer ? ((await answer.json()) as Schemas["AnyError"]).message : "no connection; please try again");
    await new Promise((done) => setTimeout(done, wait));
  }
}
