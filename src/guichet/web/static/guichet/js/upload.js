/* Files for an answer: chosen, dropped or pasted, sent up at once with their progress, taken out again, or
   refused beside the file. */
import { $, $$, icon } from "./dom.js";
import { n, t } from "./words.js";

const sizeOf = bytes => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} KB`);
const span = (className, text) => {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
};

function chipFor(file, onRemove) {
  const element = document.createElement("span");
  element.className = "file";
  element.dataset.chosen = "";
  const name = span("file__name", file.name);
  name.dir = "auto";
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", t("Sending %(name)s to Guichet", { name: file.name }));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet btn--icon";
  button.setAttribute("aria-label", t("Remove %(name)s", { name: file.name }));
  button.append(icon("x"));
  button.addEventListener("click", onRemove);
  element.append(icon(file.type.startsWith("image/") ? "image" : "file"), name, span("file__size", sizeOf(file.size)), bar, button);
  return element;
}

/** Why it did not go, beside the file; closing it is all that is left to do. */
function refuse(chip, sentence) {
  chip.classList.add("file--bad");
  delete chip.dataset.chosen;
  $("progress", chip)?.remove();
  const words = span("file__why", sentence);
  words.setAttribute("role", "alert");
  $(".file__size", chip).replaceWith(words);
}

function offerSmaller(chip, onSmaller) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--s";
  button.textContent = t("Make it smaller");
  button.addEventListener("click", onSmaller);
  $(".file__why", chip).after(button);
}

function send(path, file, token, chip, smaller) {
  const request = new XMLHttpRequest();
  const done = new Promise(resolve => {
    request.upload.addEventListener("progress", event => {
      const bar = $("progress", chip);
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => resolve(request));
  });
  request.open("POST", path);
  request.setRequestHeader("X-CSRFToken", token);
  request.setRequestHeader("HX-Request", "true");
  const body = new FormData();
  body.append("file", file, file.name);
  if (smaller) body.append("smaller", "1");
  request.send(body);
  return { done, stop: () => request.abort() };
}

const wordsOf = request => {
  if (request.status === 0) return t("The connection was lost; choose the file again.");
  const isPlain = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  return isPlain ? request.responseText : t("This file could not be taken in; try again in a moment.");
};

function startOne(form, box, file, onChange, smaller = false) {
  let isRemoved = false;
  const chip = chipFor(file, () => { isRemoved = true; upload.stop(); chip.remove(); $("#files")?.focus(); onChange(); });
  box.append(chip);
  const upload = send(`/d/${form.dataset.composer}/files`, file, form.elements.csrfmiddlewaretoken.value, chip, smaller);
  return upload.done.then(request => {
    if (isRemoved) return true;
    if (request.status !== 200) {
      refuse(chip, wordsOf(request));
      if (request.getResponseHeader("X-May-Shrink")) offerSmaller(chip, () => { chip.remove(); startOne(form, box, file, onChange, true); });
      return false;
    }
    const template = document.createElement("template");
    template.innerHTML = request.responseText;
    chip.replaceWith(template.content);
    onChange();
    return true;
  });
}

export function startUploads(form, onChange) {
  const input = $("#files", form);
  const box = $("#chosen", form);
  const under = new Set();
  const take = files => {
    const most = Number(input.dataset.most) || Infinity;
    const room = Math.max(0, most - $$("[data-chosen]", box).length);
    [...files].forEach((file, place) => {
      if (place >= room) {
        const chip = chipFor(file, () => chip.remove());
        box.append(chip);
        refuse(chip, n("This marketplace takes %(count)s file.", "This marketplace takes %(count)s files.", most));
        return;
      }
      const work = startOne(form, box, file, onChange).finally(() => under.delete(work));
      under.add(work);
    });
  };
  box.addEventListener("click", event => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    button.closest(".file").remove();
    (input ?? $("textarea", form)).focus();
    onChange();
  });
  if (input) {
    input.addEventListener("change", () => { take(input.files); input.value = ""; });
    dropAndPaste(form, take);
  }
  return {
    isBusy: () => under.size > 0,
    settled: () => Promise.all(under).then(outcomes => outcomes.every(Boolean)),
  };
}

function dropAndPaste(form, take) {
  const zone = form.closest(".conv__main") ?? form;
  const carriesFiles = event => [...(event.dataTransfer?.types ?? [])].includes("Files");
  zone.addEventListener("dragover", event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("is-dropping");
  });
  zone.addEventListener("dragleave", event => { if (!zone.contains(event.relatedTarget)) form.classList.remove("is-dropping"); });
  zone.addEventListener("drop", event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.remove("is-dropping");
    take(event.dataTransfer.files);
  });
  $("textarea", form).addEventListener("paste", event => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
}
