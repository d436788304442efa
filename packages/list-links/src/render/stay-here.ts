/** Runs in a page, so it can use nothing from around it: keeps it from going where no request leads, such as to what it has made itself. */
export function stayHere(): { readonly times: number } {
  let times = 0;
  window.navigation?.addEventListener('navigate', (event) => {
    const { sameDocument, url } = event.destination;
    // A request can be refused later, and a page may have a way of its own to show what is there.
    if (sameDocument || /^(?:https?|file):/.test(url) || !event.cancelable) return;
    event.preventDefault();
    times += 1;
  });
  return {
    get times() {
      return times;
    },
  };
}

declare const window: {
  readonly navigation?: {
    addEventListener(type: 'navigate', listener: (event: NavigateEvent) => void): void;
  };
};

type NavigateEvent = {
  readonly cancelable: boolean;
  readonly destination: { readonly sameDocument: boolean; readonly url: string };
  preventDefault(): void;
};
