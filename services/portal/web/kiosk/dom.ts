// Builds elements with text only: nothing that was typed or received is ever parsed as markup.

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

/** Shows one screen in place of the one before and moves the focus to its heading, so that it is read out. */
export function show(host: HTMLElement, title: string, ...content: Node[]): void {
  host.replaceChildren(...content);
  document.title = `${title} — ${host.dataset["service"] ?? ""}`;
  const heading = host.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  window.scrollTo(0, 0);
}

export function button(text: string, onClick: () => void, kind = ""): HTMLButtonElement {
  return el("button", { type: "button", class: `fr-btn ${kind}`.trim(), click: onClick }, text);
}
