// Search, filters and order of the HTML report of scans. What it shows is in the
// file already: nothing is made from strings here.
(() => {
  'use strict';
  const main = document.getElementById('main');
  const by = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // --- what is filtered, read when first needed ---
  const numbers = (text) => text ? text.split(' ') : [];
  let index = null;
  const readIndex = () => index ??= {
    rules: all('details.rule').map((element) => ({
      element,
      id: element.dataset.rule,
      groups: Array.from(element.querySelectorAll('.found > li'), (li) => ({
        element: li,
        level: li.dataset.level,
        off: li.classList.contains('off'),
        hosts: new Set(numbers(li.dataset.hosts)),
      })),
    })),
    pages: all('details.page').map((element) => {
      const row = by(element.id + '-row');
      return {
        element,
        row,
        host: element.dataset.host,
        rules: new Set(numbers(element.dataset.rules)),
        levels: numbers(element.dataset.levels),
      };
    }),
  };
  const kLevels = ['error', 'warning', 'note'];
  const textOf = (item, ...elements) => item.text ??=
    elements.map((e) => e ? e.textContent : '').join('\n').toLowerCase();

  const wanted = () => ({
    words: by('query').value.trim().toLowerCase(),
    levels: new Set(all('.tools [name=level]').filter((c) => c.checked)
      .map((c) => c.value)),
    rule: by('rule').value,
    host: by('host') ? by('host').value : '',
    off: by('off') ? by('off').checked : true,
  });

  const showsGroup = (group, rule, want) =>
    want.levels.has(group.level) && (want.off || !group.off) &&
    (!want.rule || want.rule === rule.id) &&
    (!want.host || group.hosts.has(want.host)) &&
    (!want.words || textOf(group, group.element).includes(want.words) ||
      textOf(rule, rule.element.querySelector('summary'),
        rule.element.querySelector('.help')).includes(want.words));

  const showsPage = (page, want) =>
    (!want.host || want.host === page.host) &&
    (!want.rule || page.rules.has(want.rule)) &&
    (want.levels.size === kLevels.length ||
      page.levels.some((level) => want.levels.has(level))) &&
    (!want.words ||
      textOf(page, page.row, page.element).includes(want.words));

  const filter = () => {
    const want = wanted();
    const { rules, pages } = readIndex();
    let found = 0, groups = 0, shownPages = 0;
    for (const level of kLevels) {
      main.classList.toggle('no-' + level, !want.levels.has(level));
    }
    main.classList.toggle('no-off', !want.off);
    for (const rule of rules) {
      let shown = 0;
      for (const group of rule.groups) {
        const shows = showsGroup(group, rule, want);
        group.element.hidden = !shows;
        shown += shows ? 1 : 0;
      }
      rule.element.hidden = shown === 0;
      found += shown;
      groups += rule.groups.length;
    }
    for (const page of pages) {
      const shows = showsPage(page, want);
      page.element.hidden = !shows;
      if (page.row) page.row.hidden = !shows;
      shownPages += shows ? 1 : 0;
    }
    by('shown').textContent = found + ' of ' + groups + ' findings' +
      (pages.length > 1 ?
        ', ' + shownPages + ' of ' + pages.length + ' pages' : '');
  };

  const kPause = 120;  // milliseconds after the last key
  let timer = 0;
  by('query').addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filter, kPause);
  });
  for (const control of all('.tools [name=level], #rule, #host, #off')) {
    control.addEventListener('change', filter);
  }

  // --- the order of the rules ---
  const orders = {
    worst: (a, b) => a.dataset.order - b.dataset.order,
    findings: (a, b) => b.dataset.findings - a.dataset.findings ||
      a.dataset.order - b.dataset.order,
    pages: (a, b) => b.dataset.pages - a.dataset.pages ||
      a.dataset.order - b.dataset.order,
    rule: (a, b) => a.dataset.rule < b.dataset.rule ? -1 : 1,
  };
  by('order').addEventListener('change', (event) => {
    const list = by('rules');
    if (!list) return;
    list.append(...Array.from(list.children).sort(orders[event.target.value]));
  });
})();
