// Going through the rows of a list, and ticking them.

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-rows] tbody tr")];
const linkOf = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>("a");
const boxOf = (row: HTMLElement | undefined) => row?.querySelector<HTMLInputElement>("input[type=checkbox]");
const ticked = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>("[data-rows] tbody input:checked")];

/** Goes to another row: its link has the focus, so that Enter opens the case. */
export function step(by: number): boolean {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = linkOf(all[here < 0 ? 0 : here + by]);
  next?.focus();
  return all.length > 0;
}

export function tick(): boolean {
  const box = boxOf(rows().find((row) => row.contains(document.activeElement)));
  box?.click();
  return box !== undefined && box !== null;
}

export function untickAll(): boolean {
  const boxes = ticked();
  for (const box of boxes) box.click();
  return boxes.length > 0;
}

/** Says how many are ticked, and marks their rows. What a browser kept ticked when somebody comes back is counted too. */
export function countTicked(): void {
  const told = document.querySelector<HTMLElement>("[data-ticked]");
  if (!told) return;
  const tell = () => {
    const boxes = ticked();
    told.hidden = boxes.length === 0;
    told.textContent = `${boxes.length} ${boxes.length > 1 ? "cochés" : "coché"}`;
    for (const row of rows()) row.classList.toggle("qp-on", boxOf(row)?.checked === true);
  };
  document.querySelector("[data-rows]")?.addEventListener("change", tell);
  addEventListener("pageshow", tell);
}
