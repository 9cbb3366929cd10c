// Out of order, over the whole screen: nobody gives an opinion that would be lost, and whoever came for it reads where else to give it.
// uqr (MIT) draws the codes that telephones read, without a network.
import { encode } from "uqr";
import type { FaultKind } from "./database";
import { el, typeset } from "./dom";
import { icon, squares } from "./icons";
import { heading, type Stage } from "./stage";
import type { Store } from "./store";
import { directionOf, wordsOf } from "./words";

/** `refused`: the server knows this device no more; `empty`: no questionnaire has ever come; else what the memory suffers from. */
export type Cause = "refused" | "empty" | FaultKind;

const causes: Record<Cause, string> = {
  refused: "Remplacée ou retirée dans la liste des bornes, à enregistrer de nouveau.",
  empty: "Le questionnaire n’a pas pu être chargé : vérifiez le réseau.",
  erased: "La mémoire de cet appareil a été effacée.",
  full: "La mémoire de cet appareil est pleine : plus rien ne peut y être gardé.",
  broken: "La mémoire de cet appareil ne répond plus.",
};

const languages = ["en", "es", "pt", "ar"];

export function showClosed(stage: Stage, store: Store, cause: Cause, agents: () => void): void {
  const words = wordsOf("fr");
  const site = store.enrolment?.site;
  const ways = [...(site ? [byPhone(site)] : []), way("slip", "Sur papier", "Demandez une fiche à l’accueil."), way("talk", "De vive voix", "Un agent note ce que vous dites, sans votre nom.")];
  stage.show({
    language: "fr",
    title: words.closed,
    main: [heading(words.closed),
      el("p", { class: "qp-k-also" }, ...languages.map((one) => el("span", { lang: one, dir: directionOf(one) }, wordsOf(one).closed))),
      el("p", { class: "qp-sub" }, ...typeset(`Votre avis nous intéresse quand même. ${site ? "Trois" : "Deux"} façons de le donner :`)),
      el("ul", { class: "qp-k-ways" }, ...ways)],
    foot: [el("div", { class: "qp-k-staff" }, el("p", { role: "status" }, ...forStaff(store, cause)), el("button", { type: "button", click: agents }, "Ouvrir le service"))],
  });
  stage.host.onkeydown = null;
}

function byPhone(site: string): HTMLElement {
  const address = `${location.host}/avis/${site}`;
  const code = squares(encode(`${location.origin}/avis/${encodeURIComponent(site)}`, { ecc: "M", border: 3 }).data, "Code à viser avec un téléphone");
  return el("li", {}, code, el("span", {}, el("b", {}, "Avec votre téléphone"), "Visez ce code ou tapez ", el("span", { class: "qp-k-address" }, address), el("br"), "Une minute, cinq langues."));
}

const way = (drawing: "slip" | "talk", name: string, text: string): HTMLElement => el("li", {}, icon(drawing), el("span", {}, el("b", {}, name), text));

function forStaff(store: Store, cause: Cause): (Node | string)[] {
  const count = store.held.length;
  const kept = count === 0 ? "Aucun avis n’est gardé sur cet appareil."
    : `${count === 1 ? "1 avis est gardé" : `${count} avis sont gardés`} ${cause === "refused" || cause === "empty" ? "sur cet appareil" : "tant que cette page reste ouverte : exportez-les"}.`;
  const then = cause === "refused" && count > 0 ? " Aucun n’est perdu : ils partiront une fois la borne enregistrée." : "";
  return [...typeset(`Pour les agents : ${store.device.settings?.label ?? "borne"}. ${causes[cause]} `), el("br"), ...typeset(kept + then)];
}
