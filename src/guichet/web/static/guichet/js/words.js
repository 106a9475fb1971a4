/* What the script says, in the reader's language: Django's catalogue, loaded before this module. */

/** A translated sentence with its values. */
export const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);

/** `t("Solved: %(what)s", { what })` */
export const t = (text, values = {}) => filled(window.gettext(text), values);

/** `n("%(count)s selected", "%(count)s selected", count)`; `count` is among the values. */
export const n = (one, many, count, values = {}) =>
  filled(window.ngettext(one, many, count), { count, ...values });
