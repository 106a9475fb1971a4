/* The numbers of saved views that search: counted once the page is there, so that it need not wait for them. */
import { $ } from "./dom.js";
import { replaceParts } from "./server.js";

export async function startViews() {
  if (!$("#nav [data-to-count]")) return;
  const of = encodeURIComponent(location.pathname + location.search);
  const answer = await fetch(`/views/counts?of=${of}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  // A number is left out where it cannot be had; the view itself works.
  if (answer?.ok) replaceParts(await answer.text());
}
