// Keys for the review page; every page works without this file.
"use strict";
(() => {
  const rows = Array.from(document.querySelectorAll("[data-row]"));
  const current = () => document.activeElement && document.activeElement.closest("[data-row]");
  const go = (row) => {
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  };
  const step = (by) => {
    const at = rows.indexOf(current());
    go(rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]);
  };
  const press = (row, name) => {
    const button = row && row.querySelector(`[data-key="${name}"]`);
    if (button && !button.disabled) button.click();
  };
  const typing = (element) => element && element.matches("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const page = document.querySelector("[data-review]");
    if (!page) return;
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "b" || key === "f") press(current(), key);
    else if (key === "n") {
      const next = document.querySelector("[data-next]");
      if (next) next.click();
    } else return;
    event.preventDefault();
  });

  // A second press while the first is on its way would only be refused.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // The first open row has the focus when the address names none. The browser goes to the address's
  // target at the end of loading, so this comes after it.
  const settle = () => {
    const alert = document.querySelector("[data-row] [role=alert]");
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!alert && target && target.matches("[data-row]")) target.focus({ preventScroll: true });
    else if (!document.querySelector("[role=alert]")) {
      const open = document.querySelector("[data-row][data-open]");
      if (open) open.focus({ preventScroll: true });
    }
  };
  if (document.querySelector("[data-review]")) {
    const hint = document.querySelector("[data-keys]");
    if (hint) hint.hidden = false;
    window.addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(settle)));
  }
})();
