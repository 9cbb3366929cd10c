// The page's side of its service worker: a new version takes over between two persons and at no other moment.

interface ScriptPolicies {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => { createScriptURL: (address: string) => string };
}

const pause = 5 * 60_000;
const script = "/assets/borne-hors-ligne.js";

// The only script address that the page may make, and it makes no other.
const trusted = (window as { trustedTypes?: ScriptPolicies }).trustedTypes?.createPolicy("qualipref-borne", { createScriptURL: () => script });

export class Updates {
  private registration: ServiceWorkerRegistration | undefined;
  private stale = false;

  /** `ready`: something newer than this page is there. */
  constructor(private readonly ready: () => void) {}

  start(): void {
    const workers = navigator.serviceWorker;
    const controlled = workers.controller !== null;
    workers.addEventListener("controllerchange", () => {
      // The first one comes to a page of its own version.
      if (controlled || this.stale) this.becomeStale();
    });
    workers.addEventListener("message", ({ data }: MessageEvent<{ kind?: string }>) => { if (data.kind === "changed") this.becomeStale(); });
    window.setInterval(() => void this.look(), pause);
    void this.look();
  }

  /** Asks for a newer version, and for the page as its settings have it now. Without a network the present one serves on. */
  private async look(): Promise<void> {
    try {
      this.registration = await navigator.serviceWorker.register(trusted ? trusted.createScriptURL(script) : script, { scope: "/borne", updateViaCache: "none" });
      this.registration.onupdatefound = () => this.follow(this.registration?.installing);
      this.registration.active?.postMessage({ kind: "refresh" });
      await this.registration.update();
    } catch (fault) {
      console.info(`No newer version could be looked for: ${String(fault)}`);
    }
    if (this.registration?.waiting) this.ready();
  }

  private follow(coming: ServiceWorker | null | undefined): void {
    coming?.addEventListener("statechange", () => { if (coming.state === "installed" && this.registration?.waiting === coming) this.ready(); });
  }

  /** Called where nobody has touched anything. True when the page is about to be loaded anew. */
  take(): boolean {
    if (this.stale) {
      location.reload();
      return true;
    }
    // The first one of all waits for a moment too, with none before it: nothing is to be loaded anew for it.
    if (this.registration?.waiting && this.registration.active) {
      this.stale = true;
      this.registration.waiting.postMessage({ kind: "take" });
    }
    return false;
  }

  private becomeStale(): void {
    this.stale = true;
    this.ready();
  }
}
