// What a page does better with script. Everything works without it.
(() => {
  'use strict';

  // A form with unsaved text asks before it is left.
  for (const form of document.querySelectorAll('form[data-guard]')) {
    let changed = false;
    form.addEventListener('input', () => { changed = true; });
    form.addEventListener('submit', () => { changed = false; });
    window.addEventListener('beforeunload', (event) => { if (changed) event.preventDefault(); });
  }

  // A form is sent once, however often its button is pressed.
  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = 'yes';
    });
  }
  // Back from the next page, it may be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  });

  // A choice that sends its form by itself.
  for (const select of document.querySelectorAll('select[data-send]')) {
    select.addEventListener('change', () => select.form.requestSubmit());
  }

  // A field above a table that shows only the rows with what is written there.
  for (const filter of document.querySelectorAll('[data-filter]')) {
    const table = document.getElementById(filter.dataset.filter);
    const field = filter.querySelector('input');
    const said = filter.querySelector('[role="status"]');
    if (!table || !field) continue;
    filter.hidden = false;
    field.addEventListener('input', () => {
      const wanted = field.value.trim().toLowerCase();
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) shown += 1;
      }
      said.textContent = shown === 0 ? filter.dataset.none : '';
    });
  }

  // What is wrong is read at once.
  document.querySelector('.error-summary')?.focus();
})();
