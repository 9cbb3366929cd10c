// A line to type in what one wants: everything on the page that leads somewhere or does something, by its name.
import { nameOf, press } from "./keys";

const Most = 8;

export function offerCommands(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#commandes");
  const line = document.querySelector<HTMLInputElement>("#commande");
  const list = document.querySelector<HTMLElement>("#choix-commandes");
  const none = dialog?.querySelector<HTMLElement>("[data-none]");
  if (!dialog || !line || !list || !none) return;
  let found: HTMLElement[] = [];
  let chosen = 0;

  line.addEventListener("input", () => offer());
  line.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      choose((chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === "Enter") {
      take(chosen);
    } else {
      return;
    }
    event.preventDefault();
  });
  list.addEventListener("click", (event) => take([...list.children].indexOf((event.target as HTMLElement).closest("[role=option]")!)));
  dialog.addEventListener("toggle", () => {
    if (!dialog.open) return;
    line.value = "";
    offer();
    line.focus();
  });

  function offer(): void {
    const words = plain(line!.value).split(" ");
    found = commands().filter((one) => words.every((word) => plain(nameOf(one)).includes(word))).slice(0, Most);
    list!.replaceChildren(...found.map(optionOf));
    none!.hidden = found.length > 0;
    choose(0);
  }

  function choose(place: number): void {
    chosen = place;
    for (const [at, option] of [...list!.children].entries()) option.setAttribute("aria-selected", String(at === place));
    line!.setAttribute("aria-activedescendant", found.length > 0 ? `commande-${place}` : "");
  }

  function take(place: number): void {
    const one = found[place];
    if (!one) return;
    dialog!.close();
    press(one);
  }
}

function optionOf(one: HTMLElement, place: number): HTMLElement {
  const option = document.createElement("li");
  option.id = `commande-${place}`;
  option.setAttribute("role", "option");
  option.textContent = nameOf(one);
  return option;
}

// Each name once, the page's own before what leads away from it.
function commands(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>("main [data-key], main summary, #cote a, #menu a");
  return [...new Map([...all].reverse().map((one) => [nameOf(one), one])).values()].reverse();
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{Diacritic}/gu, "").toLowerCase().replaceAll(/\s+/g, " ").trim();
