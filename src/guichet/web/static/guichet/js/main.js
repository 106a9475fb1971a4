/* Makes the pages quicker to use; each of them works without. */
import { $ } from "./dom.js";
import { startComposer } from "./composer.js";
import { setStatusHere, startConversation } from "./conversation.js";
import { startKeys } from "./keys.js";
import { setStatus, startList } from "./list.js";
import { startMenus } from "./menus.js";
import { startPreferences } from "./preferences.js";
import { rowOf, ticked } from "./rows.js";
import { startStatus } from "./status.js";
import { trouble } from "./toast.js";
import { forget, startPager } from "./trail.js";

const LIST_FAILED = "The list could not be loaded. Your filters are kept; this is usually over in a minute.";

/** Filters that say nothing stay out of the address; open alone is what the list shows anyway. */
function tidyAddress(event) {
  if (event.detail.elt.id !== "filters") return;
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

function startFilters() {
  document.addEventListener("htmx:configRequest", tidyAddress);
  for (const failed of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failed, event => {
      const { elt, xhr } = event.detail;
      if (elt.id === "filters") trouble(xhr?.status === 401 ? xhr.responseText : LIST_FAILED);
    });
  }
}

function pickStatus(opener, status) {
  if (rowOf(opener)) setStatus([rowOf(opener)], status);
  else if (opener.dataset.statusMenu === "bulk") setStatus(ticked(), status);
  else setStatusHere(status);
}

if (document.body.dataset.page === "sign-in") forget();
startPreferences();
startMenus();
startFilters();
startList();
startStatus(pickStatus);
startConversation();
startPager();
startComposer();
startKeys();
$("[data-focus]")?.focus();
