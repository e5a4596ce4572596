"use strict";
/* Texts that could not be sent yet stay on the device, keyed by person, until they are sent, kept as a file or
   discarded. Signing out with such texts asks first, and wipes them: by any form that carries `data-leaves`, the
   person's id. */
window.unsent = (() => {
  const PREFIX = "sasando:";
  const mark = (person, key) => `${PREFIX}${person}:${key}`;
  const quietly = (run, otherwise) => { try { return run(); } catch { return otherwise; } };

  const keep = (person, key, record) =>
    quietly(() => { localStorage.setItem(mark(person, key), JSON.stringify(record)); return true; }, false);
  const drop = (person, key) => quietly(() => localStorage.removeItem(mark(person, key)));
  const all = (person) => quietly(() => Object.keys(localStorage)
    .filter((name) => name.startsWith(mark(person, "")))
    .map((name) => [name.slice(mark(person, "").length), JSON.parse(localStorage.getItem(name))])
    .filter(([, record]) => record), []);

  /* Several tabs may each have kept a text of one form, under the form's key and a mark of the tab: the latest. */
  const latest = (person, form) => all(person).filter(([key]) => key.startsWith(`${form}#`))
    .sort(([, a], [, b]) => a.at < b.at ? 1 : -1)[0] || null;

  const asFile = (records) => {
    const text = records.map(([, one]) => [one.name, one.at, ...Object.entries(one.fields)
      .filter(([name, value]) => value && name !== "expected").map(([name, value]) => `${name}:\n${value}`)].join("\n\n"))
      .join("\n\n----------\n\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = "tulisan-belum-terkirim.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const fill = (list, records) => list.replaceChildren(...records.map(([, one]) => {
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = one.address; link.textContent = one.name;
    line.append(link); return line;
  }));

  const ways = [...document.querySelectorAll("form[data-leaves]")];
  if (ways.length) {
    let chosen = ways[0];
    const person = chosen.dataset.leaves, block = document.querySelector("[data-unsent-leave]");
    const notice = document.querySelector("[data-unsent-list]");
    const here = location.pathname;
    const elsewhere = all(person).filter(([, one]) => new URL(one.address, location.href).pathname !== here);
    if (notice && elsewhere.length) { fill(notice.querySelector("ul"), elsewhere); notice.hidden = false; }

    const wipe = () => all(person).forEach(([key]) => drop(person, key));
    const go = () => { wipe(); document.dispatchEvent(new Event("unsent:left")); chosen.submit(); };
    ways.forEach((way) => way.addEventListener("submit", (event) => {
      const records = all(person);
      if (!records.length || !block) { wipe(); return; }
      event.preventDefault();
      chosen = way;
      fill(block.querySelector("ul"), records);
      block.hidden = false; block.focus(); block.scrollIntoView();
    }));
    block?.addEventListener("click", async (event) => {
      const wanted = event.target.dataset?.do;
      if (wanted === "stay") block.hidden = true;
      if (wanted === "discard") go();
      if (wanted === "file") { asFile(all(person)); go(); }
      if (wanted === "send") {
        for (const [key, one] of all(person)) {
          /* a draft holds two texts: a level, a source or a justification goes only with the form itself; a note that
             goes with a verdict only goes by neither */
          const answer = await (one.form ? window.sending.post(one.form, { ...one.hidden, ...one.fields, tindakan: "simpan" })
            : one.draft ? window.sending.post(one.draft, one.fields) : {});
          if (answer.kind === "saved") drop(person, key);
        }
        if (all(person).length) block.querySelector("[data-unsent-failed]").hidden = false; else go();
      }
    });
  }
  return { keep, latest, drop, all, asFile };
})();
