// What is typed is kept while it is typed, and whoever else opens the case is named. Without this script the buttons under the forms keep drafts, and the page says who
// has the case open when it is loaded.

const pause = 1_500; // after the last key, in milliseconds
const rhythm = 20_000; // the service forgets after a minute who says nothing any more

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-draft]")) keep(button, button.form!);

// Whoever writes has the step done without going through the fields that follow. What a step asks for besides is said as ever.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || !(event.target instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  if (!event.repeat) event.target.form?.requestSubmit();
});

const presence = document.querySelector<HTMLElement>("#presence");
if (presence) stay(presence);

/** Keeps what stands in a form as it changes; the form that is sent waits for what is still on its way, so that no draft comes after its step. */
function keep(button: HTMLButtonElement, form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>(".qp-draft")!;
  let timer = 0;
  let onItsWay: Promise<void> | undefined;
  button.hidden = true;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void send(), pause);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    if (!onItsWay) return;
    event.preventDefault();
    const submitter = (event as SubmitEvent).submitter;
    void onItsWay.then(() => form.requestSubmit(submitter));
  });
  // Whoever leaves within the pause has typed nothing in vain.
  window.addEventListener("pagehide", () => {
    if (timer) navigator.sendBeacon(button.formAction, typed());
  });

  async function send(): Promise<void> {
    timer = 0;
    await onItsWay;
    onItsWay = tell().finally(() => (onItsWay = undefined));
    await onItsWay;
  }

  async function tell(): Promise<void> {
    // Whoever has to sign in anew is led elsewhere, which keeps nothing.
    const kept = await fetch(button.formAction, { method: "POST", body: typed(), redirect: "manual" }).then((answer) => answer.ok, () => false);
    said.textContent = kept
      ? `Brouillon gardé à ${new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" })}, que vous seul voyez.`
      : "Brouillon non gardé : ne quittez pas cette page. Reconnectez-vous dans un autre onglet, puis écrivez ici une lettre de plus.";
    said.classList.toggle("fr-error-text", !kept);
  }

  function typed(): FormData {
    const data = new FormData(form);
    data.set("Quiet", "true");
    return data;
  }
}

function stay(shown: HTMLElement): void {
  const address = shown.dataset["presence"]!;
  setInterval(() => {
    if (document.hidden) return;
    void fetch(address, { method: "POST", body: open(true, shown.dataset["version"]), redirect: "manual" })
      .then(async (answer) => {
        // Said once, not every twenty seconds.
        const others = answer.ok ? await answer.text() : "";
        if (shown.textContent !== others) shown.textContent = others;
      })
      .catch(() => undefined);
  }, rhythm);
  window.addEventListener("pagehide", () => void navigator.sendBeacon(address, open(false)));
}

// With the version that is shown here: the answer says when somebody changed the case since.
function open(is: boolean, version = ""): FormData {
  const data = new FormData();
  if (version) data.set("Version", version);
  data.set("Open", String(is));
  data.set("__RequestVerificationToken", document.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")?.value ?? "");
  return data;
}
