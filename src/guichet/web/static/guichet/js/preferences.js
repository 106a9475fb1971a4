/* Theme and density change at once and are kept on the profile; the time zone goes along as a cookie. */
import { $$ } from "./dom.js";
import { post } from "./server.js";
import { trouble } from "./toast.js";

const root = document.documentElement;

function apply(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  for (const button of $$("[data-theme-is]")) {
    if (name === "theme") button.setAttribute("aria-pressed", String(button.dataset.themeIs === value));
  }
  for (const button of $$("[data-density-toggle]")) {
    if (name !== "density") continue;
    button.setAttribute("aria-pressed", String(!!value));
    button.value = value ? "" : "comfortable";
  }
}

function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || document.cookie.split("; ").includes(`tz=${zone}`)) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `tz=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

export function startPreferences() {
  tellZone();
  document.addEventListener("submit", event => {
    if (!event.target.matches("[data-preferences]") || !event.submitter) return;
    event.preventDefault();
    const { name, value } = event.submitter;
    apply(name, value);
    post("/preferences", [[name, value]]).catch(error => trouble(error.message));
  });
}
