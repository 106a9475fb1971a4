/* All that match, in one act: chosen after the page is ticked, followed while it is long, taken back as a whole. */
import { $ } from "./dom.js";
import { rows, ticked } from "./rows.js";
import { post, replaceParts } from "./server.js";
import { progress, say, toast, trouble } from "./toast.js";
import { n, t } from "./words.js";

const LOOK = 1_000;
const here = () => location.pathname + location.search;
const reload = () => window.htmx.trigger("#filters", "submit");
let isAll = false;

/** Whether what is done next is for all that match, on this page or not. */
export const isAllMatching = () => isAll;

const total = () => Number($("#list")?.dataset.total || 0);
const totalWords = () => {
  const cap = Number($("#list").dataset.cap);
  const number = new Intl.NumberFormat(document.documentElement.lang).format(Math.min(total(), cap));
  return total() >= cap ? `${number}+` : number;
};

/** The bar offers all that match once the whole page is ticked; a tick less, and it is the ticked ones again. */
export function offerAll() {
  const isWhole = rows().length > 0 && ticked().length === rows().length;
  if (!isWhole) isAll = false;
  const offer = $("[data-all-matching]");
  if (!offer) return;
  offer.hidden = isAll || !isWhole || total() <= rows().length;
  offer.textContent = t("Select all %(count)s that match", { count: totalWords() });
  const notForAll = $('#bulk [data-act="no-reply"]');
  if (notForAll) notForAll.hidden = isAll;
  if (isAll) $("[data-bulk-n]").textContent = t("All %(count)s that match selected", { count: totalWords() });
}

function takeAll() {
  isAll = true;
  offerAll();
  $('#bulk [data-act="solved"]')?.focus();
  say($("[data-bulk-n]").textContent);
}

/** Change all that match: `path` and `entries` as for the ticked ones. */
export async function changeAll(path, entries, clear) {
  let act;
  try {
    ({ act } = await post(path, [...entries, ["all", "1"], ["next", here()]]));
  } catch (error) {
    trouble(error.message);
    return;
  }
  isAll = false;
  clear();
  const takeBack = () => undoAll(act);
  try {
    const told = await follow(act, one => one.done, takeBack);
    if (told.state !== "DONE") return;
    reload();
    toast(told.words, takeBack);
  } catch (error) {
    trouble(error.message);
  }
}

async function undoAll(act) {
  try {
    const told = await undoAct(act);
    reload();
    toast(told.undone);
  } catch (error) {
    trouble(error.message);
  }
}

/** Take an act back; resolves, once all of it is, to what came back and the ids of those that stay. */
export async function undoAct(act) {
  const told = await ask(`/acts/${act}/undo`, new URLSearchParams([["next", here()]]));
  replaceParts(told.numbers);
  return told.isUnderWay ? follow(act, one => one.restored) : told;
}

/** Look until the act is through, showing how far it is. */
async function follow(act, doneOf, onUndo) {
  let told = await ask(`/acts/${act}`);
  const direction = told.state;
  while (told.isUnderWay && told.state === direction) {
    progress(told.state === "RUNNING" ? told.words : t("Putting back…"), doneOf(told), told.total, onUndo);
    await new Promise(resolve => { setTimeout(resolve, LOOK); });
    told = await ask(`/acts/${act}`);
  }
  return told;
}

async function ask(path, body) {
  const token = $("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "HX-Request": "true", ...(body ? { "X-CSRFToken": token } : {}) };
  let answer;
  try {
    answer = await fetch(path, { method: body ? "POST" : "GET", headers, body });
  } catch {
    throw new Error(t("Guichet cannot be reached. What was begun goes on by itself; reload the page to see it."));
  }
  if (answer.ok) return answer.json();
  throw new Error(answer.status === 409 ? await answer.text() : t("That did not work. Reload the page and try again."));
}

/** What stays because somebody changed it meanwhile, in a sentence; empty where all came back. */
export const keptWords = told =>
  told.kept.length
    ? n("%(count)s was changed by somebody else meanwhile and stays as it is.",
        "%(count)s were changed by somebody else meanwhile and stay as they are.", told.kept.length)
    : "";

export function startActs() {
  document.addEventListener("click", event => { if (event.target.closest("[data-all-matching]")) takeAll(); });
  document.addEventListener("htmx:afterSwap", event => { if (event.detail.target.id === "results") isAll = false; });
}
