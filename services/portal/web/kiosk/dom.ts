// Builds elements with text only: nothing that was typed or received is ever parsed as markup.
import { icon, type Icon } from "./icons";

type Properties = Record<string, string | number | boolean | ((event: Event) => void)>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** A large button with a drawing before its words. */
export function button(text: string, onClick: () => void, drawing?: Icon, kind = ""): HTMLButtonElement {
  return el("button", { type: "button", class: `qp-k-btn ${kind}`.trim(), click: onClick }, ...(drawing ? [icon(drawing, drawing === "back" ? "qp-k-turn" : "")] : []), text);
}

/** One line of small text with a drawing before it. */
export function small(drawing: Icon, text: string): HTMLElement {
  return el("p", { class: "qp-k-small" }, icon(drawing), el("span", {}, ...typeset(text)));
}

/** A grade by its number; what it is called is heard, and stands below where it is an end. */
export function gradeOf({ code }: { code: string }, text: string): HTMLElement[] {
  return [el("b", {}, code), ...(text === code ? [] : [el("span", { class: "fr-sr-only" }, text)])];
}

/** What the ends of a row of grades are called. */
export function endsLine(ends: string[]): HTMLElement[] {
  return ends.length === 0 ? [] : [el("p", { class: "qp-k-ends", "aria-hidden": "true" }, ...ends.map((end) => el("span", {}, ...typeset(end))))];
}

/** Narrow spaces before the marks that French puts apart, curved apostrophes, and no line that breaks inside a word with a hyphen. */
export function typeset(text: string): (Node | string)[] {
  const spaced = text.replace(/ ([?!;%])/g, "\u202f$1").replace(/ :/g, "\u00a0:").replace(/(\p{L})'(?=\p{L})/gu, "$1’");
  return spaced.split(/(\p{L}+(?:-\p{L}+)+)/u).map((part, i) => (i % 2 === 0 ? part : el("span", { class: "qp-nowrap" }, part)));
}

/** Empties every field before it leaves the page: whoever still holds the element then holds nothing that was typed. */
export function wipe(host: HTMLElement): void {
  for (const field of host.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) field.checked = false;
    else field.value = field.defaultValue = "";
  }
}
