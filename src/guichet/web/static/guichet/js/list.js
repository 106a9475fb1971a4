/* Ticks, status and read marks on the list; every change is undone by posting what was there before. */
import { $ } from "./dom.js";
import { changeAll, isAllMatching, keptWords, offerAll, undoAct } from "./acts.js";
import { boxOf, land, lastRow, linkOf, rove, rowOf, rows, settle, ticked } from "./rows.js";
import { post } from "./server.js";
import { drawStatus, NAMES } from "./status.js";
import { during, say, toast, trouble } from "./toast.js";
import { remember } from "./trail.js";
import { n, t } from "./words.js";

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
  const selected = n("%(count)s selected", "%(count)s selected", count);
  $("[data-bulk-n]").textContent = selected;
  const anyUnread = ticked().some(row => row.classList.contains("is-unread"));
  $("[data-bulk-read]").textContent = anyUnread ? t("Mark read") : t("Mark unread");
  const all = $("[data-select-all]");
  all.checked = count > 0 && count === rows().length;
  all.indeterminate = count > 0 && count < rows().length;
  offerAll();
  if (changes || count) say(count ? selected : t("Selection cleared"));
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
  if (isAllMatching()) { await changeAll("/discussions/status", [["status", status]], clearTicks); return; }
  const some = chosen.filter(row => row && row.dataset.status !== status);
  if (!some.length) return;
  const before = some.map(row => [row, row.dataset.status]);
  const spots = leave(some, status);
  let act;
  try {
    ({ act } = await during(post("/discussions/status", [["status", status], ["next", here()], ...ids(some)])));
  } catch (error) {
    comeBack(before, spots);
    trouble(error.message);
    return;
  }
  remember();
  if (!rows().length) reload();
  const words = { status: NAMES[status], what: namesOf(some) };
  toast(t("%(status)s: %(what)s", words), () => restore(before, spots, act));
}

const namesOf = some =>
  some.length === 1 ? linkOf(some[0]).textContent : n("%(count)s discussion", "%(count)s discussions", some.length);

/** The server puts back what nobody has changed meanwhile; the rest stays away. */
async function restore(before, spots, act) {
  let told;
  try {
    told = await undoAct(act);
  } catch (error) {
    trouble(error.message);
    return;
  }
  const isBack = ([row]) => !told.kept.includes(row.dataset.id);
  if (spots.some(isBack)) comeBack(before.filter(isBack), spots.filter(isBack));
  remember();
  if (told.kept.length) toast(keptWords(told));
  else say(t("Undone"));
}

function leave(some, status) {
  const inView = ($("#list").dataset.statuses || Object.keys(NAMES).join(" ")).split(" ");
  some.forEach(row => show(row, status));
  return takeOut(some, !inView.includes(status));
}

/** Untick the rows, and take them out of the list where they no longer belong; the focus goes to the next one. */
function takeOut(some, isLeaving) {
  const all = rows();
  const after = all.slice(all.indexOf(some.at(-1))).find(row => !some.includes(row));
  const next = after ?? all.filter(row => !some.includes(row)).pop();
  const spots = some.map(row => [row, row.nextElementSibling, row.parentNode]);
  for (const row of some) {
    boxOf(row).checked = false;
    if (isLeaving) row.remove();
  }
  syncBulk();
  if (!isLeaving) linkOf(some.at(-1)).focus();
  else if (next) linkOf(next).focus();
  else $("#main").focus();
  return spots;
}

function comeBack(before, spots) {
  before.forEach(([row, was]) => show(row, was));
  putBack(spots);
}

function putBack(spots) {
  if (spots.some(([, , parent]) => !parent.isConnected)) { reload(); return; }
  for (const [row, next, parent] of spots.toReversed()) {
    if (!row.isConnected) parent.insertBefore(row, next?.isConnected ? next : null);
  }
  linkOf(spots[0][0]).focus();
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
  const read = isRead ? "1" : "0";
  if (isAllMatching()) { await changeAll("/discussions/read", [["read", read]], clearTicks); return; }
  const changed = some.filter(row => row.classList.contains("is-unread") === isRead);
  const show = (these, shownRead) => { these.forEach(row => markRead(row, shownRead)); syncBulk(); };
  show(changed, isRead);
  try {
    const { act } = await during(post("/discussions/read", [["read", read], ["next", here()], ...ids(changed)]));
    toast(isRead ? t("Marked read") : t("Marked unread"), () => unmark(changed, !isRead, act, show));
  } catch (error) {
    show(changed, !isRead);
    trouble(error.message);
  }
}

async function unmark(changed, wasRead, act, show) {
  try {
    const told = await undoAct(act);
    show(changed.filter(row => !told.kept.includes(row.dataset.id)), wasRead);
    if (told.kept.length) toast(keptWords(told));
  } catch (error) {
    trouble(error.message);
  }
}

function markRead(row, isRead) {
  row.classList.toggle("is-unread", !isRead);
  $(".row__who .vh", row)?.remove();
  if (isRead) return;
  const word = document.createElement("span");
  word.className = "vh";
  word.textContent = t(", unread");
  $(".row__who", row).append(word);
}

/** Nobody need answer these: the clock stops here, and the marketplace does not know it. */
export async function waiveAnswer(chosen) {
  const some = chosen.filter(row => row && "waits" in row.dataset);
  if (!some.length) { toast(t("No reply is awaited here.")); return; }
  const before = some.map(row => [row, $(".c-due", row).innerHTML]);
  const send = needed => post("/discussions/answer", [["needed", needed], ["next", here()], ...ids(some)]);
  try {
    await send("0");
  } catch (error) {
    trouble(error.message);
    return;
  }
  const spots = stopClock(some);
  const sentence = t("No reply needed: %(what)s. The marketplace does not know it.", { what: namesOf(some) });
  toast(sentence, () => send("1").then(() => startClock(before, spots), error => trouble(error.message)));
}

const ONLY_WAITING = ["overdue", "due_soon", "unanswered"];

function stopClock(some) {
  for (const row of some) {
    const chip = document.createElement("span");
    chip.className = "due due--none";
    chip.textContent = t("None");
    $(".c-due", row).replaceChildren(chip);
    delete row.dataset.waits;
  }
  return takeOut(some, ONLY_WAITING.includes($("#results").dataset.place));
}

function startClock(before, spots) {
  for (const [row, chip] of before) {
    $(".c-due", row).innerHTML = chip;
    row.dataset.waits = "";
  }
  putBack(spots);
  say(t("Undone"));
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
  land();
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
    else if (button.dataset.act === "no-reply") waiveAnswer(ticked());
    else setStatus(ticked(), button.dataset.act);
  });
}

function tickRange(event, row, anchor) {
  if (!event.shiftKey || !anchor?.isConnected) return;
  const all = rows();
  const [from, to] = [all.indexOf(anchor), all.indexOf(row)].sort((a, b) => a - b);
  all.slice(from, to + 1).forEach(one => { boxOf(one).checked = boxOf(row).checked; });
}
