// The desk by keyboard: what a key does is written at what it presses. Without this script every page does the same by links and buttons.
import { offerCommands } from "./commands";
import { listKeys, press, pressable } from "./keys";
import { watchChanges } from "./refresh";
import { countTicked, step, tick, untickAll } from "./rows";

const Off = "qualipref-touches";

document.querySelector<HTMLElement>("[data-keys]")?.removeAttribute("hidden");
countTicked();
offerCommands();
listKeys();
watchChanges();

const use = document.querySelector<HTMLInputElement>("#touches");
if (use) {
  use.checked = localStorage.getItem(Off) === null;
  use.addEventListener("change", () => (use.checked ? localStorage.removeItem(Off) : localStorage.setItem(Off, "non")));
}
for (const button of document.querySelectorAll<HTMLElement>("[data-opens]")) button.addEventListener("click", () => open(button.dataset["opens"]!));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented || isTyped(event.target as HTMLElement)) return;
  if (document.querySelector("dialog[open]") || use?.checked === false) return;
  if (act(event.key)) event.preventDefault();
});

/** Whether the key means something here. */
function act(key: string): boolean {
  switch (key) {
    case "?":
      return open("raccourcis");
    case ":":
      return open("commandes");
    case "/":
      return press(document.querySelector<HTMLElement>("input[type=search]"));
    case "x":
      return tick();
    case "Escape":
      return untickAll();
    default:
      return (key === "j" || key === "k" ? step(key === "j" ? 1 : -1) : false) || press(pressable(key));
  }
}

function open(id: string): boolean {
  const dialog = document.getElementById(id) as HTMLDialogElement | null;
  dialog?.showModal();
  return dialog !== null;
}

// Whoever writes or chooses needs the letters.
function isTyped(target: HTMLElement): boolean {
  return target.matches("textarea, select, [contenteditable]") || (target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type));
}
