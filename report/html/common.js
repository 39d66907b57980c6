// Theme, links, print and the order of the pages of every HTML report.
(() => {
  'use strict';
  const root = document.documentElement;
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
