/* The answer zone: counting, sending by keys, choosing files, keeping what was typed. */
import { $, icon, inThisTab } from "./dom.js";

const root = document.documentElement;

function count(field) {
  const counter = document.getElementById(field.dataset.count);
  const most = Number(counter.dataset.max);
  const show = () => {
    const length = [...field.value.trim()].length;
    counter.textContent = `${length} / ${most}`;
    counter.className = `count${length > most ? " count--bad" : length > most * 0.9 ? " count--warn" : ""}`;
  };
  field.addEventListener("input", show);
  show();
}

/** What was typed outlives a reload and a detour, in this tab, until it is sent: then the page comes back empty,
    at the message. */
function keep(form, field) {
  const key = `guichet.typed.${form.dataset.composer}`;
  const wasSent = location.hash.startsWith("#m-");
  if (!field.value && !wasSent) field.value = inThisTab.get(key) ?? "";
  if (field.value) inThisTab.set(key, field.value);
  else inThisTab.drop(key);
  field.addEventListener("input", () => inThisTab.set(key, field.value));
}

const sizeOf = bytes => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} KB`);

function chip(file, onRemove) {
  const element = document.createElement("span");
  element.className = "file";
  element.dataset.fresh = "1";
  const name = document.createElement("span");
  name.className = "file__name";
  name.textContent = file.name;
  const size = document.createElement("span");
  size.className = "file__size";
  size.textContent = sizeOf(file.size);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet btn--icon";
  button.setAttribute("aria-label", `Remove ${file.name}`);
  button.append(icon("x"));
  button.addEventListener("click", onRemove);
  element.append(icon(file.type.startsWith("image/") ? "image" : "file"), name, size, button);
  return element;
}

/** The files chosen, each with its own way out; choosing again adds. */
function chooseFiles(input) {
  let chosen = [];
  const show = () => {
    const transfer = new DataTransfer();
    chosen.forEach(file => transfer.items.add(file));
    input.files = transfer.files;
    const box = $("#chosen");
    box.querySelectorAll("[data-fresh]").forEach(one => one.remove());
    box.append(...chosen.map(file => chip(file, () => { chosen = chosen.filter(one => one !== file); show(); input.focus(); })));
  };
  input.addEventListener("change", () => { chosen = [...chosen, ...input.files]; show(); });
}

function sendByKeys(form) {
  form.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(event.shiftKey ? $('[name="then"][value="solved"]', form) : $("[data-send]", form));
    }
    if (event.key === "Escape" && !$("details[open]", form)) {
      event.preventDefault();
      event.stopPropagation();
      document.activeElement.blur();
      $("#main").focus();
    }
  });
}

/** A second click while the first is on its way changes nothing; the key makes it safe on the server too. */
function sendOnce(form) {
  let isSending = false;
  form.addEventListener("submit", event => {
    if (isSending) event.preventDefault();
    isSending = true;
  });
  addEventListener("pageshow", () => { isSending = false; });
}

export function startComposer() {
  const form = $("[data-composer]");
  if (!form) return;
  const field = $("textarea", form);
  keep(form, field);
  if (field.dataset.count) count(field);
  if ($("#files")) chooseFiles($("#files"));
  sendByKeys(form);
  sendOnce(form);
  const lift = () => root.style.setProperty("--toast-lift", `${form.offsetHeight}px`);
  new ResizeObserver(lift).observe(form);
}

export function writeReply() {
  const field = $("[data-composer] textarea");
  if (!field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
