// Search and filters of the HTML report of a diff. What it shows is in the file
// already: nothing is made from strings here.
(() => {
  'use strict';
  const main = document.getElementById('main');
  const by = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // --- what is filtered, read when first needed ---
  let index = null;
  const readIndex = () => index ??= all('details.page').map((element) => ({
    element,
    row: by(element.id + '-row'),
    state: element.dataset.state,
    summary: element.querySelector('summary'),
    parts: Array.from(element.querySelectorAll('.part'), (part) => ({
      element: part,
      name: part.dataset.part,
      changes: Array.from(part.querySelectorAll('.change'), (li) => ({
        element: li,
        level: li.dataset.level,
      })),
    })),
  }));
  const kLevels = ['error', 'warning', 'note'];
  const textOf = (item, ...elements) => item.text ??=
    elements.map((e) => e ? e.textContent : '').join('\n').toLowerCase();

  const wanted = () => ({
    words: by('query').value.trim().toLowerCase(),
    levels: new Set(all('.tools [name=level]').filter((c) => c.checked)
      .map((c) => c.value)),
    part: by('part').value,
    state: by('state') ? by('state').value : '',
  });

  const showsChange = (change, part, page, want) =>
    want.levels.has(change.level) &&
    (!want.part || want.part === part.name) &&
    (!want.words || textOf(change, change.element).includes(want.words) ||
      textOf(page, page.summary).includes(want.words));

  const filterPage = (page, want) => {
    let shown = 0, changes = 0;
    for (const part of page.parts) {
      let inPart = 0;
      for (const change of part.changes) {
        const shows = showsChange(change, part, page, want);
        change.element.hidden = !shows;
        inPart += shows ? 1 : 0;
      }
      part.element.hidden = inPart === 0;
      shown += inPart;
      changes += part.changes.length;
    }
    const asksForChanges =
      want.levels.size < kLevels.length || want.part || want.words;
    const named = want.words && textOf(page, page.summary).includes(want.words);
    const shows = (!want.state || want.state === page.state) &&
      (!asksForChanges || shown > 0 || (named && changes === 0));
    page.element.hidden = !shows;
    if (page.row) page.row.hidden = !shows;
    return { shown: shows ? shown : 0, changes, page: shows ? 1 : 0 };
  };

  const filter = () => {
    const want = wanted();
    const pages = readIndex();
    let shown = 0, changes = 0, shownPages = 0;
    for (const level of kLevels) {
      main.classList.toggle('no-' + level, !want.levels.has(level));
    }
    for (const page of pages) {
      const counts = filterPage(page, want);
      shown += counts.shown;
      changes += counts.changes;
      shownPages += counts.page;
    }
    by('shown').textContent = shown + ' of ' + changes + ' changes' +
      (pages.length > 1 ?
        ', ' + shownPages + ' of ' + pages.length + ' pages' : '');
  };

  const kPause = 120;  // milliseconds after the last key
  let timer = 0;
  by('query').addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filter, kPause);
  });
  for (const control of all('.tools [name=level], #part, #state')) {
    control.addEventListener('change', filter);
  }
})();
