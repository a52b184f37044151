// Within Telegram: who opened the page, as Telegram signed it, and the few things it is told.
// (https://core.telegram.org/api/bots/webapps; Telegram's own script would be a third party's.)

const launch = new URLSearchParams(location.hash.slice(1));

// What Telegram signed; empty elsewhere.
export const signed = launch.get("tgWebAppData") ?? "";

function tell(eventType, eventData = {}) {
  if (!signed) return;
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  else if (window.external && "notify" in window.external) window.external.notify(JSON.stringify({ eventType, eventData }));
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType, eventData }), "https://web.telegram.org");
}

// A stroke that goes down must not close the page.
export function settle() {
  tell("web_app_ready");
  tell("web_app_expand");
  tell("web_app_setup_swipe_behavior", { allow_vertical_swipe: false });
}

export const close = () => tell("web_app_close");
