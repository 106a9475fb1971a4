/* The filters of the list: a tidy address, what is in view, and what is said while it loads or fails. */
import { $, $$ } from "./dom.js";
import { t } from "./words.js";

const PATIENCE = 300;
const LIST_FAILED = t("The list could not be loaded. Your filters are kept; this is usually over in a minute.");
let timer;

const isFilters = event => event.detail.elt?.id === "filters";

/** Filters that say nothing stay out of the address; open alone is what the list shows anyway. */
function tidyAddress(event) {
  if (!isFilters(event)) return;
  const form = event.detail.formData;
  const statuses = form.getAll("status").filter(status => status !== "all");
  const acrossStatuses = ["due", "unanswered", "delivery"].some(name => form.has(name));
  if (statuses.length) {
    form.delete("status");
    const isUsual = statuses.length === 1 && statuses[0] === "open" && !acrossStatuses;
    if (!isUsual) statuses.forEach(status => form.append("status", status));
  }
  for (const name of new Set(form.keys())) {
    if (form.getAll(name).every(value => value === "")) form.delete(name);
  }
}

/** The menu shows what is in view now, and its stores keep the filters. */
function follow() {
  const place = $("#results")?.dataset.place;
  if (place === undefined) return;
  for (const link of $$("#nav [data-place]")) {
    if (link.dataset.place === place) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const link of $$("#nav [data-store]")) {
    const query = new URLSearchParams(location.search);
    ["store", "after", "before", "seen"].forEach(name => query.delete(name));
    if (link.dataset.store) query.set("store", link.dataset.store);
    link.href = query.size ? `/?${query}` : "/";
  }
}

/** After a while without an answer: lines in place of an empty page, never over rows that are there. */
function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const results = $("#results");
    results.setAttribute("aria-busy", "true");
    const template = $("#loading");
    if (template && !$("#list tbody .row", results)) results.replaceChildren(template.content.cloneNode(true));
  }, PATIENCE);
}

function fail(event) {
  if (!isFilters(event)) return;
  clearTimeout(timer);
  const results = $("#results");
  results.removeAttribute("aria-busy");
  $("#failed", results)?.remove();
  $("table[aria-busy]", results)?.remove();
  const { xhr } = event.detail;
  results.prepend(notice(xhr?.status === 401 ? xhr.responseText : LIST_FAILED, xhr?.status));
}

function notice(text, status) {
  const element = document.createElement("div");
  element.className = "notice notice--bad";
  element.id = "failed";
  element.setAttribute("role", "alert");
  const words = document.createElement("p");
  const told = status && status !== 401 ? t("Error %(status)s", { status }) : "";
  words.textContent = [text, told].join(" ").trim();
  const again = document.createElement("button");
  again.type = "button";
  again.className = "btn btn--s";
  again.textContent = t("Try again");
  again.addEventListener("click", () => window.htmx.trigger("#filters", "submit"));
  element.append(words, again);
  return element;
}

export function startFilters() {
  if (!$("#filters")) return;
  document.addEventListener("htmx:configRequest", tidyAddress);
  document.addEventListener("htmx:beforeRequest", event => { if (isFilters(event)) wait(); });
  document.addEventListener("htmx:afterRequest", event => { if (isFilters(event)) clearTimeout(timer); });
  document.addEventListener("htmx:afterSettle", follow);
  for (const failed of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(failed, fail);
}
