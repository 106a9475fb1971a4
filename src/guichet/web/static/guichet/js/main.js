/* Makes the pages quicker to use; each of them works without. */
import { $ } from "./dom.js";
import { startActs } from "./acts.js";
import { startComposer } from "./composer.js";
import { setStatusHere, startConversation } from "./conversation.js";
import { startDialogs } from "./dialogs.js";
import { startKeys } from "./keys.js";
import { setStatus, startList } from "./list.js";
import { startFilters } from "./filters.js";
import { startLive } from "./live.js";
import { startLiveList, takeChanges } from "./live-list.js";
import { takeThread } from "./live-thread.js";
import { startMenus } from "./menus.js";
import { startPasskeys } from "./passkeys.js";
import { startPreferences } from "./preferences.js";
import { rowOf, ticked } from "./rows.js";
import { startStatus } from "./status.js";
import { forget, startPager } from "./trail.js";
import { startViews } from "./views.js";

function pickStatus(opener, status) {
  if (rowOf(opener)) setStatus([rowOf(opener)], status);
  else if (opener.dataset.statusMenu === "bulk") setStatus(ticked(), status);
  else setStatusHere(status);
}

if (document.body.dataset.page === "sign-in") forget();
startPreferences();
startPasskeys();
startMenus();
startDialogs();
startFilters();
startList();
startViews();
startStatus(pickStatus);
startConversation();
startPager();
startComposer();
startKeys();
startActs();
startLiveList();
startLive((changed, since, place) => (place.id === "thread" ? takeThread(since, place) : takeChanges(changed, since)));
$("[data-focus]")?.focus();
