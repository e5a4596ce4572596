"use strict";
/* Forms marked `data-typed`: what is typed in one stays on this device until the server has it. The mark is the form's
   key, `data-name` what people call it; a form that a button's verdict belongs to has `data-verdict` and is sent by
   hand only. `data-unsaved`: the server shows again what it did not save. */
(() => {
  const { post, tell, quiet, explain, words } = window.sending;
  const person = document.querySelector("form[data-leaves]")?.dataset.leaves;
  const tab = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  const typable = (control) => control.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio])");

  const watch = (form) => {
    const key = `${form.dataset.typed}#${tab}`;
    const controls = [...form.elements].filter((one) => one.name && one.name !== "csrfmiddlewaretoken");
    const pairs = (wanted, what = "value") => Object.fromEntries(controls.filter(wanted).map((one) => [one.name, one[what]]));
    const texts = () => pairs(typable), hidden = () => pairs((one) => one.type === "hidden");
    const written = () => JSON.stringify(texts());
    const place = document.createElement("div");
    place.hidden = true; form.prepend(place);
    let first = JSON.stringify(pairs(typable, "defaultValue")), sending = false, native = false, left = false;
    let told = false; /* what others wrote meanwhile: the text may take its place */

    const changed = () => controls.filter((one) => typable(one) && (first === "" || one.value !== one.defaultValue)).map((one) => one.name);
    const record = () => ({
      address: form.dataset.address || location.href, form: "verdict" in form.dataset ? "" : form.action,
      name: form.dataset.name, fields: texts(), changed: changed(), hidden: told ? {} : hidden(), at: new Date().toISOString(),
    });
    const drop = () => window.unsent.drop(person, key);
    const keep = () => { if (left) return; if (written() === first) drop(); else window.unsent.keep(person, key, record()); };
    const toFile = () => window.unsent.asFile([[key, record()]]);

    const go = (next) => {
      const there = new URL(next, location.href);
      const here = there.pathname + there.search === location.pathname + location.search;
      location.assign(there);
      if (here && there.hash) location.reload();
    };

    const deliver = async (by) => {
      if (sending) return;
      sending = true; keep(); quiet(place); by?.setAttribute("aria-busy", "true");
      const answer = await post(form.action, { ...hidden(), ...texts(), ...(by?.name ? { [by.name]: by.value } : {}) });
      sending = false; by?.removeAttribute("aria-busy");
      if (answer.kind === "saved") { drop(); left = true; go(answer.body.next); return; }
      /* a page that says what is wrong, with both texts where there are two: the browser fetches it */
      if (answer.kind === "refused" && !answer.body && [409, 422].includes(answer.status)) { native = true; form.requestSubmit(by); return; }
      if (answer.kind === "conflict") {
        told = true; keep();
        tell(place, answer.body.error, [[words.reload, () => location.reload()], [words.file, toFile]]);
      } else explain(place, answer, () => deliver(by), toFile);
      place.scrollIntoView({ block: "center" });
    };

    form.addEventListener("input", keep);
    form.addEventListener("submit", (event) => { if (native) return; event.preventDefault(); deliver(event.submitter); });
    window.addEventListener("pagehide", keep);
    document.addEventListener("unsent:left", () => { left = true; });

    const [keptAs, kept] = window.unsent.latest(person, form.dataset.typed) || [];
    if ("unsaved" in form.dataset) { first = ""; keep(); }
    else if (kept && JSON.stringify(kept.fields) !== first) {
      const back = { ...kept.hidden, ...Object.fromEntries(kept.changed.map((one) => [one, kept.fields[one]])) };
      for (const control of controls) if (control.name in back) control.value = back[control.name];
      for (let outer = form.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
      keep();
      tell(place, words.restored, [[words.file, toFile], [words.discard, () => { drop(); left = true; location.reload(); }]]);
    }
    if (kept) window.unsent.drop(person, keptAs);
  };
  if (person && window.unsent) document.querySelectorAll("form[data-typed]").forEach(watch);
})();
