/* Posts a change; what comes back replaces the parts of the page with the same ids. */
import { $ } from "./dom.js";
import { t } from "./words.js";

const UNREACHABLE = t("Guichet cannot be reached, so nothing was changed. Try again in a moment.");
const FAILED = t("That did not work, and nothing was changed. Reload the page and try again.");

/** `entries` are pairs, as a form would send them; rejects with a sentence for the reader.
    Resolves to the act that can be taken back, where there is one (acts.js). */
export async function post(path, entries) {
  const token = $("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "HX-Request": "true", "X-CSRFToken": token };
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers, body: new URLSearchParams(entries) });
  } catch {
    throw new Error(UNREACHABLE);
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(isPlain(answer) ? text : FAILED);
  replaceParts(text);
  return { act: answer.headers.get("X-Act") };
}

const isPlain = answer => (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");

/** Parts of a page take the place of those with the same ids. */
export function replaceParts(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const part of [...template.content.children]) {
    if (part.id) document.getElementById(part.id)?.replaceWith(part);
  }
}
