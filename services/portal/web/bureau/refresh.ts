// Says when cases of the list have changed since the page was loaded. It changes nothing itself: what is ticked, typed or read stays until somebody asks for the list anew.

const rhythm = 30_000;
const patience = 15 * 60_000; // whoever has gone away is not kept signed in by it

type Marks = { total: number; items: { id: string; mark: string }[] };

export function watchChanges(): void {
  const told = document.querySelector<HTMLElement>("[data-marks]");
  if (!told) return;
  let lastSeen = Date.now();
  for (const sign of ["pointerdown", "pointermove", "keydown", "scroll"]) addEventListener(sign, () => (lastSeen = Date.now()), { passive: true });
  setInterval(() => {
    if (!document.hidden && Date.now() - lastSeen < patience) void look(told);
  }, rhythm);
}

async function look(told: HTMLElement): Promise<void> {
  // Whoever has to sign in anew is led elsewhere: there is nothing to say then.
  const answer = await fetch(told.dataset["marks"]!, { redirect: "manual" }).catch(() => undefined);
  if (!answer?.ok) return;
  const changed = differences((await answer.json()) as Marks, Number(told.dataset["total"] ?? NaN));
  // Said once, not every half minute.
  if (String(changed) === (told.dataset["told"] ?? "0")) return;
  told.dataset["told"] = String(changed);
  told.replaceChildren();
  if (changed === 0) return;
  const again = document.createElement("a");
  again.href = location.pathname + location.search;
  again.textContent = "Actualiser la liste";
  told.append(changed === 1 ? "Un dossier a changé. " : `${changed} dossiers ont changé. `, again);
}

/** How many cases stand otherwise: one that left a full page makes room for another, which is one change and not two. */
function differences(now: Marks, total: number): number {
  const shown = new Map([...document.querySelectorAll<HTMLElement>("tr[data-case]")].map((row) => [row.dataset["case"]!, row.dataset["mark"]!]));
  const come = now.items.filter((one) => !shown.has(one.id)).length;
  const there = now.items.filter((one) => shown.has(one.id));
  const gone = shown.size - there.length;
  const otherwise = there.filter((one) => shown.get(one.id) !== one.mark).length;
  return otherwise + Math.max(come, gone, Number.isNaN(total) ? 0 : Math.abs(now.total - total));
}
