/* The quiet bar of a lost connection. */
import { $, icon } from "./dom.js";
import { say } from "./toast.js";
import { t } from "./words.js";

const GONE = t("No connection to Guichet. What you see may be old; it goes on by itself.");
const OUT = t("You are signed out. Sign in again in another tab; this page goes on by itself.");

/** Say so, once. */
export function lose({ isSignedOut = false } = {}) {
  const words = isSignedOut ? OUT : GONE;
  const there = $("#lost");
  if (there) { $("p", there).textContent = words; return; }
  const bar = document.createElement("div");
  bar.id = "lost";
  bar.className = "lost";
  const sentence = document.createElement("p");
  sentence.textContent = words;
  bar.append(icon("alert"), sentence);
  $("#main")?.append(bar);
  say(words);
}

/** It is back. */
export function regain() {
  const bar = $("#lost");
  if (!bar) return;
  bar.remove();
  say(t("The connection is back."));
}
