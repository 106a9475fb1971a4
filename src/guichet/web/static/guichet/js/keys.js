/* Single keys. The real character is read, so that every keyboard layout types it; never with Alt or AltGr,
   which type letters and brackets on European keyboards; off while typing, in dialogs, and by choice (WCAG 2.1.4). */
import { $, $$, isTyping } from "./dom.js";
import { writeReply } from "./composer.js";
import { isConversation, setStatusHere } from "./conversation.js";
import { clearTicks, setStatus, syncBulk, tickAll, toggleRead, waiveAnswer } from "./list.js";
import { takeIn } from "./live-list.js";
import { moveInPanel, openMenu } from "./menus.js";
import { boxOf, current, lastRow, linkOf, move, targets, ticked } from "./rows.js";
import { post } from "./server.js";
import { isStatusOpen, openStatus } from "./status.js";
import { canUndo, trouble, undoLast } from "./toast.js";

const GO_WITHIN = 1200;
let wentAt = 0;
let isOn = document.documentElement.dataset.keys !== "off";

const onCurrent = act => () => { const row = current(); if (row) act(row); };
const click = selector => () => $(selector)?.click();

const LIST = {
  j: () => move(1), ArrowDown: () => move(1),
  k: () => move(-1), ArrowUp: () => move(-1),
  J: () => move(1, { extends: true, onTick: syncBulk }),
  K: () => move(-1, { extends: true, onTick: syncBulk }),
  o: onCurrent(row => linkOf(row).click()),
  x: onCurrent(row => { boxOf(row).checked = !boxOf(row).checked; syncBulk(); linkOf(row).focus(); }),
  "*": tickAll,
  ".": takeIn,
  e: () => setStatus(targets(), "solved"),
  p: () => setStatus(targets(), "pending"),
  u: () => toggleRead(targets()),
  N: () => waiveAnswer(targets()),
  s: () => openStatus(ticked().length ? $('[data-status-menu="bulk"]') : current() && $("[data-status-menu]", current())),
};

const CONVERSATION = {
  r: writeReply,
  e: () => setStatusHere("solved"),
  p: () => setStatusHere("pending"),
  s: () => openStatus($(".conv__bar [data-status-menu]")),
  u: click("[data-unread]"),
  N: click("[data-waive]"),
  f: click("#files"),
  i: click("input#with-invoice"),
  y: click("[data-copy-order]"),
  j: click("[data-next]"),
  k: click("[data-previous]"),
};

const ANYWHERE = {
  "?": () => $("#help")?.showModal(),
  "/": search,
  f: () => openMenu($(".filters__chips details")),
  z: () => (canUndo() ? undoLast() : $$("[data-undo]").pop()?.click()),
};

function search() {
  const field = $("[data-first-search]");
  const filters = field?.closest(".filters");
  if (!filters || filters.hidden) return;
  filters.classList.add("is-finding");
  field.focus();
}

/** One step back: close, clear, leave. */
function escape(event) {
  const menu = $("details.menu[open]");
  if (menu) { menu.open = false; $("summary", menu).focus(); return; }
  if ($("dialog[open]") || isStatusOpen()) return;
  if (isTyping(event.target)) { event.target.blur(); if (lastRow()) linkOf(lastRow()).focus(); return; }
  if (ticked().length) { clearTicks(); return; }
  if (location.hash === "#order") { location.hash = "#reply"; return; }
  $("[data-back]")?.click();
}

function goTo(key) {
  if (key === "s") { openMenu($("details.stores")); return true; }
  const link = $(`[data-go="${CSS.escape(key)}"]`);
  link?.click();
  return !!link;
}

function press(event) {
  if (moveInPanel(event)) return;
  if (event.key === "Escape") { escape(event); return; }
  if (!isOn || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if ($("dialog[open]") || event.target.closest?.(".menu__panel, .pop")) return;
  const went = wentAt && Date.now() - wentAt < GO_WITHIN;
  wentAt = 0;
  if (went && goTo(event.key)) { event.preventDefault(); return; }
  if (event.key === "g") { wentAt = Date.now(); return; }
  const own = $("#list") ? LIST : isConversation() ? CONVERSATION : {};
  const act = own[event.key] ?? ANYWHERE[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** A pill that is a link where no script runs is a button here. */
function pressPill(event) {
  if (event.key !== " " || !event.target.matches?.("a[data-status-menu]")) return;
  event.preventDefault();
  event.target.click();
}

export function startKeys() {
  document.addEventListener("keydown", pressPill);
  document.addEventListener("keydown", press);
  const box = $("[data-toggle-keys]");
  if (!box) return;
  box.checked = isOn;
  box.addEventListener("change", () => {
    isOn = box.checked;
    post("/preferences", [["has_single_keys", isOn ? "on" : "off"]]).catch(error => trouble(error.message));
  });
}
