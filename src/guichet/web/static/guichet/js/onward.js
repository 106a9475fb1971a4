/* From one conversation to the next of the list: the place in it, and an undo that comes along. */
import { keptWords, undoAct } from "./acts.js";
import { $, inThisTab } from "./dom.js";
import { say, toast, trouble } from "./toast.js";
import { t } from "./words.js";

const CARRIED = "guichet.carried";
const TRAIL = "guichet.trail";
const GOOD_FOR = 10_000;

/** Open the next one; what was done here can be taken back from there. */
export function goOn(link, done) {
  inThisTab.set(CARRIED, JSON.stringify({ ...done, at: Date.now() }));
  location.assign(link);
}

async function takeBack(done) {
  try {
    const told = await undoAct(done.act);
    if (told.kept.length) { toast(keptWords(told)); return; }
  } catch (error) {
    trouble(error.message);
    return;
  }
  say(t("Undone"));
  location.assign(done.link);
}

/** What was done on the page before, with its undo. */
export function showCarried() {
  const done = JSON.parse(inThisTab.get(CARRIED) ?? "null");
  inThisTab.drop(CARRIED);
  if (done && Date.now() - done.at < GOOD_FOR) toast(done.words, () => takeBack(done));
}

/** "4 of 48", where the list that led here is still known to this tab. */
export function showPlace() {
  const pager = $("#neighbours");
  const trail = pager && JSON.parse(inThisTab.get(TRAIL) ?? "null");
  const place = trail?.rows?.findIndex(row => row.id === pager.dataset.id) ?? -1;
  if (place < 0) return;
  const values = { place: trail.first + place, total: trail.total };
  const words = trail.total ? t("%(place)s of %(total)s", values) : String(values.place);
  const spot = $("[data-place]", pager);
  spot.textContent = words;
  spot.hidden = false;
}
