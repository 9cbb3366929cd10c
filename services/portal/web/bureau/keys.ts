// The keys of a page, as they stand at its links, buttons and forms.

const Everywhere: readonly (readonly [string, string])[] = [
  ["/", "Chercher une référence ou des mots"],
  [":", "Aller à, ou faire"],
  ["?", "Cette liste"],
];

const OfRows: readonly (readonly [string, string])[] = [
  ["j", "Ligne suivante"],
  ["k", "Ligne précédente"],
  ["x", "Cocher la ligne"],
  ["Entrée", "Ouvrir le dossier"],
  ["Échap", "Tout décocher"],
];

const OfTexts: readonly (readonly [string, string])[] = [["Ctrl + Entrée", "Dans un texte\u00A0: enregistrer son formulaire"]];

/** What a key presses; nothing where it means nothing. */
export function pressable(key: string): HTMLElement | null {
  return /^[a-z]$/.test(key) ? document.querySelector<HTMLElement>(`[data-key="${key}"]`) : null;
}

/** Does what pressing it does; what is written in is gone to, and a form is opened at its first field. */
export function press(one: HTMLElement | null): boolean {
  if (!one) return false;
  const fold = one.closest("details");
  if (fold && !fold.open) fold.open = true;
  if (one instanceof HTMLInputElement) one.select();
  else if (one.matches("summary")) (fieldOf(fold) ?? one).focus();
  else one.click();
  return true;
}

// What is filled in; a form without fields has a button to press.
const fieldOf = (fold: HTMLElement | null) =>
  fold?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea") ?? fold?.querySelector<HTMLElement>("button");

/** The name of what a key presses, as it is read on the page. */
export function nameOf(one: HTMLElement): string {
  return one.textContent.replaceAll(/\s+/g, " ").trim();
}

export function listKeys(): void {
  const list = document.querySelector("[data-key-list]");
  const here = [...document.querySelectorAll<HTMLElement>("[data-key]")].map((one) => [one.dataset["key"]!, nameOf(one)] as const);
  const rows = document.querySelector("[data-rows]") ? OfRows : [];
  const texts = document.querySelector("main form textarea") ? OfTexts : [];
  for (const [key, what] of [...rows, ...here, ...texts, ...Everywhere]) list?.append(element("dt", "", element("kbd", key)), element("dd", what));
}

function element(name: string, text: string, ...inner: Node[]): HTMLElement {
  const made = document.createElement(name);
  made.append(text, ...inner);
  return made;
}
