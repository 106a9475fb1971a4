/* The list that led to a conversation: kept in this tab, so that j and k go on from there. */
import { $, $$, inThisTab } from "./dom.js";

const KEY = "guichet.trail";

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
  lead($("[data-previous]", pager), trail.rows[place - 1], "Previous", "k");
  lead($("[data-next]", pager), trail.rows[place + 1], "Next", "j");
  const total = trail.total ? ` of ${trail.total}` : "";
  $("[data-place]", pager).textContent = `${trail.first + place}${total}`;
  pager.hidden = false;
}

function lead(link, row, word, key) {
  if (!row) {
    link.setAttribute("aria-disabled", "true");
    link.setAttribute("role", "link");
    return;
  }
  link.href = row.link;
  link.title = `${word} (${key}): ${row.subject}`;
  link.setAttribute("aria-label", `${word} conversation: ${row.subject}`);
}

export const forget = () => inThisTab.clear();
