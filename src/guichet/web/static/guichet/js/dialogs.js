/* Forms that have a page of their own open as a dialog; without a script their link leads to the page. */
import { $, $$ } from "./dom.js";
import { trouble } from "./toast.js";
import { t } from "./words.js";

const PART = { "HX-Request": "true" };
const unreachable = () => t("Guichet cannot be reached, so nothing was changed. Try again in a moment.");
const failed = () => t("That did not work, and nothing was changed. Reload the page and try again.");

const isPlainClick = event => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

/** A part of an answer; null where it holds none. */
function partOf(text, selector) {
  const template = document.createElement("template");
  template.innerHTML = text;
  return $(selector, template.content);
}

function show(dialog) {
  const before = document.getElementById(dialog.id);
  before?.close();
  before?.remove();
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  ($("[data-focus]", dialog) ?? $("select, input:not([type=hidden])", dialog))?.focus();
}

async function answerOf(path, options) {
  try {
    return await fetch(path, { headers: PART, ...options });
  } catch {
    throw new Error(unreachable());
  }
}

async function open(link) {
  const answer = await answerOf(link.href);
  const dialog = answer.ok ? partOf(await answer.text(), "dialog") : null;
  if (dialog) show(dialog);
  else location.assign(link.href);
}

async function send(form, button) {
  const path = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const answer = await answerOf(path, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const onward = answer.headers.get("HX-Redirect");
  if (onward) return leave(onward);
  const text = await answer.text();
  const dialog = partOf(text, "dialog"), outcome = partOf(text, "#outcome");
  if (dialog) return show(dialog);
  if (outcome) return tell(form, outcome);
  const isPlain = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
  throw new Error(isPlain ? text : failed());
}

function tell(form, outcome) {
  $("#outcome", form).replaceWith(outcome);
  outcome.focus();
}

/** A page that differs in its anchor alone would not be loaded again. */
function leave(path) {
  if (new URL(path, location.href).pathname === location.pathname) location.reload();
  else location.assign(path);
}

/** Asking a marketplace takes seconds: the button says that it is at work, and takes no second press. */
function hold(form) {
  for (const button of $$("button[type=submit]", form)) {
    button.setAttribute("aria-busy", "true");
    button.classList.add("htmx-request");
  }
  form.dataset.sending = "1";
}

function free(form) {
  for (const button of $$("button[type=submit]", form)) {
    button.removeAttribute("aria-busy");
    button.classList.remove("htmx-request");
  }
  delete form.dataset.sending;
}

function submit(event) {
  const form = event.target;
  if (!form.matches("[data-in-dialog], [data-busy]")) return;
  if (form.dataset.sending) { event.preventDefault(); return; }
  hold(form);
  if (!form.matches("[data-in-dialog]")) return;
  event.preventDefault();
  send(form, event.submitter).catch(error => trouble(error.message)).finally(() => free(form));
}

export function startDialogs() {
  document.addEventListener("click", event => {
    const link = event.target.closest("[data-dialog-page]");
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    link.closest("details.menu")?.removeAttribute("open");
    open(link).catch(error => trouble(error.message));
  });
  document.addEventListener("submit", submit);
  // A page that comes back from the browser's memory is at work no longer.
  addEventListener("pageshow", () => $$("[data-busy]").forEach(free));
}
