// Elements, made without any markup in strings: what people and models write is only ever text.

const own = new Set(["className", "textContent", "value", "disabled", "hidden", "htmlFor", "muted"]);

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (own.has(name)) element[name] = value;
    else if (name === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

// Text with `code` in backticks, and with --flags that no line ends in.
export function prose(text) {
  return text.split(/(`[^`\n]+`|(?<!\S)--[a-z]+)/).map((part) => {
    if (part.length > 2 && part.startsWith("`")) return h("code", {}, part.slice(1, -1));
    return part.startsWith("--") ? h("span", { class: "flag" }, part) : part;
  });
}

export function announce(text) {
  byId("announce").textContent = text;
}
