/* A conversation stays true: messages and delivery states arrive in their places; the composer is left alone. */
import { $ } from "./dom.js";
import { drawStatus } from "./status.js";
import { say } from "./toast.js";
import { n, t } from "./words.js";

const articleOf = id => document.getElementById(`m-${id}`);
// Changed while the focus was inside: swapped once it has left.
const held = new Map();
let unseen = 0;

export async function takeThread(since, thread) {
  const asked = new URLSearchParams({ since });
  const answer = await fetch(`/d/${thread.dataset.discussion}/changes?${asked}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  const arrived = told.messages.filter(one => place(one, told.order, thread));
  leave(told.order, thread);
  showStatus(told.status);
  showDue(told.due);
  announce(arrived.filter(one => !one.isOurs));
  document.dispatchEvent(new CustomEvent("guichet:thread", { detail: told }));
}

function drawn(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/** Swap a message, or put a new one behind the one before it; true when it is new. */
function place(one, order, thread) {
  const old = articleOf(one.id);
  if (old) { swap(old, one); return false; }
  const before = order.slice(0, order.indexOf(one.id)).reverse().map(articleOf).find(Boolean);
  // What stands before the first message in view belongs to the part that is not shown.
  if (!before && $(".msg", thread)) return false;
  const article = drawn(one.html);
  const title = one.day && !$(`[data-day="${CSS.escape(one.date)}"]`, thread) ? dayTitle(one) : null;
  const parts = title ? [title, article] : [article];
  const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
  if (before) before.after(...parts);
  else thread.append(...parts);
  window.htmx.process(article);
  if (isAtEnd && !isWriting()) article.scrollIntoView({ block: "nearest" });
  return true;
}

function swap(old, one) {
  if (old.contains(document.activeElement)) {
    held.set(one.id, one);
    old.addEventListener("focusout", () => setTimeout(() => {
      const later = held.get(one.id);
      if (later && articleOf(one.id)) { held.delete(one.id); swap(articleOf(one.id), later); }
    }), { once: true });
    return;
  }
  const open = [...old.querySelectorAll("details")].map(details => details.open);
  const article = drawn(one.html);
  [...article.querySelectorAll("details")].forEach((details, at) => { details.open = open[at] ?? false; });
  old.replaceWith(article);
  window.htmx.process(article);
}

function dayTitle(one) {
  const title = document.createElement("h2");
  title.className = "day";
  title.dataset.day = one.date;
  const time = document.createElement("time");
  time.dateTime = one.date;
  time.textContent = one.day;
  title.append(time);
  return title;
}

/** Messages that are gone: taken back, or found to be one and the same. */
function leave(order, thread) {
  const there = new Set(order);
  for (const article of thread.querySelectorAll(".msg[id^='m-']")) {
    if (!there.has(article.id.slice(2)) && !article.contains(document.activeElement)) article.remove();
  }
}

function showStatus(status) {
  const pill = $(".conv__bar .status--btn");
  if (!pill || pill.dataset.status === status) return;
  pill.dataset.status = status;
  drawStatus(pill, status);
}

/** Until when an answer is awaited: it ends once ours has arrived. */
function showDue(html) {
  const due = $("#conv-due");
  if (due && due.outerHTML !== html) due.replaceWith(drawn(html));
}

const field = () => $("[data-composer] textarea");
const isWriting = () => !!field() && (field().value.trim() !== "" || document.activeElement === field());

/** Those who write learn that there is something to read first. */
function announce(arrived) {
  if (!arrived.length) return;
  const last = arrived.at(-1);
  const words = n("New message from %(who)s", "%(count)s new messages, the last from %(who)s", arrived.length, { who: last.author });
  say(words);
  const line = $("#composer-news");
  if (!line || !isWriting()) return;
  unseen += arrived.length;
  const link = document.createElement("a");
  link.href = `#m-${last.id}`;
  link.textContent = t("Read it");
  const told = n("A new message arrived while you write.", "%(count)s new messages arrived while you write.", unseen);
  line.replaceChildren(`${told} `, link);
  line.hidden = false;
  link.addEventListener("click", () => { line.hidden = true; unseen = 0; });
}
