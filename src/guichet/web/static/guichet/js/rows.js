/* The rows of the list: the browser's focus is the cursor, and one row at a time is in the Tab order. */
import { $, $$, inThisTab } from "./dom.js";

let last = null;

export const rows = () => $$("#list tbody .row");
export const linkOf = row => $(".row__subj a", row);
export const boxOf = row => $(".c-sel input", row);
export const rowOf = element => element?.closest?.("#list tbody .row") ?? null;
export const current = () => rowOf(document.activeElement) ?? (last?.isConnected ? last : null);
export const ticked = () => rows().filter(row => boxOf(row).checked);
export const targets = () => {
  const chosen = ticked();
  return chosen.length ? chosen : [current()].filter(Boolean);
};

/** Where the cursor lands on the page that is being loaded: its first row, or its last. */
const LANDING = "guichet.landing";

function turnPage(link, place) {
  if (!link) return false;
  inThisTab.set(LANDING, place);
  link.click();
  return true;
}

/** After turning a page by key, the cursor goes on where it came from. */
export function land() {
  const place = inThisTab.get(LANDING);
  inThisTab.drop(LANDING);
  const row = place && rows().at(place === "first" ? 0 : -1);
  if (row) linkOf(row).focus();
}

/** Move the cursor; past the last row lies the next page, before the first one the page before. */
export function move(step, { extends: isExtending = false, onTick = () => {} } = {}) {
  const all = rows();
  if (!all.length) return;
  const from = current();
  const wanted = from ? all.indexOf(from) + step : step > 0 ? 0 : all.length - 1;
  if (wanted >= all.length && !isExtending && turnPage($("[data-older]"), "first")) return;
  if (wanted < 0 && !isExtending && turnPage($("[data-newer]"), "last")) return;
  const row = all[Math.max(0, Math.min(all.length - 1, wanted))];
  if (isExtending && from) {
    boxOf(from).checked = boxOf(row).checked = true;
    onTick();
  }
  linkOf(row).focus();
}

/** 50 rows cost one stop, not 150. */
export function rove(row) {
  last = row;
  for (const one of rows()) {
    for (const stop of $$("a, input, button:not([data-row-act])", one)) stop.tabIndex = one === row ? 0 : -1;
  }
}

/** A fresh list: the first row takes the Tab stop without being the cursor yet, unless the address names one,
    which the browser focuses by itself. */
export function settle() {
  const all = rows();
  const asked = location.hash.startsWith("#d-") ? document.getElementById(location.hash.slice(1)) : null;
  if (all[0]) rove(rowOf(document.activeElement) ?? rowOf(asked) ?? all[0]);
  if (!rowOf(asked) && !rowOf(document.activeElement)) last = null;
}
export const lastRow = () => (last?.isConnected ? last : null);
