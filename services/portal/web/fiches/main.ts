// Keying slips without a mouse: a digit chooses, Enter goes on, Enter after the last one sends. Without this script the same form is filled in by Tab and arrows.

const form = document.querySelector<HTMLFormElement>("form[data-fiche]");
if (form) keyBy(form);

// Slips of complaints, one after the other: what browsers do in a line of text, Enter does in a list and in the text of the slip too.
const pile = document.querySelector<HTMLFormElement>("form[data-pile]");
pile?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const field = event.target;
  if (!(field instanceof HTMLSelectElement || (field instanceof HTMLTextAreaElement && field.name === "Form.Text"))) return;
  event.preventDefault();
  if (!event.repeat) pile.requestSubmit();
});

function keyBy(form: HTMLFormElement): void {
  // Choices and what is written by hand, as they stand on the slip.
  const stops = [...form.querySelectorAll<HTMLElement>("[role=radiogroup], [role=group], textarea")];

  form.addEventListener("change", ask);
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const stop = stops.find((one) => one.contains(event.target as Node));
    if (!stop) return;
    if (event.key === "Enter") {
      // A text has lines of its own.
      if (stop instanceof HTMLTextAreaElement && event.shiftKey) return;
      event.preventDefault();
      if (!event.repeat) goOn(stop);
      return;
    }
    if (stop instanceof HTMLTextAreaElement) return;
    const chosen = byKey(event, stop);
    if (event.key === "Backspace") {
      event.preventDefault();
      goBack(stop);
    } else if (chosen !== undefined) {
      event.preventDefault();
      choose(stop, chosen);
      ask();
    }
  });

  ask();
  // What is wrong is read first.
  if (!document.getElementById("erreurs")) focusOn(stops[0]);

  /** Of whom a question is asked says its answer to another one; who is not asked is not keyed. In the order of the slip: one may hang on one that hangs on another. */
  function ask(): void {
    for (const stop of stops) {
      const { asksIf, asksFor } = stop.closest<HTMLElement>("[data-asks-if]")?.dataset ?? {};
      const given = asksIf ? [...form.querySelectorAll<HTMLInputElement>(`input[name="${asksIf}"]:checked:enabled`)].map((one) => one.value) : [];
      const asked = !asksIf || (asksFor ?? "").split(" ").some((option) => given.includes(option));
      for (const field of fieldsOf(stop)) field.disabled = !asked;
    }
  }

  function goOn(stop: HTMLElement): void {
    const next = stops.slice(stops.indexOf(stop) + 1).find(isAsked);
    if (next) focusOn(next);
    else form.requestSubmit();
  }

  function goBack(stop: HTMLElement): void {
    focusOn(stops.slice(0, stops.indexOf(stop)).reverse().find(isAsked));
  }
}

// By the place of the key: on a French keyboard the digits of the top row need Shift. A grade is chosen by itself, another choice by its place.
function byKey(event: KeyboardEvent, stop: HTMLElement): HTMLInputElement | null | undefined {
  if (event.key === "Delete") return null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (!digit || event.key.length !== 1) return undefined;
  // 0 takes a choice back, where it is no grade: nothing is ticked on the slip.
  return choicesOf(stop).find((one) => one.dataset["key"] === digit) ?? (digit === "0" ? null : undefined);
}

function choose(stop: HTMLElement, chosen: HTMLInputElement | null): void {
  for (const one of choicesOf(stop)) one.checked = one === chosen ? one.type === "radio" || !one.checked : one.checked && one.type === "checkbox" && chosen !== null;
  (chosen ?? choicesOf(stop)[0])?.focus();
}

function focusOn(stop: HTMLElement | undefined): void {
  if (!stop) return;
  if (stop instanceof HTMLTextAreaElement) stop.focus();
  else (choicesOf(stop).find((one) => one.checked) ?? choicesOf(stop)[0])?.focus();
}

function isAsked(stop: HTMLElement): boolean {
  return fieldsOf(stop).some((field) => !field.disabled);
}

function fieldsOf(stop: HTMLElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return stop instanceof HTMLTextAreaElement ? [stop] : choicesOf(stop);
}

function choicesOf(stop: HTMLElement): HTMLInputElement[] {
  return [...stop.querySelectorAll("input")];
}
