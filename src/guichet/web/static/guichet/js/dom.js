/* Small words for the page. */
export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

const TYPED = /^(checkbox|radio|button|submit|file)$/;

/** Whether keys belong to a field right now. */
export const isTyping = element =>
  !!element && (element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
    (element.tagName === "INPUT" && !TYPED.test(element.type)));

/** What a browser keeps; nothing where storage is refused. */
const kept = storage => ({
  get(key) { try { return storage().getItem(key); } catch { return null; } },
  set(key, value) { try { storage().setItem(key, value); } catch { /* refused or full: the page works without */ } },
  drop(key) { try { storage().removeItem(key); } catch { /* refused */ } },
  clear() { try { storage().clear(); } catch { /* refused */ } },
});
export const onThisComputer = kept(() => localStorage);
export const inThisTab = kept(() => sessionStorage);

/** A drawing of the sprite, as the server writes it. */
export const icon = name => {
  const first = $("svg.i use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${first}#i-${name}`);
  svg.append(use);
  return svg;
};
