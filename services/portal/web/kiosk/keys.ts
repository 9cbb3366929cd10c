// Answering without touching: digits choose, arrows move. Only while the question has the focus, so that no key is taken from anything else.

export function answerByKeys(group: HTMLElement, inputs: HTMLInputElement[]): void {
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = byDigit(event) ?? byArrow(event);
    if (!chosen) return;
    event.preventDefault();
    chosen.focus();
    chosen.click();
  });

  // By the place of the key: on a French keyboard the digits of the top row need Shift. One character tells it from an arrow of the keypad.
  function byDigit(event: KeyboardEvent): HTMLInputElement | undefined {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    return digit && event.key.length === 1 ? inputs[Number(digit) - 1] : undefined;
  }

  // From the question's heading, where the focus is at first; between the choices the browser itself moves.
  function byArrow(event: KeyboardEvent): HTMLInputElement | undefined {
    if (event.target instanceof HTMLInputElement) return undefined;
    if (event.key === "ArrowDown") return inputs[0];
    return event.key === "ArrowUp" ? inputs[inputs.length - 1] : undefined;
  }
}
