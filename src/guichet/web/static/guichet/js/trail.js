/* The list that led to a conversation: kept in this tab, so that j and k go on from there. */
import { $, $$, inThisTab } from "./dom.js";
import { filled, t } from "./words.js";

const KEY = "guichet.trail";
const PREVIOUS = { title: t("Previous (k): %(subject)s"), label: t("Previous conversation: %(subject)s") };
const NEXT = { title: t("Next (j): %(subject)s"), label: t("Next conversation: %(subject)s") };

/** Keep the rows in view, in their order. */
export function remember() {
  const list = $("#list");
  if (!list) return;
  const found = $$("tbody .row", list).map(row => {
    const link = $(".row__subj a", row);
    return { id: row.dataset.id, subject: link.textContent, link: link.getAttribute("href") };
  });
  const { first, total } = list.dataset;
  inThisTab.set(KEY, JSON.stringify({ search: location.search, first: Number(first), total, rows: found }));
}

/** Fill the pager of a conversation that was reached from that list. */
export function startPager() {
  const pager = $("#pager");
  const trail = pager && JSON.parse(inThisTab.get(KEY) ?? "null");
  if (!trail || trail.search !== location.search) return;
  const place = trail.rows.findIndex(row => row.id === pager.dataset.id);
  if (place < 0) return;
  lead($("[data-previous]", pager), trail.rows[place - 1], PREVIOUS);
  lead($("[data-next]", pager), trail.rows[place + 1], NEXT);
  const number = trail.first + place;
  $("[data-place]", pager).textContent =
    trail.total ? t("%(number)s of %(total)s", { number, total: trail.total }) : `${number}`;
  pager.hidden = false;
}

function lead(link, row, { title, label }) {
  if (!row) {
    link.setAttribute("aria-disabled", "true");
    link.setAttribute("role", "link");
    return;
  }
  link.href = row.link;
  link.title = filled(title, row);
  link.setAttribute("aria-label", filled(label, row));
}

export const forget = () => inThisTab.clear();
