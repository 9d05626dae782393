// Numbers, times and money as a person reads them, on the shop's clock.

import { record } from "./record.js";

const formats = new Map();

function format(options) {
  const key = JSON.stringify([record.about.time_zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: record.about.time_zone, ...options }));
  return formats.get(key);
}

export const timeOf = (at) => format({ hour: "numeric", minute: "2-digit" }).format(new Date(at));
export const secondsOf = (at) => format({ hour: "numeric", minute: "2-digit", second: "2-digit" }).format(new Date(at));
export const dayOf = (at) => format({ weekday: "short", month: "short", day: "numeric" }).format(new Date(at));

/** YYYY-MM-DD at the shop. */
export function isoDay(at) {
  const parts = Object.fromEntries(format({ year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** The day that lies so many days after an ISO day. */
export function daysLater(isoDate, days) {
  const day = new Date(`${isoDate}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** An ISO day, or day and time on the shop's clock, as words. */
export function dayWords(iso) {
  const [day, time] = iso.split("T");
  const date = new Date(`${day}T${time ?? "12:00"}Z`);
  if (Number.isNaN(date.getTime())) return iso;
  const words = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", weekday: "short", month: "short", day: "numeric" }).format(date);
  const clock = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" }).format(date);
  return time ? `${clock}, ${words}` : words;
}

/** A number of the shop's country as it is written there. */
export function phoneWords(number) {
  const [, area, office, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area ? `(${area}) ${office}-${line}` : number;
}

export function centsWords(cents) {
  return `${cents < 0.01 && cents > 0 ? cents.toFixed(4) : Number(cents.toFixed(2))}¢`;
}

export function milliseconds(seconds) {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}
