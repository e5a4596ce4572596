"use strict";
/* Forms that the browser sends itself. A second tap while the first is still on its way does nothing: over a slow link
   a form would be sent twice. And where there is something to fill in, the site is asked for first: a browser that
   cannot send a form puts a page of its own in its place, and with it goes what was filled in. Forms that a script
   sends (their event is prevented) look after both on their own. */
(() => {
  const PATIENCE = 8000; // ms, after which a tap counts again: the answer may have been a file, or none
  const { reaches, tell, quiet, words } = window.sending;
  const asking = new WeakSet(), reached = new WeakSet();
  let sent = new WeakMap();

  const filled = (form) => [...form.elements].some((one) => one.willValidate && !one.matches("button, [type=hidden]"));

  const place = document.createElement("div");
  const ask = async (form, by) => {
    quiet(place); by?.setAttribute("aria-busy", "true"); asking.add(form);
    const there = await reaches();
    by?.removeAttribute("aria-busy"); asking.delete(form); sent.delete(form);
    if (there) { reached.add(form); form.requestSubmit(by); return; }
    (by?.closest(".btns, .filter") || form).before(place);
    tell(place, `${words.offline} ${words.onpage}`, [[words.again, () => form.requestSubmit(by)]]);
    place.scrollIntoView({ block: "nearest" });
  };

  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const before = sent.get(form);
    if (asking.has(form) || (before && performance.now() - before < PATIENCE)) { event.preventDefault(); return; }
    sent.set(form, performance.now());
    if (reached.delete(form) || !filled(form) || !form.requestSubmit) return; /* Safari before 16 has none */
    event.preventDefault();
    ask(form, event.submitter);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) sent = new WeakMap(); });
})();
