/* Ticks, status and read marks on the list; every change is undone by posting what was there before. */
import { $ } from "./dom.js";
import { boxOf, lastRow, linkOf, rove, rowOf, rows, settle, ticked } from "./rows.js";
import { post } from "./server.js";
import { drawStatus, NAMES } from "./status.js";
import { say, toast, trouble } from "./toast.js";
import { remember } from "./trail.js";

const here = () => location.pathname + location.search;
const ids = some => some.map(row => ["d", row.dataset.id]);

/** Ask for the list again, as its filters stand. */
const reload = () => window.htmx.trigger("#filters", "submit");

export function syncBulk() {
  const bulk = $("#bulk");
  const count = ticked().length;
  if (!bulk || !$("#list")) return;
  const changes = bulk.hidden === count > 0;
  bulk.hidden = count === 0;
  $("#filters").hidden = count > 0;
  if (!$("[data-bulk-n]")) return;
  $("[data-bulk-n]").textContent = count;
  const anyUnread = ticked().some(row => row.classList.contains("is-unread"));
  $("[data-bulk-read]").textContent = anyUnread ? "Mark read" : "Mark unread";
  const all = $("[data-select-all]");
  all.checked = count > 0 && count === rows().length;
  all.indeterminate = count > 0 && count < rows().length;
  if (changes || count) say(count ? `${count} selected` : "Selection cleared");
}

export function clearTicks() {
  ticked().forEach(row => { boxOf(row).checked = false; });
  syncBulk();
  if (lastRow()) linkOf(lastRow()).focus();
}

export function tickAll() {
  const on = ticked().length < rows().length;
  rows().forEach(row => { boxOf(row).checked = on; });
  syncBulk();
}

/** Set one status; rows that no longer belong to the view leave it, and the focus goes to the next one. */
export async function setStatus(chosen, status) {
  const some = chosen.filter(row => row && row.dataset.status !== status);
  if (!some.length) return;
  const before = some.map(row => [row, row.dataset.status]);
  const spots = leave(some, status);
  try {
    await post("/discussions/status", [["status", status], ["next", here()], ...ids(some)]);
  } catch (error) {
    comeBack(before, spots);
    trouble(error.message);
    return;
  }
  remember();
  if (!rows().length) reload();
  const what = some.length === 1 ? linkOf(some[0]).textContent : `${some.length} discussions`;
  toast(`${NAMES[status]}: ${what}`, () => restore(before, spots));
}

async function restore(before, spots) {
  try {
    for (const status of new Set(before.map(([, was]) => was))) {
      const some = before.filter(([, was]) => was === status).map(([row]) => row);
      await post("/discussions/status", [["status", status], ["next", here()], ...ids(some)]);
    }
  } catch (error) {
    trouble(error.message);
    return;
  }
  comeBack(before, spots);
  remember();
  say("Undone");
}

function leave(some, status) {
  const inView = ($("#list").dataset.statuses || Object.keys(NAMES).join(" ")).split(" ");
  const all = rows();
  const after = all.slice(all.indexOf(some.at(-1))).find(row => !some.includes(row));
  const next = after ?? all.filter(row => !some.includes(row)).pop();
  const spots = some.map(row => [row, row.nextElementSibling, row.parentNode]);
  for (const row of some) {
    boxOf(row).checked = false;
    show(row, status);
    if (!inView.includes(status)) row.remove();
  }
  syncBulk();
  if (inView.includes(status)) linkOf(some.at(-1)).focus();
  else if (next) linkOf(next).focus();
  else $("#main").focus();
  return spots;
}

function comeBack(before, spots) {
  before.forEach(([row, was]) => show(row, was));
  if (spots.some(([, , parent]) => !parent.isConnected)) { reload(); return; }
  for (const [row, next, parent] of spots.toReversed()) {
    if (!row.isConnected) parent.insertBefore(row, next?.isConnected ? next : null);
  }
  linkOf(before[0][0]).focus();
  syncBulk();
}

function show(row, status) {
  row.dataset.status = status;
  drawStatus($(".c-status .status", row), status);
}

/** Read when any of them is unread, unread otherwise. */
export async function toggleRead(some) {
  if (!some.length) return;
  const isRead = some.some(row => row.classList.contains("is-unread"));
  const changed = some.filter(row => row.classList.contains("is-unread") === isRead);
  const send = async read => {
    changed.forEach(row => markRead(row, read));
    syncBulk();
    await post("/discussions/read", [["read", read ? "1" : "0"], ["next", here()], ...ids(changed)]);
  };
  try {
    await send(isRead);
    toast(isRead ? "Marked read" : "Marked unread", () => send(!isRead).catch(error => trouble(error.message)));
  } catch (error) {
    changed.forEach(row => markRead(row, !isRead));
    trouble(error.message);
  }
}

function markRead(row, isRead) {
  row.classList.toggle("is-unread", !isRead);
  $(".row__who .vh", row)?.remove();
  if (isRead) return;
  const word = document.createElement("span");
  word.className = "vh";
  word.textContent = ", unread";
  $(".row__who", row).append(word);
}

function arrive() {
  settle();
  remember();
  syncBulk();
}

/** Clicks on ticks and quick actions; the bulk bar takes the exact place of the filters. */
export function startList() {
  const bulk = $("#bulk");
  if (bulk) $("#filters").after(bulk);
  if ($("#filters")) document.addEventListener("htmx:afterSettle", arrive);
  if ($("#list")) arrive();
  // A list that the browser kept while something was done elsewhere would show what is no longer so.
  addEventListener("pageshow", event => { if (event.persisted && $("#list")) location.reload(); });
  let anchor = null;
  document.addEventListener("focusin", event => { if (rowOf(event.target)) rove(rowOf(event.target)); });
  document.addEventListener("click", event => {
    const row = rowOf(event.target);
    const box = event.target.closest("input[type=checkbox]");
    if (row && box) { tickRange(event, row, anchor); anchor = row; syncBulk(); }
    if (event.target.matches?.("[data-select-all]")) {
      rows().forEach(one => { boxOf(one).checked = event.target.checked; });
      syncBulk();
    }
    const quick = event.target.closest("[data-row-act]");
    if (quick) setStatus([row], quick.dataset.rowAct);
  });
  bulk?.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.act === "clear") clearTicks();
    else if (button.dataset.act === "read") toggleRead(ticked());
    else setStatus(ticked(), button.dataset.act);
  });
}

function tickRange(event, row, anchor) {
  if (!event.shiftKey || !anchor?.isConnected) return;
  const all = rows();
  const [from, to] = [all.indexOf(anchor), all.indexOf(row)].sort((a, b) => a - b);
  all.slice(from, to + 1).forEach(one => { boxOf(one).checked = boxOf(row).checked; });
}
