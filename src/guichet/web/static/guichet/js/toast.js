/* Announcements, toasts and the one undo that is at hand. */
import { $ } from "./dom.js";
import { t } from "./words.js";

const SHOWN_FOR = 10_000;
let undo = null;
let timer;

/** Say it to those who listen. */
export const say = text => {
  const live = $("#live");
  if (!live) return;
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
};

let underWay = null;

/** What is shown before the server knows it cannot be taken back yet: an undo that comes sooner waits for it,
    and never takes back what was done before it. */
export function during(work) {
  undo = null;
  const mine = work.catch(() => {}).finally(() => { if (underWay === mine) underWay = null; });
  underWay = mine;
  return work;
}

/** Take back the last thing, where it can be. */
export const undoLast = () => { if (underWay) underWay.then(() => undo?.()); else undo?.(); };
export const canUndo = () => undo !== null || underWay !== null;

/** What was done; `onUndo` puts it back. */
export function toast(text, onUndo) {
  const element = bubble(text);
  undo = null;
  if (onUndo) {
    undo = () => { undo = null; element.remove(); onUndo(); };
    element.append(undoButton());
  }
  show(element);
  say(text);
}

/** How far something long is; it stays until the next toast. `onUndo` stops it and puts it back. */
export function progress(text, done, total, onUndo) {
  const element = bubble(text);
  const bar = document.createElement("progress");
  bar.max = Math.max(1, total);
  bar.value = done;
  bar.setAttribute("aria-label", text);
  element.append(bar);
  undo = null;
  clearTimeout(timer);
  if (onUndo) {
    undo = () => { undo = null; element.remove(); onUndo(); };
    element.append(undoButton());
  }
  $("#toasts").replaceChildren(element);
}

/** What went wrong; it stays until it is closed. */
export function trouble(text) {
  const element = bubble(text);
  element.setAttribute("role", "alert");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn--s";
  close.textContent = t("Close");
  close.addEventListener("click", () => element.remove());
  element.append(close);
  undo = null;
  clearTimeout(timer);
  $("#toasts").replaceChildren(element);
}

function bubble(text) {
  const element = document.createElement("div");
  element.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  element.append(words);
  return element;
}

function undoButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--s";
  const key = document.createElement("kbd");
  key.className = "kbd";
  key.textContent = "z";
  button.append(t("Undo"), " ", key);
  button.addEventListener("click", undoLast);
  return button;
}

function show(element) {
  const stop = () => clearTimeout(timer);
  const start = () => { stop(); timer = setTimeout(() => { element.remove(); undo = null; }, SHOWN_FOR); };
  element.addEventListener("mouseenter", stop);
  element.addEventListener("mouseleave", start);
  element.addEventListener("focusin", stop);
  element.addEventListener("focusout", start);
  $("#toasts").replaceChildren(element);
  start();
}
