// News over server-sent events. Where they do not get through, the page asks every few seconds and says so.

const EVERY = 5000; // milliseconds between questions without a stream
const PATIENCE = 2500; // milliseconds a stream may be away before the page says so

export function startLive() {
  const address = document.body.dataset.live;
  const listeners = [];
  const live = {
    onNews: (listener) => listeners.push(listener),
    answered, // a question without the stream got through
    unanswered, // it did not
  };
  if (!address) return live;

  let source = null;
  let asking = null;
  let worry = null;
  let missed = false;
  connect();
  addEventListener("online", connect);
  addEventListener("offline", lost);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && source?.readyState !== EventSource.OPEN) connect();
  });
  return live;

  function connect() {
    source?.close();
    source = new EventSource(address, { withCredentials: true });
    source.addEventListener("open", found);
    source.addEventListener("error", lost);
    for (const kind of ["conversation", "contact", "typing", "mention", "order", "account", "clock", "team", "question", "reload"]) {
      source.addEventListener(kind, ({ data }) => tell(kind, JSON.parse(data || "{}")));
    }
  }

  function tell(kind, ids) {
    for (const listener of listeners) listener(kind, ids);
  }

  function found() {
    clearTimeout(worry);
    worry = null;
    clearInterval(asking);
    asking = null;
    // However short it was: what was told meanwhile went past this page.
    if (missed) tell("reload", {});
    missed = false;
    show("live");
  }

  function lost() {
    missed = true;
    worry ??= setTimeout(() => {
      show(navigator.onLine ? "polling" : "offline");
      asking ??= setInterval(() => {
        tell("poll", {});
        // A stream that was refused for good is not tried again by the browser.
        if (source.readyState === EventSource.CLOSED) connect();
      }, EVERY);
    }, PATIENCE);
  }

  function answered() {
    if (asking) show("polling");
  }

  function unanswered() {
    if (asking) show("offline");
  }

  function show(state) {
    const banner = document.getElementById("connection");
    if (!banner) return;
    banner.hidden = state === "live";
    banner.dataset.state = state;
    for (const words of banner.querySelectorAll("[data-for]")) words.hidden = words.dataset.for !== state;
  }
}
