// Keying slips without a mouse: a digit chooses, Enter goes on, Enter after the last one sends. Without this script the same form is filled in by Tab and arrows.

const form = document.querySelector<HTMLFormElement>("form[data-fiche]");
if (form) keyBy(form);

function keyBy(form: HTMLFormElement): void {
  // Groups of choices first, then what is written by hand.
  const stops = [...form.querySelectorAll<HTMLElement>("[role=radiogroup], textarea")];

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
    const chosen = byDigit(event, stop);
    if (event.key === "Backspace") {
      event.preventDefault();
      goBack(stop);
    } else if (chosen !== undefined) {
      event.preventDefault();
      choose(stop, chosen);
    }
  });

  // What is wrong is read first.
  if (!document.getElementById("erreurs")) focusOn(stops[0]);

  function goOn(stop: HTMLElement): void {
    const next = stops[stops.indexOf(stop) + 1];
    if (next) focusOn(next);
    else form.requestSubmit();
  }

  function goBack(stop: HTMLElement): void {
    const before = stops[stops.indexOf(stop) - 1];
    if (before) focusOn(before);
  }
}

// By the place of the key: on a French keyboard the digits of the top row need Shift. 0 takes a choice back: nothing is ticked on the slip.
function byDigit(event: KeyboardEvent, stop: HTMLElement): HTMLInputElement | null | undefined {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (!digit || event.key.length !== 1) return undefined;
  return digit === "0" ? null : choicesOf(stop)[Number(digit) - 1];
}

function choose(stop: HTMLElement, chosen: HTMLInputElement | null): void {
  for (const one of choicesOf(stop)) one.checked = one === chosen;
  focusOn(stop);
}

function focusOn(stop: HTMLElement | undefined): void {
  if (!stop) return;
  if (stop instanceof HTMLTextAreaElement) stop.focus();
  else (choicesOf(stop).find((one) => one.checked) ?? choicesOf(stop)[0])?.focus();
}

function choicesOf(stop: HTMLElement): HTMLInputElement[] {
  return [...stop.querySelectorAll<HTMLInputElement>("input[type=radio]")];
}
