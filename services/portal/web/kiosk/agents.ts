// The agents' page, behind a PIN: what the device holds, and what can be done about it.
import type { AgentPin, Range } from "./api";
import { askToPersist, browserName, readBattery, readStorage, version, type Storage } from "./device";
import { button, el, typeset } from "./dom";
import { partsOf, save, type Part } from "./export";
import type { Outbox } from "./outbox";
import { isRight, tries, waitOf } from "./pin";
import { heading, type Stage } from "./stage";
import type { Store } from "./store";

export interface AgentsScreen {
  store: Store;
  outbox: Outbox;
  enrol: () => void;
  leave: () => void;
  /** Files that are still to be saved, where one does not hold everything: browsers ask before they save several at once. */
  left?: Part[];
}

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

export function askPin(stage: Stage, screen: AgentsScreen, enter: () => void): void {
  const { store } = screen;
  const title = "Pour les agents";
  const pin = store.device.settings?.agentPin;
  let judging = false;
  const input = el("input", { id: "pin", class: "qp-k-field", type: "password", inputmode: "numeric", maxlength: 6, autocomplete: "off", "aria-describedby": "pin-erreur" });
  const error = el("p", { id: "pin-erreur", class: "qp-k-error", role: "alert", hidden: true });
  const key = (text: string): HTMLElement => el("button", { type: "button", class: "qp-k-digit", click: () => { input.value += text; void judge(); } }, text);
  const erase = el("button", { type: "button", class: "qp-k-digit", click: () => { input.value = ""; } }, "Effacer");
  const form = el("form", { class: "qp-k-form", submit: (event) => { event.preventDefault(); void judge(); } },
    el("label", { for: "pin" }, "Code des agents, à 6 chiffres"), input, error, el("div", { class: "qp-k-pad" }, ...digits.map(key), erase));
  input.addEventListener("input", () => void judge());
  const without = el("p", {}, "Cet appareil ne connaît encore aucun code des agents : il vient avec les réglages de la borne, dès que le service répond.");
  stage.show({
    language: "fr", title, kind: "qp-k-main--form", main: [heading(title, "qp-k-title"), pin ? form : without],
    foot: [el("div", { class: "qp-k-acts" }, button("Revenir", screen.leave, "back"), button("Enregistrer avec un code", screen.enrol))],
  });
  stage.host.onkeydown = null;
  if (pin) input.focus();

  // One at a time: tries that are judged together would count as one.
  async function judge(): Promise<void> {
    if (!pin || judging || input.value.length < 6) return;
    judging = true;
    await tryPin(input.value, pin);
    input.value = "";
    judging = false;
  }

  async function tryPin(given: string, right: AgentPin): Promise<void> {
    if (waitOf(store.device) > 0) return sayWait();
    if (await isRight(given, right)) {
      await note(0);
      enter();
      return;
    }
    await note((store.device.wrongPins ?? 0) + 1);
    if (waitOf(store.device) > 0) sayWait();
    else say(`Ce code n’est pas le bon. Essais restants : ${tries - (store.device.wrongPins ?? 0)}.`);
  }

  const sayWait = (): void => say(`Trop d’essais : attendez ${Math.ceil(waitOf(store.device) / 1_000)} secondes.`);

  // Where the memory fails the page has to open all the same, and tries are counted as long as it stays.
  const note = (wrongPins: number): Promise<void> => {
    const said = { wrongPins, wrongPinAt: Date.now() };
    return store.noteDevice(said).catch(() => { store.device = { ...store.device, ...said }; });
  };

  function say(text: string): void {
    error.hidden = false;
    error.textContent = text;
  }
}

export async function showAgents(stage: Stage, screen: AgentsScreen, said = ""): Promise<void> {
  const { store, outbox } = screen;
  // Again: it may have been refused when the device was enrolled, and somebody may have changed its settings since.
  await askToPersist();
  const [storage, battery] = await Promise.all([readStorage(), readBattery()]);
  const { waiting, aside } = store.counts;
  const { settings, lastSync, missing = [], low = false } = store.device;
  const rows: [string, string][] = [
    ["Borne", `${settings?.label ?? "sans nom"}, ${settings?.siteName ?? store.enrolment?.site ?? "site inconnu"}`],
    ["En attente d’envoi", count(waiting)],
    ["Mis de côté", count(aside)],
    ["Dernier contact", lastSync ? new Date(lastSync).toLocaleString("fr", { dateStyle: "full", timeStyle: "short" }) : "aucun"],
    ["Dernière difficulté", outbox.trouble ?? "aucune"],
    ["Numéros manquants", missing.length === 0 ? "aucun" : missing.map(rangeText).join(", ")],
    ["Mémoire", storageText(storage)],
    ["Version", version],
    ["Navigateur", browserName()],
    ["Batterie", battery === undefined ? "non mesurée" : `${battery} %`],
  ];
  const status = el("p", { class: "qp-k-said", role: "status" }, said);
  const lowSwitch = el("input", { type: "checkbox", id: "bas" });
  lowSwitch.checked = low;
  lowSwitch.addEventListener("change", () => void store.noteDevice({ low: lowSwitch.checked }).catch(() => undefined));
  stage.show({
    language: "fr", title: "Service de la borne", kind: "qp-k-main--form",
    main: [heading("Service de la borne", "qp-k-title"), status,
      el("dl", { class: "qp-k-facts" }, ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, ...typeset(value))))),
      el("label", { class: "qp-k-switch", for: "bas" }, lowSwitch, "Commandes en bas de l’écran pour tout le monde"), ...asideList(store)],
    foot: [el("div", { class: "qp-k-acts qp-k-acts--many" },
      button("Envoyer maintenant", () => void send()), button(screen.left ? "Fichier suivant" : "Exporter", () => void take()), button("Enregistrer de nouveau", screen.enrol),
      ...(store.aside.some(({ answer }) => exported.has(answer.id)) ? [button("Effacer ce qui est mis de côté", () => void forget())] : []),
      button("Fermer", screen.leave, "check", "qp-k-btn--go"))],
  });
  stage.host.onkeydown = null;

  async function send(): Promise<void> {
    status.textContent = "Un instant…";
    await outbox.beat();
    await showAgents(stage, screen, outbox.trouble ?? "Le service a répondu.");
  }

  async function take(): Promise<void> {
    const [part, ...left] = screen.left ?? partsOf(store);
    await save(store, part!);
    for (const { id } of part!.items) exported.add(id);
    const { left: _, ...now } = screen;
    await showAgents(stage, left.length > 0 ? { ...now, left } : now, saidOf(part!));
  }

  async function forget(): Promise<void> {
    await store.forgetAside(exported);
    await showAgents(stage, screen, "Ce qui était mis de côté et exporté est effacé de cet appareil.");
  }
}

/** Answers that are in a file: what was set aside since is in none, and may not be erased here. */
const exported = new Set<string>();

const saidOf = ({ items, number, of }: Part): string =>
  of === 1 ? `${count(items.length)} dans le fichier.`
    : `Fichier ${number} sur ${of} : ${count(items.length)}.${number < of ? " Le reste est dans le fichier suivant." : ""}`;

function asideList(store: Store): Node[] {
  if (store.aside.length === 0) return [];
  const lines = store.aside.map(({ answer, said }) =>
    el("li", {}, `N° ${answer.sequence}, ${new Date(answer.answeredAt).toLocaleString("fr", { dateStyle: "short", timeStyle: "short" })} : ${said?.detail || said?.code || said?.result || ""}`));
  return [el("h2", {}, "Mis de côté"), el("ul", { class: "qp-k-aside" }, ...lines)];
}

const count = (n: number): string => (n === 0 ? "aucun avis" : `${n} avis`);

const rangeText = ({ from, to }: Range): string => (from === to ? `${from}` : `${from} à ${to}`);

function storageText(storage: Storage | undefined): string {
  if (!storage) return "inconnue";
  const share = storage.quota > 0 ? Math.round((100 * storage.usage) / storage.quota) : 0;
  const held = storage.persisted ? "gardée même si l’espace manque" : "le navigateur peut l’effacer si l’espace manque";
  return `${share} % utilisés${share >= 80 ? ", presque pleine" : ""} ; ${held}`;
}
