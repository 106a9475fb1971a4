/* The conversation's own actions, with an undo. */
import { keptWords, undoAct } from "./acts.js";
import { $, $$ } from "./dom.js";
import { goOn, showCarried, showPlace } from "./onward.js";
import { startPreview } from "./preview.js";
import { post } from "./server.js";
import { drawStatus, NAMES } from "./status.js";
import { say, toast, trouble } from "./toast.js";
import { t } from "./words.js";

const pill = () => $(".conv__bar .status--btn");

export const isConversation = () => !!$(".conv__bar");

/** Set the status of this conversation; once it is solved the next one opens, where its reader wants that. */
export async function setStatusHere(status) {
  const before = pill()?.dataset.status;
  if (!before || before === status) return;
  const form = new FormData($("#status-form"));
  const link = form.get("next");
  let act;
  try {
    ({ act } = await post("/discussions/status", [["status", status], ["d", form.get("d")], ["next", link]]));
  } catch (error) {
    trouble(error.message);
    return;
  }
  draw(status, NAMES[status]);
  const onward = status === "solved" ? $("#solve-form").dataset.onward : "";
  const subject = $(".conv__bar h1").textContent;
  const words = t("%(status)s: %(what)s", { status: NAMES[status], what: subject });
  if (onward) goOn(onward, { words, act, link });
  else toast(words, () => takeBack(act, before));
}

function draw(status, words) {
  pill().dataset.status = status;
  drawStatus(pill(), status);
  say(words);
}

/** What a colleague changed meanwhile stays; the next look at the server shows it. */
async function takeBack(act, before) {
  try {
    const told = await undoAct(act);
    if (told.kept.length) toast(keptWords(told));
    else draw(before, t("Undone"));
  } catch (error) {
    trouble(error.message);
  }
}

/** Seconds until a reply leaves count down between two questions to the server. */
function countDown() {
  for (const state of $$("[data-leaves]")) {
    const count = Math.ceil((Date.parse(state.dataset.leaves) - Date.now()) / 1000);
    if (count >= 120) continue;
    const time = t("%(count)s s", { count });
    $("span", state).textContent = count > 0 ? t("Leaves in %(time)s", { time }) : t("Queued");
    if (count <= 0) $("#left [data-undo]")?.remove();
  }
}

/** Older messages come above what is read now, which stays where it is; a day is named once. */
function keepPlace() {
  let height = null;
  document.addEventListener("htmx:beforeSwap", event => {
    if (event.detail.target.matches(".earlier")) height = document.documentElement.scrollHeight - scrollY;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (height === null) return;
    scrollTo({ top: document.documentElement.scrollHeight - height, behavior: "instant" });
    height = null;
    let last = "";
    for (const day of $$(".day[data-day]")) {
      if (day.dataset.day === last) day.remove();
      last = day.dataset.day;
    }
    $(".earlier a, .thread article")?.focus({ preventScroll: true });
  });
}

/** A long thread opens at the first unread message, else at its end. */
function settle() {
  if (location.hash) return;
  const fresh = $("#new");
  if (fresh) fresh.scrollIntoView({ block: "start", behavior: "instant" });
  else scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
}

export function startConversation() {
  if (!isConversation()) return;
  setInterval(countDown, 1000);
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-conv-act]");
    if (!button) return;
    event.preventDefault();
    setStatusHere(button.dataset.convAct);
  });
  startPreview();
  keepPlace();
  settle();
  showPlace();
  showCarried();
  // What stands in a page from its start is read out by nobody.
  if ($("#left p")) say($("#left p").textContent.trim());
  $("[data-focus]")?.focus();
}
