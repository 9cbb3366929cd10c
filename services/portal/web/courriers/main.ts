// Standard paragraphs from the keyboard: "::" in the text of a letter opens the list of those whose code or title begin with what follows. Without this script they are copied from the
// list of the page.

type Paragraph = { code: string; label: string; text: string };

const paragraphs: Paragraph[] = [...document.querySelectorAll<HTMLElement>("#paragraphes [data-code]")].map((one) => ({
  code: one.dataset["code"] ?? "",
  label: one.dataset["label"] ?? "",
  text: one.querySelector(".qp-text")?.textContent?.trim() ?? "",
}));

if (paragraphs.length > 0) document.querySelectorAll<HTMLTextAreaElement>("textarea[data-paragraphs]").forEach(offerIn);

function offerIn(text: HTMLTextAreaElement): void {
  const list = document.createElement("ul");
  list.id = `${text.id}-paragraphes`;
  list.className = "qp-pick";
  list.role = "listbox";
  list.ariaLabel = "Paragraphes types";
  list.hidden = true;
  const said = document.createElement("p");
  said.className = "fr-sr-only";
  said.role = "status";
  text.after(list, said);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);

  let found: Paragraph[] = [];
  let chosen = 0;

  text.addEventListener("input", look);
  text.addEventListener("click", look);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(chosen + (event.key === "ArrowDown" ? 1 : found.length - 1));
    else if (event.key === "Enter" || event.key === "Tab") insert(found[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    // The text keeps the focus, and the list stays until the choice is made.
    event.preventDefault();
    const at = [...list.children].findIndex((one) => one.contains(event.target as Node));
    if (at >= 0) insert(found[at]);
  });

  function typed(): string | undefined {
    return /(?:^|\s)::([a-zà-ÿ0-9-]*)$/i.exec(text.value.slice(0, text.selectionStart))?.[1]?.toLowerCase();
  }

  function look(): void {
    const begun = typed();
    if (begun === undefined || text.selectionStart !== text.selectionEnd) return close();
    // A code may begin with what tells it apart from letters.
    found = paragraphs.filter((one) => [one.code, one.code.replace(/^p-/, ""), one.label.toLowerCase()].some((name) => name.startsWith(begun)));
    if (found.length === 0) return close();
    list.replaceChildren(...found.map((one, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.role = "option";
      const code = document.createElement("code");
      code.textContent = `::${one.code}`;
      option.append(code, ` ${one.label}`);
      return option;
    }));
    if (list.hidden) said.textContent = `${found.length === 1 ? "1 paragraphe" : `${found.length} paragraphes`} : flèches pour choisir, Entrée pour insérer, Échap pour fermer.`;
    list.hidden = false;
    choose(0);
  }

  function choose(at: number): void {
    chosen = at % found.length;
    [...list.children].forEach((one, number) => one.setAttribute("aria-selected", String(number === chosen)));
    text.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function insert(one: Paragraph | undefined): void {
    const begun = typed();
    close();
    if (!one || begun === undefined) return;
    text.setRangeText(one.text, text.selectionStart - begun.length - 2, text.selectionStart, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    said.textContent = `Paragraphe inséré : ${one.label}.`;
  }

  function close(): void {
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  }
}
