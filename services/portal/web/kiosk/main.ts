// The kiosk's page: enrolment once, then one person after the other.
import { enrol, readQuestionnaire, Refusal, type Enrolment, type Questionnaire } from "./api";
import { readClock } from "./clock";
import { button, el, show } from "./dom";
import { IdleWatch } from "./idle";
import { Outbox, type Delivery } from "./outbox";
import { ask, type Given } from "./questions";
import { abandonDrafts, begin, finish, keepEnrolment, keepQuestionnaire, readEnrolment, readKeptQuestionnaire } from "./store";
import { directionOf, wordsOf } from "./words";

const host = document.getElementById("borne") as HTMLElement;
const foot = document.getElementById("etat") as HTMLElement;
const questionnaireCode = host.dataset["questionnaire"] ?? "accueil-general";
const seconds = (name: string): number => Number(host.dataset[name]) * 1_000;

const outbox = new Outbox(reportDelivery);
let giveUp: (() => void) | undefined;
let closeWarning: (() => void) | undefined;
const idle = new IdleWatch(seconds("idle"), seconds("warning"), warnOfReset, () => giveUp?.());

// One page at a time: the answer that another one is taking must not be given up as one that was left behind.
const place = "qualipref-borne";
void navigator.locks.request(place, { ifAvailable: true }, (held) => (held ? takePlace() : showElsewhere()))
  .then(() => navigator.locks.request(place, takePlace));

async function takePlace(): Promise<void> {
  await run();
  // Held until the page is closed.
  await new Promise(() => undefined);
}

function showElsewhere(): void {
  const words = wordsOf(document.documentElement.lang);
  show(host, words.elsewhere, el("h1", {}, words.elsewhere), el("p", {}, words.elsewhereMore));
}

async function run(): Promise<void> {
  await abandonDrafts();
  const enrolment = await readEnrolment();
  if (!enrolment) {
    showEnrolment();
    return;
  }
  outbox.soon();
  await showStart(enrolment);
}

function reportDelivery({ waiting, aside, refused }: Delivery): void {
  const parts = [waiting === 0 ? "Tous les avis sont arrivés." : `Avis en attente d'envoi : ${waiting}.`];
  if (aside > 0) parts.push(`Avis mis de côté : ${aside}, prévenez l'administrateur.`);
  if (refused) parts.push("Cette borne n'est plus reconnue : elle doit être enregistrée de nouveau.");
  foot.textContent = parts.join(" ");
}

function showEnrolment(): void {
  const input = el("input", { id: "code", class: "fr-input", autocomplete: "off", required: true, "aria-describedby": "code-aide code-erreur" });
  const error = el("p", { id: "code-erreur", class: "fr-error-text", role: "alert", hidden: true });
  const submit = el("button", { type: "submit", class: "fr-btn" }, "Enregistrer la borne");
  const form = el("form", { submit: (event) => { event.preventDefault(); void tryCode(); } },
    el("div", { class: "fr-input-group" },
      el("label", { class: "fr-label", for: "code" }, "Code d'enregistrement",
        el("span", { class: "fr-hint-text", id: "code-aide" }, "Donné une fois par l'administrateur, pour ce guichet.")),
      input, error),
    submit);
  show(host, "Enregistrer cette borne", el("h1", {}, "Enregistrer cette borne"), form);

  async function tryCode(): Promise<void> {
    submit.disabled = true;
    try {
      await keepEnrolment(await enrol(input.value.trim()));
      await run();
    } catch (fault) {
      error.hidden = false;
      error.textContent = fault instanceof Refusal ? fault.message : "Le service ne répond pas : vérifiez le réseau, puis réessayez.";
      submit.disabled = false;
      input.focus();
    }
  }
}

// The kept one at once, so that nobody waits for a server that is away; a newer version is there for the next person.
async function currentQuestionnaire(): Promise<Questionnaire | undefined> {
  const kept = await readKeptQuestionnaire(questionnaireCode);
  const newest = readQuestionnaire(questionnaireCode).then(async (read) => {
    await keepQuestionnaire(read);
    return read;
  }).catch(() => kept);
  return kept ?? newest;
}

function speak(language: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

async function showStart(enrolment: Enrolment): Promise<void> {
  idle.stop();
  giveUp = undefined;
  speak("fr");
  foot.lang = "fr";
  foot.dir = "ltr";
  const questionnaire = await currentQuestionnaire();
  if (!questionnaire) {
    show(host, "Borne momentanément indisponible", el("h1", {}, "Borne momentanément indisponible"),
      el("p", {}, "Le questionnaire n'a pas pu être chargé : vérifiez le réseau."), button("Réessayer", () => void showStart(enrolment)));
    return;
  }
  const words = wordsOf("fr");
  const choices = questionnaire.languages.map((language) => {
    const start = button(wordsOf(language).language, () => void askPerson(enrolment, questionnaire, language));
    start.lang = language;
    start.dir = directionOf(language);
    return el("li", {}, start);
  });
  show(host, words.start, el("h1", {}, questionnaire.title["fr"] ?? words.start), el("p", {}, questionnaire.introduction["fr"] ?? ""),
    el("p", {}, words.choose), el("ul", { class: "qp-borne__languages" }, ...choices));
}

async function askPerson(enrolment: Enrolment, questionnaire: Questionnaire, language: string): Promise<void> {
  const draft = await begin(questionnaire, language);
  const given: Given = { answers: {} };
  speak(language);
  let ended = false;
  giveUp = () => void end("abandoned");
  idle.start();
  ask({ host, questionnaire, language, given, done: () => void end("complete"), stop: () => void end("abandoned") });

  async function end(outcome: "complete" | "abandoned"): Promise<void> {
    // A double tap must not send one id with two contents.
    if (ended) return;
    ended = true;
    closeWarning?.();
    idle.stop();
    const content = outcome === "complete" ? given : { answers: {} };
    await finish({ ...draft, outcome, answeredAt: new Date().toISOString(), clock: readClock(), ...content });
    await outbox.tell();
    outbox.soon();
    if (outcome === "complete") showThanks(enrolment, language);
    else await showStart(enrolment);
  }
}

function showThanks(enrolment: Enrolment, language: string): void {
  const words = wordsOf(language);
  giveUp = () => { closeWarning?.(); void showStart(enrolment); };
  show(host, words.thanks, el("h1", {}, words.thanks), el("p", {}, words.thanksMore), button(words.again, () => giveUp?.()));
  idle.start();
}

function warnOfReset(): void {
  closeWarning?.();
  const words = wordsOf(document.documentElement.lang);
  const dialog = el("dialog", { class: "qp-borne__warning", "aria-labelledby": "avertissement" },
    el("h2", { id: "avertissement" }, words.stillThere), el("p", {}, words.willReset), button(words.goOn, () => dialog.close()));
  dialog.addEventListener("close", () => { dialog.remove(); closeWarning = undefined; });
  document.body.append(dialog);
  dialog.showModal();
  closeWarning = () => dialog.close();
}
