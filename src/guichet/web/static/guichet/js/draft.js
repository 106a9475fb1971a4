/* What is typed is kept on the server, for its writer alone; this browser holds it until the server has it, so
   that a lost line, an ended sign-in or a crash loses nothing. */
import { $, $$, onThisComputer } from "./dom.js";
import { t } from "./words.js";

const SAVE_AFTER = 600;
const RETRY_AFTER = 10_000;
const COOKIE = "guichet_csrf=";

/** Signing in elsewhere changes the token; the cookie always has the one that counts. */
export function freshenTokens() {
  const found = document.cookie.split("; ").find(part => part.startsWith(COOKIE));
  if (!found) return;
  for (const input of $$("[name=csrfmiddlewaretoken]")) input.value = found.slice(COOKIE.length);
}

function entriesOf(form) {
  const entries = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "writer") entries.append(name, value);
  }
  return entries;
}

function take(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const part of [...template.content.children]) {
    const old = document.getElementById(part.id);
    if (old && old.outerHTML !== part.outerHTML) old.replaceWith(part);
  }
}

/** Texts in this browser, of this person. */
function localCopy(form) {
  const keyOf = discussion => `guichet.draft.${form.dataset.writer}.${discussion}`;
  const own = keyOf(form.dataset.composer);
  return {
    get: () => JSON.parse(onThisComputer.get(own) ?? "null"),
    set: body => onThisComputer.set(own, JSON.stringify({ body, at: Date.now() })),
    drop: (discussion = form.dataset.composer) => onThisComputer.drop(keyOf(discussion)),
  };
}

/** What this browser still holds goes into the field, unless it was sent or the server has something newer. */
function restore(form, field, local) {
  const left = $("[data-sent]");
  if (left) local.drop(left.dataset.sent);
  if (location.hash.startsWith("#m-") && !field.value) local.drop();
  const held = local.get();
  if (!held || held.body === field.value) return false;
  if (held.at < Date.parse(form.dataset.kept || 0)) { local.drop(); return false; }
  field.value = held.body;
  return true;
}

export function startDraft(form, field) {
  const local = localCopy(form);
  const state = $("#draft-state");
  const tell = words => { if (state.textContent !== words) state.textContent = words; };
  let timer = null;
  let isStopped = false;

  async function save() {
    timer = null;
    if (isStopped) return;
    const saved = field.value;
    freshenTokens();
    const headers = { "HX-Request": "true", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const path = `/d/${form.dataset.composer}/draft`;
    try {
      const answer = await fetch(path, { method: "POST", headers, body: entriesOf(form), keepalive: saved.length < 30_000 });
      const text = await answer.text();
      if (isStopped) return;
      if (!answer.ok) { tell(answer.status < 500 ? text : t("Not kept yet; trying again")); again(answer.status >= 500); return; }
      take(text);
      if (field.value === saved) { local.drop(); tell(saved.trim() ? t("Draft kept") : ""); }
    } catch {
      tell(t("No connection; your text is kept in this browser"));
      again(true);
    }
  }
  const plan = delay => { clearTimeout(timer); timer = setTimeout(save, delay); };
  const again = isWorthIt => { if (isWorthIt && !isStopped) plan(RETRY_AFTER); };
  const touch = () => { if (isStopped) return; local.set(field.value); tell(""); plan(SAVE_AFTER); };

  if (restore(form, field, local)) touch();
  form.addEventListener("input", event => { if (event.target.type !== "file") touch(); });
  addEventListener("pagehide", () => { if (timer) { clearTimeout(timer); save(); } });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden ? timer : local.get()) { clearTimeout(timer); save(); }
  });
  /** The form is on its way: a reply that may not arrive is held here, any other button's post keeps the text. */
  const stop = isReply => {
    clearTimeout(timer);
    timer = null;
    isStopped = true;
    if (isReply) local.set(field.value);
    else local.drop();
  };
  return { touch, stop };
}
