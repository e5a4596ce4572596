"use strict";
/* A second tap while the first is still on its way does nothing: over a slow link a form would be sent twice.
   Forms that a script sends itself (their event is prevented) look after that on their own. */
(() => {
  const PATIENCE = 8000; // ms, after which a tap counts again: the answer may have been a file, or none
  let sent = new WeakMap();

  window.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const before = sent.get(event.target);
    if (before && performance.now() - before < PATIENCE) event.preventDefault();
    else sent.set(event.target, performance.now());
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) sent = new WeakMap(); });
})();
