// A code of the administrator makes this device a kiosk, typed or brought by the address of a QR code. It never goes to a server by the address.
import { enrol, Refusal } from "./api";
import { askToPersist } from "./device";
import { button, el } from "./dom";
import { icon } from "./icons";
import { heading, type Stage } from "./stage";
import type { Store } from "./store";

/** The code of the address, which then no longer shows it. */
export function takeCode(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
  if (location.hash) history.replaceState(null, "", location.pathname);
  return code;
}

export function showEnrolment(stage: Stage, store: Store, code: string, done: () => void, cancel?: () => void): void {
  const title = store.enrolment ? "Enregistrer de nouveau cette borne" : "Enregistrer cette borne";
  const count = store.held.length;
  const input = el("input", { id: "code", class: "qp-k-field", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", required: true, "aria-describedby": "code-aide code-erreur" });
  input.value = code;
  const error = el("p", { id: "code-erreur", class: "qp-k-error", role: "alert", hidden: true });
  const submit = el("button", { type: "submit", form: "enregistrement", class: "qp-k-btn qp-k-btn--go" }, icon("check"), "Enregistrer la borne");
  const form = el("form", { id: "enregistrement", class: "qp-k-form", submit: (event) => { event.preventDefault(); void tryCode(); } },
    el("label", { for: "code" }, "Code d’enregistrement"),
    el("p", { id: "code-aide", class: "qp-k-hint" }, "Donné une fois par l’administrateur, pour ce guichet.",
      ...(count > 0 ? [` ${count === 1 ? "1 avis gardé ici partira" : `${count} avis gardés ici partiront`} ensuite : le code doit être celui de la même borne.`] : [])),
    input, error);
  stage.show({ language: "fr", title, kind: "qp-k-main--form", main: [heading(title, "qp-k-title"), form], foot: [el("div", { class: "qp-k-acts" }, ...(cancel ? [button("Revenir", cancel, "back")] : []), submit)] });
  stage.host.onkeydown = null;

  async function tryCode(): Promise<void> {
    submit.disabled = true;
    try {
      const enrolment = await enrol(input.value.trim(), store.held.length > 0 ? store.enrolment?.kiosk : undefined);
      await askToPersist();
      await store.enrol(enrolment);
      done();
    } catch (fault) {
      error.hidden = false;
      error.textContent = textOf(fault);
      submit.disabled = false;
      input.focus();
    }
  }
}

function textOf(fault: unknown): string {
  if (fault instanceof Refusal) return fault.message;
  if (fault instanceof TypeError || fault instanceof DOMException) return "Le service ne répond pas : vérifiez le réseau, puis réessayez.";
  return `Cet appareil ne garde pas ce qu’on lui confie : ${fault instanceof Error ? fault.message : String(fault)}`;
}
