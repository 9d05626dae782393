// The doors of the front door behind the page: JSON in, JSON out.

import { say } from "./dom.js";

const API = "/_local/api";

/** What a door refused; `status` is 0 if nothing answered. */
export class Refused extends Error {
  constructor(status, message, told = {}) {
    super(message);
    this.status = status;
    this.told = told;
  }
}

/** Do what asks doors; what one of them refuses is said in the line. */
export async function telling(line, doing, words = (error) => error.message) {
  try {
    await doing();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(line, words(error), "wrong");
  }
}

/** Ask a door: its JSON as `told`, its ETag as `etag`. Raises Refused, with words for a person. */
export async function ask(method, path, body, headers = {}) {
  const json = body === undefined ? {} : { "Content-Type": "application/json" };
  const options = { method, headers: { ...json, ...headers }, body: body === undefined ? undefined : JSON.stringify(body) };
  const answer = await fetch(path, options).catch(() => {
    throw new Refused(0, "Nothing answers. Run `make up`, then try again.");
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told.message || `The door answered ${answer.status}. \`make logs\` says why.`, told);
  return { told, etag: answer.headers.get("ETag") };
}

export const get = async (path) => (await ask("GET", path)).told;
export const post = async (path, body) => (await ask("POST", path, body)).told;

/** The deployed API, as its owner. */
export const api = (method, path, body, headers) => ask(method, API + path, body, headers);
export const read = async (path) => (await api("GET", path)).told;

/** Keep a file where the message that carries it can name it. */
export async function upload(file) {
  const headers = { "Content-Type": file.type || "application/octet-stream" };
  const answer = await fetch("/_local/media", { method: "POST", headers, body: file }).catch(() => null);
  const told = (await answer?.json().catch(() => ({}))) ?? {};
  if (!answer?.ok) throw new Refused(answer?.status ?? 0, told.message || "The file was not taken: a message carries at most 5 MB.");
  return told;
}
