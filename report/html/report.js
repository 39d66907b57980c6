// Search, filters, order and theme of the HTML report. What it shows is in the
// file already: nothing is made from strings here.
(() => {
  'use strict';
  const root = document.documentElement;
  const main = document.getElementById('main');
  const by = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  root.classList.add('js');

  // --- theme; a browser may keep nothing for files ---
  const kThemeKey = 'pagescan-theme';
  const setTheme = (theme) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  try {
    const kept = localStorage.getItem(kThemeKey) || '';
    setTheme(kept);
    by('theme').value = root.dataset.theme || '';
  } catch { /* none kept */ }
  by('theme').addEventListener('change', (event) => {
    setTheme(event.target.value);
    try {
      localStorage.setItem(kThemeKey, event.target.value);
    } catch { /* not kept */ }
  });

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

  // --- the order of the pages ---
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim().toLowerCase();
  };
  const compare = (a, b) => {
    const difference = Number(a) - Number(b);
    if (!Number.isNaN(difference) && a !== '' && b !== '') return difference;
    return a < b ? -1 : a > b ? 1 : 0;
  };
  const sortPages = (heading) => {
    const body = heading.closest('table').tBodies[0];
    const column = heading.cellIndex;
    const old = heading.getAttribute('aria-sort');
    const first = heading.classList.contains('number') ?
      'descending' : 'ascending';
    const direction = !old ? first :
      old === 'ascending' ? 'descending' : 'ascending';
    for (const other of heading.parentElement.cells) {
      other.removeAttribute('aria-sort');
    }
    heading.setAttribute('aria-sort', direction);
    const sign = direction === 'ascending' ? 1 : -1;
    const keyed = Array.from(body.rows, (row) => [valueOf(row, column), row]);
    keyed.sort((a, b) => sign * compare(a[0], b[0]));
    body.append(...keyed.map((pair) => pair[1]));
  };
  for (const heading of all('.list thead th')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => sortPages(heading));
  }

  // --- a link into something closed opens it ---
  const openTarget = () => {
    const target = by(location.hash.slice(1));
    if (!target || target.tagName !== 'DETAILS') return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', openTarget);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) openTarget();
  });
  if (location.hash) openTarget();

  // --- on paper everything is open, unless it would be a book ---
  const kMaxPrinted = 500;
  let opened = [];
  addEventListener('beforeprint', () => {
    const closed = all('details.card:not([open])');
    opened = closed.length > kMaxPrinted ? [] : closed;
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
})();
