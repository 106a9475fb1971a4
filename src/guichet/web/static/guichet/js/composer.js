/* The answer zone: counting, sending by keys and once, keeping what was typed, files. */
import { $, inThisTab } from "./dom.js";
import { freshenTokens, startDraft } from "./draft.js";
import { startUploads } from "./upload.js";
import { say } from "./toast.js";
import { t } from "./words.js";

const root = document.documentElement;
const SENT = "guichet.sent";

/** A first answer at once; the server's follows, which knows of links under the text. */
function count(field) {
  field.addEventListener("input", () => {
    const counter = document.getElementById(field.dataset.count);
    const most = Number(counter?.dataset.max);
    if (!most) return;
    const length = [...field.value.trim()].length + Number(counter.dataset.extra);
    counter.textContent = `${length} / ${most}`;
    counter.className = `count${length > most ? " count--bad" : length > most * 0.9 ? " count--warn" : ""}`;
  });
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

/** A second click while the first is on its way changes nothing; the key makes it safe on the server too.
    Files that are still going up are waited for. */
function sendOnce(form, draft, uploads) {
  let isSending = false;
  let isWaiting = false;
  form.addEventListener("submit", event => {
    if (isSending || isWaiting) { event.preventDefault(); return; }
    if (uploads.isBusy()) {
      event.preventDefault();
      isWaiting = true;
      say(t("Waiting for the files"));
      const { submitter } = event;
      uploads.settled().then(isFine => { isWaiting = false; if (isFine) form.requestSubmit(submitter); });
      return;
    }
    isSending = true;
    freshenTokens();
    const isReply = !event.submitter?.hasAttribute("formaction");
    draft.stop(isReply);
    if (isReply) inThisTab.set(SENT, form.elements.key.value);
  });
}

/** A page that was kept by the browser from before its answer was sent is asked for again. */
function refreshStale(form) {
  const isStale = () => inThisTab.get(SENT) === form.elements.key.value;
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "back_forward" && isStale()) location.reload();
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
}

export function startComposer() {
  const form = $("[data-composer]");
  if (!form) return;
  const field = $("textarea", form);
  const draft = startDraft(form, field);
  const uploads = startUploads(form, draft.touch);
  if (field.dataset.count) count(field);
  sendByKeys(form);
  sendOnce(form, draft, uploads);
  refreshStale(form);
  let height = form.offsetHeight;
  const lift = () => {
    root.style.setProperty("--toast-lift", `${form.offsetHeight}px`);
    const grown = form.offsetHeight - height;
    height = form.offsetHeight;
    // The last message stays above a composer that grows.
    if (grown > 0 && innerHeight + scrollY >= root.scrollHeight - grown - 8) scrollTo({ top: root.scrollHeight, behavior: "instant" });
  };
  new ResizeObserver(lift).observe(form);
}

export function writeReply() {
  const field = $("[data-composer] textarea");
  if (!field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
