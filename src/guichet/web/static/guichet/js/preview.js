/* Pictures and PDF open over the conversation, and the conversation stays where it is. */
import { $ } from "./dom.js";

function fill(link) {
  const name = $(".file__name", link).textContent;
  const isImage = link.dataset.preview === "image";
  const shown = document.createElement(isImage ? "img" : "iframe");
  shown.src = link.href;
  if (isImage) shown.alt = name;
  else shown.title = name;
  $("#preview-t").textContent = name;
  $("#preview-open").href = link.href;
  $("#preview-body").replaceChildren(shown);
}

export function startPreview() {
  const dialog = $("#preview");
  if (!dialog) return;
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-preview]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    fill(link);
    dialog.showModal();
  });
  dialog.addEventListener("close", () => $("#preview-body").replaceChildren());
}
