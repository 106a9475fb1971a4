/* Disclosures, dialogs, copying, revealing. */
import { $, $$, isTyping } from "./dom.js";
import { toast, trouble } from "./toast.js";
import { t } from "./words.js";

const FIRST = ".menu__panel input, .menu__panel a, .menu__panel button";

export function openMenu(details) {
  if (!details) return;
  details.dataset.byKey = "1";
  details.open = true;
}

const closeMenus = except => {
  for (const one of $$("details.menu[open]")) {
    if (one !== except && !one.contains(except)) one.open = false;
  }
};

/** Arrows move inside an open menu, and from one filter's menu to the next; true when they did. */
export function moveInPanel(event) {
  const opener = event.target.closest?.("details.menu[open] > summary");
  if (opener && event.key === "ArrowDown") {
    event.preventDefault();
    $(FIRST, opener.parentElement)?.focus();
    return true;
  }
  const panel = event.target.closest?.(".menu__panel, .pop");
  if (!panel) return false;
  if (["ArrowLeft", "ArrowRight"].includes(event.key)) return moveToMenu(event, panel);
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return false;
  const stops = $$("a, button, summary, input:not([type=hidden])", panel).filter(one => one.checkVisibility());
  const step = event.key === "ArrowDown" ? 1 : -1;
  event.preventDefault();
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  return true;
}

function moveToMenu(event, panel) {
  const menus = $$("details.menu", panel.closest(".filters__chips") ?? document.createElement("div"));
  if (!menus.length || isTyping(event.target)) return false;
  const step = (event.key === "ArrowRight") === (getComputedStyle(panel).direction === "ltr") ? 1 : -1;
  event.preventDefault();
  openMenu(menus[(menus.indexOf(panel.parentElement) + step + menus.length) % menus.length]);
  return true;
}

const NO_COPY = t("This browser does not let Guichet copy here. Select the text instead.");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("Copied"));
  } catch {
    trouble(NO_COPY);
  }
}

function reveal(button) {
  const field = document.getElementById(button.dataset.reveal);
  const shows = field.type === "password";
  field.type = shows ? "text" : "password";
  button.setAttribute("aria-pressed", String(shows));
}

function showDialog(event, id) {
  const dialog = document.getElementById(id);
  if (!dialog) return;
  event.preventDefault();
  closeMenus();
  dialog.showModal();
}

const ACTIONS = {
  "[data-dialog]": (event, button) => showDialog(event, button.dataset.dialog),
  "[data-close]": (event, button) => button.closest("dialog").close(),
  "[data-copy]": (event, button) => copy(button.dataset.copy),
  "[data-copy-here]": () => copy(location.href.split("#")[0]),
  "[data-reveal]": (event, button) => reveal(button),
  ".filters__toggle": (event, button) => find(button),
};

function find(button) {
  const isOpen = button.closest(".filters").classList.toggle("is-finding");
  button.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) $("[data-first-search]").focus();
}

export function startMenus() {
  document.addEventListener("toggle", event => {
    const menu = event.target;
    if (!menu.matches?.("details.menu") || !menu.open) return;
    closeMenus(menu);
    if (menu.dataset.byKey) $(FIRST, menu)?.focus();
    delete menu.dataset.byKey;
  }, true);
  document.addEventListener("click", event => {
    closeMenus(event.target.closest("details.menu"));
    for (const [selector, act] of Object.entries(ACTIONS)) {
      const button = event.target.closest(selector);
      if (button) act(event, button);
    }
  });
}
