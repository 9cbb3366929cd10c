// Answering without touching: digits choose, arrows move. No key is taken from a field that is written in, nor together with Ctrl, Alt or the system's key.

type Choice = HTMLInputElement | HTMLButtonElement;

/** The n-th digit answers with the n-th choice. By the place of the key: on a French keyboard the digits of the top row need Shift. One character tells it from an arrow of the keypad. */
export function digitOf(event: KeyboardEvent): number | undefined {
  if (isTaken(event)) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  return digit && event.key.length === 1 ? Number(digit) : undefined;
}

/** What a digit chooses: of grades the one that bears it, else the n-th. */
export const byDigit = <T extends Choice>(choices: T[], digit: number, areGrades: boolean): T | undefined =>
  areGrades ? choices.find((one) => one.value === String(digit)) : choices[digit - 1];

/** Buttons as one group: arrows go round in it. */
export function moveByArrows(event: KeyboardEvent, choices: Choice[], rightToLeft: boolean): void {
  if (isTaken(event)) return;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rightToLeft ? -1 : 1, ArrowLeft: rightToLeft ? 1 : -1 };
  const step = steps[event.key];
  if (step === undefined || choices.length === 0) return;
  event.preventDefault();
  const at = choices.indexOf(document.activeElement as Choice);
  const next = at < 0 ? (step > 0 ? 0 : choices.length - 1) : (at + step + choices.length) % choices.length;
  choices[next]?.focus();
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return true;
  const { target } = event;
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "checkbox");
}
