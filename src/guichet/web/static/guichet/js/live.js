/* Asks whether anything changed, as cheaply as can be: docs/decisions/0009-live.md. A page is live where something
   on it carries `data-version`: what it has seen of the database. */
import { $ } from "./dom.js";
import { lose, regain } from "./lost.js";

const OFTEN = 2_000;
const USUALLY = 10_000;
const SIGNED_OUT = 60_000;
const PATIENCE = 15_000;

const versioned = () => $("[data-version]");
let timer = null;
let isAsking = false;
let failures = 0;
let onChange = async () => {};

function wait(milliseconds) {
  clearTimeout(timer);
  timer = document.hidden ? null : setTimeout(ask, milliseconds);
}

const pause = () => ($("[data-under-way]") ? OFTEN : USUALLY);

async function ask() {
  const place = versioned();
  if (!place || isAsking || document.hidden) return;
  isAsking = true;
  const since = place.dataset.version;
  try {
    wait(await look(place, since));
  } catch {
    failures += 1;
    if (failures > 1 || !navigator.onLine) lose();
    wait(OFTEN);
  } finally {
    isAsking = false;
  }
}

/** One question; the milliseconds until the next one. */
async function look(place, since) {
  const only = place.dataset.discussion;
  const asked = new URLSearchParams(only ? { since, d: only } : { since });
  const answer = await fetch(`/live?${asked}`, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 401) { lose({ isSignedOut: true }); return SIGNED_OUT; }
  if (!answer.ok) throw new Error(String(answer.status));
  const changed = answer.status === 204 ? [] : (await answer.json()).changed;
  // Another list may have come while we asked: its version is its own.
  const isSame = place.isConnected && place.dataset.version === since;
  if (isSame && (changed === null || changed.length)) await onChange(changed, since, place);
  if (isSame) place.dataset.version = answer.headers.get("X-Version") ?? since;
  failures = 0;
  regain();
  return pause();
}

/** Something of mine is under way: look at once, and often until it is through. */
export const askSoon = () => wait(0);

/** `taking` gets the ids of the discussions that changed (null: any of them), the version before, and the element
    that carries it; what it throws counts as a lost connection, and the same changes are asked for again. */
export function startLive(taking) {
  if (!versioned()) return;
  onChange = taking;
  document.addEventListener("visibilitychange", () => wait(document.hidden ? 0 : OFTEN / 4));
  addEventListener("online", () => wait(0));
  addEventListener("offline", () => lose());
  wait(pause());
}
