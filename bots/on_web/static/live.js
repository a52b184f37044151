// The stream of changes in the open channel; the browser connects again by itself.

const REST = 60_000; // ms until a hidden page closes its stream

export class Live {
  constructor({ onHello, onTurn, onProgress, onState }) {
    this.handlers = { onHello, onTurn, onProgress, onState };
    this.source = null;
    this.channel = "";
    this.timer = 0;
    document.addEventListener("visibilitychange", () => this.#seen(!document.hidden));
  }

  open(channel) {
    this.close();
    this.channel = channel;
    const source = new EventSource(`/api/events?channel=${encodeURIComponent(channel)}`);
    this.source = source;
    const on = (kind, handle) =>
      source.addEventListener(kind, (event) => {
        if (this.source === source) handle(JSON.parse(event.data));
      });
    on("hello", () => {
      this.#state(true);
      this.handlers.onHello();
    });
    on("turn", this.handlers.onTurn);
    on("progress", this.handlers.onProgress);
    source.onerror = () => {
      if (this.source !== source) return;
      this.#state(false);
      // After an answer that is no stream a browser gives up; then we begin again.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#again(source, channel), 3000);
    };
  }

  close() {
    this.source?.close();
    this.source = null;
  }

  // A browser gives one address six connections: tabs that nobody looks at leave theirs to others.
  #seen(visible) {
    clearTimeout(this.resting);
    if (!visible) this.resting = setTimeout(() => this.close(), REST);
    else if (!this.source && this.channel) this.open(this.channel);
  }

  #again(source, channel) {
    if (this.source === source) this.open(channel);
  }

  #state(open) {
    clearTimeout(this.timer);
    if (open) this.handlers.onState(true);
    else this.timer = setTimeout(() => this.handlers.onState(false), 1500);
  }
}
