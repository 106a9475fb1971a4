/* GraphiQL, asking by the session of this page or by a token that is pasted; a token is kept nowhere. */
import { $ } from "../dom.js";
import { t } from "../words.js";

const place = $("#graphiql");
const { React, ReactDOM, GraphiQL } = window;
let token = "";

const headers = () => token ? { Authorization: `Bearer ${token}` } : { "X-CSRFToken": place.dataset.csrf };

async function ask(question) {
  const answer = await fetch(place.dataset.endpoint, {
    method: "POST",
    credentials: token ? "omit" : "same-origin",
    headers: { "Content-Type": "application/json", ...headers() },
    body: JSON.stringify(question),
  });
  return answer.json();
}

const root = ReactDOM.createRoot(place);
let opened = 0;
const examples = $("#example");
const first = examples.options[1].value;

/** Draw the editor; another example is another editor, so that it shows what was chosen. */
const draw = query => root.render(React.createElement(GraphiQL, {
  key: opened++, fetcher: ask, query, defaultQuery: query, shouldPersistHeaders: false, isHeadersEditorEnabled: false,
  defaultEditorToolsVisibility: "variables",
  forcedTheme: getComputedStyle(document.documentElement).colorScheme === "dark" ? "dark" : undefined,
}));

examples.addEventListener("change", () => { if (examples.value) draw(examples.value); });
$("#token").addEventListener("input", event => {
  token = event.target.value.trim();
  $("#signed-by span").textContent = token
    ? t("Signed with the token; it is kept nowhere")
    : t("Signed with your session: no token in the address");
});
draw(first);
