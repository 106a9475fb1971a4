/* The list stays true under the hand: rows in view are swapped in place, new ones wait until they are asked for. */
import { $, $$ } from "./dom.js";
import { syncBulk } from "./list.js";
import { boxOf, lastRow, linkOf, rove, rows } from "./rows.js";
import { replaceParts } from "./server.js";
import { say, trouble } from "./toast.js";
import { remember } from "./trail.js";
import { n, t } from "./words.js";

// Changed while somebody's menu was open on them: swapped once it is closed.
const held = new Map();
let waiting = new Set();
let isMany = false;
let said = 0;

const rowWith = id => $(`#list .row[data-id="${CSS.escape(id)}"]`);
const isBusy = row => !!$("[aria-expanded=true], details[open]", row);
const reload = () => window.htmx.trigger("#filters", "submit");

/** What the poll told: ask for these rows, the new ones and the numbers. */
export async function takeChanges(changed, since) {
  const shown = rows().map(row => row.dataset.id);
  const touched = changed === null ? shown : shown.filter(id => changed.includes(id));
  const older = new URLSearchParams($("[data-older]")?.search ?? "").get("after") ?? "";
  const asked = new URLSearchParams(location.search);
  touched.forEach(id => asked.append("row", id));
  asked.set("since", since);
  asked.set("until", older);
  const told = await json(`/live/list?${asked}`);
  for (const [id, html] of Object.entries(told.rows)) swap(id, html);
  if ($("#list")) remember();
  replaceParts(told.numbers);
  note(changed, told.fresh);
}

async function json(path) {
  const answer = await fetch(path, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function drawn(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/** A row takes the place of its older self; tick, focus and cursor stay where they are. */
function swap(id, html) {
  const old = rowWith(id);
  if (!old) return;
  if (isBusy(old)) { held.set(id, html); return; }
  held.delete(id);
  const row = drawn(html);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const wasCursor = lastRow() === old;
  const stops = element => $$("a, input, button", element);
  const place = stops(old).indexOf(focused);
  boxOf(row).checked = boxOf(old).checked;
  markElsewhere(row);
  stops(row).forEach((stop, at) => { if (stops(old)[at]) stop.tabIndex = stops(old)[at].tabIndex; });
  old.replaceWith(row);
  if (wasCursor) rove(row);
  if (focused) (stops(row)[place] ?? linkOf(row)).focus({ preventScroll: true });
}

/** A row that somebody else took out of this view stays until the list is asked for again, and looks it. */
function markElsewhere(row) {
  const inView = $("#list").dataset.statuses;
  row.classList.toggle("is-elsewhere", !!inView && !inView.split(" ").includes(row.dataset.status));
}

/** Count what waits: what changed and does not belong here is no longer new. */
function note(changed, fresh) {
  if (fresh === null) isMany = true;
  else {
    (changed ?? []).forEach(id => waiting.delete(id));
    fresh.forEach(id => waiting.add(id));
  }
  draw();
}

function draw() {
  const button = $("#fresh");
  if (!button) return;
  const count = [...waiting].filter(id => !rowWith(id)).length;
  const words = isMany ? t("The list has changed") : n("%(count)s new", "%(count)s new", count);
  button.hidden = !isMany && !count;
  $("[data-fresh-n]", button).textContent = words;
  if (!button.hidden && (isMany || count > said)) say(words);
  said = count;
}

/** Take in what waits, on top; the focus stays. */
export async function takeIn() {
  if ($("#fresh")?.hidden ?? true) return;
  const body = $("#list tbody");
  if (isMany || !body) { forgetWaiting(); reload(); return; }
  const asked = new URLSearchParams(location.search);
  waiting.forEach(id => asked.append("row", id));
  let told;
  try {
    told = await json(`/live/rows?${asked}`);
  } catch {
    trouble(t("The new ones could not be loaded. Try again in a moment."));
    return;
  }
  const arrived = told.rows.map(drawn).filter(row => !rowWith(row.dataset.id));
  body.prepend(...arrived);
  rove(lastRow() ?? arrived[0] ?? rows()[0]);
  forgetWaiting();
  remember();
  syncBulk();
  say(n("%(count)s new discussion added on top", "%(count)s new discussions added on top", arrived.length));
  if (scrollY < 200) scrollTo({ top: 0 });
}

function forgetWaiting() {
  waiting = new Set();
  isMany = false;
  draw();
}

/** Which rows wait belongs to one list. */
export function startLiveList() {
  if (!$("#filters")) return;
  document.addEventListener("htmx:afterSwap", event => { if (event.detail.target.id === "results") forgetWaiting(); });
  document.addEventListener("click", event => { if (event.target.closest("#fresh")) takeIn(); });
  $("#status-pop")?.addEventListener("toggle", event => {
    if (event.newState !== "closed") return;
    setTimeout(() => { for (const [id, html] of [...held]) swap(id, html); });
  });
}
