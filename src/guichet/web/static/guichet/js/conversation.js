/* The conversation's own actions, with an undo. */
import { $, $$ } from "./dom.js";
import { post } from "./server.js";
import { drawStatus, NAMES } from "./status.js";
import { say, toast, trouble } from "./toast.js";

const pill = () => $(".conv__bar .status--btn");

export const isConversation = () => !!$(".conv__bar");

/** Set the status of this conversation; the page stays where it is. */
export async function setStatusHere(status) {
  const before = pill()?.dataset.status;
  if (!before || before === status) return;
  const send = async (value, words) => {
    const form = new FormData($("#status-form"));
    await post("/discussions/status", [["status", value], ["d", form.get("d")], ["next", location.pathname + location.search]]);
    pill().dataset.status = value;
    drawStatus(pill(), value);
    say(words);
  };
  try {
    await send(status, NAMES[status]);
    toast(nextWords(status), () => send(before, "Undone").catch(error => trouble(error.message)));
  } catch (error) {
    trouble(error.message);
  }
}

const nextWords = status => {
  const next = $("#pager [data-next]")?.title.split(": ").slice(1).join(": ");
  return next ? `${NAMES[status]}. Next: ${next}` : NAMES[status];
};

/** Seconds until a reply leaves count down between two questions to the server. */
function countDown() {
  for (const state of $$("[data-leaves]")) {
    const seconds = Math.ceil((Date.parse(state.dataset.leaves) - Date.now()) / 1000);
    if (seconds < 120) $("span", state).textContent = seconds > 0 ? `Leaves in ${seconds} s` : "Queued";
  }
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
  if (!location.hash) scrollTo(0, document.documentElement.scrollHeight);
  $("[data-focus]")?.focus();
}
