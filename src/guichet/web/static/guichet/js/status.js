/* The one status menu of a page, placed beside the pill that opened it. */
import { $, icon } from "./dom.js";
import { t } from "./words.js";

export const NAMES = { open: t("Open"), pending: t("Pending"), solved: t("Solved"), closed: t("Closed") };
let opener = null;

/** Show a status on its pill. */
export function drawStatus(pill, status) {
  if (!pill) return;
  pill.className = pill.className.replace(/status--(open|pending|solved|closed)/, `status--${status}`);
  $("svg", pill).replaceWith(icon(status));
  $("span", pill).textContent = NAMES[status];
  pill.setAttribute("aria-label", t("Status: %(status_name)s. Change", { status_name: NAMES[status] }));
}

export const isStatusOpen = () => $("#status-pop")?.matches(":popover-open") ?? false;

export function openStatus(button) {
  const pop = $("#status-pop");
  if (!pop || !button) return;
  opener = button;
  pop.showPopover();
  button.setAttribute("aria-expanded", "true");
  const at = button.getBoundingClientRect();
  const size = pop.getBoundingClientRect();
  const top = at.bottom + size.height + 8 > innerHeight ? at.top - size.height - 4 : at.bottom + 4;
  pop.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  pop.style.top = `${top}px`;
  $("button", pop).focus();
}

/** `onPick` gets the button that opened the menu, and the status. */
export function startStatus(onPick) {
  const pop = $("#status-pop");
  if (!pop) return;
  const pick = status => {
    const button = opener;
    pop.hidePopover();
    if (button) onPick(button, status);
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-status-menu]");
    if (!button) return;
    event.preventDefault();
    if (isStatusOpen() && opener === button) pop.hidePopover();
    else openStatus(button);
  });
  pop.addEventListener("toggle", event => {
    if (event.newState !== "closed" || !opener) return;
    opener.setAttribute("aria-expanded", "false");
    if (pop.contains(document.activeElement) || document.activeElement === document.body) opener.focus();
  });
  pop.addEventListener("click", event => {
    const button = event.target.closest("[data-status]");
    if (!button) return;
    event.preventDefault();
    pick(button.dataset.status);
  });
  pop.addEventListener("keydown", event => {
    const place = ["1", "2", "3", "4"].indexOf(event.key);
    if (place < 0) return;
    event.preventDefault();
    pick(Object.keys(NAMES)[place]);
  });
}
