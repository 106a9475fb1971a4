/* Passkeys (WebAuthn): the form's hidden field gets what the browser signed, and the form goes its way. */
import { $ } from "./dom.js";
import { t } from "./words.js";

const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), one => one.charCodeAt(0));
const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

/** The server's options, their base64url turned into bytes. */
function read({ publicKey }) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.allowCredentials) options.allowCredentials = known(publicKey.allowCredentials);
  if (publicKey.excludeCredentials) options.excludeCredentials = known(publicKey.excludeCredentials);
  return { publicKey: options };
}

/** A credential as the server reads it. */
function told(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (!form.dataset.options) return JSON.parse($("#passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function sign(form) {
  const error = $(".field__err[hidden], .field__err[data-told]", form);
  error.hidden = true;
  try {
    const given = read(await options(form));
    const credential = await navigator.credentials[form.dataset.passkey](given);
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  } catch {
    error.dataset.told = "";
    $("span", error).textContent = t("No passkey was used. Try again, or choose another way.");
    error.hidden = false;
  }
}

export function startPasskeys() {
  document.addEventListener("submit", event => {
    const form = event.target;
    if (!form.matches?.("form[data-passkey]")) return;
    event.preventDefault();
    sign(form);
  });
}
