// What a page does better with script. Everything works without it, but for passkeys, which are the browser's to ask for.
(() => {
  'use strict';

  // A form with unsaved text asks before it is left.
  for (const form of document.querySelectorAll('form[data-guard]')) {
    let changed = false;
    form.addEventListener('input', () => { changed = true; });
    form.addEventListener('submit', () => { changed = false; });
    window.addEventListener('beforeunload', (event) => { if (changed) event.preventDefault(); });
  }

  // A form that goes along with a passkey: the browser is asked for it first, and what it says is sent.
  const bytesOf = (text) => {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const textOf = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };
  const named = (keys) => keys?.map((key) => ({ ...key, id: bytesOf(key.id) }));
  // What is asked comes as text, bytes as base64url, and is answered in the same way.
  const ask = async (kind, options) => {
    const asked = JSON.parse(options).publicKey;
    asked.challenge = bytesOf(asked.challenge);
    asked.allowCredentials = named(asked.allowCredentials);
    asked.excludeCredentials = named(asked.excludeCredentials);
    if (asked.user) asked.user.id = bytesOf(asked.user.id);
    for (const key of Object.keys(asked)) if (asked[key] === undefined) delete asked[key];
    const credentials = navigator.credentials;
    const key = await (kind === 'make' ? credentials.create({ publicKey: asked }) : credentials.get({ publicKey: asked }));
    const response = {};
    for (const part of ['attestationObject', 'authenticatorData', 'clientDataJSON', 'signature', 'userHandle']) {
      if (key.response[part]) response[part] = textOf(key.response[part]);
    }
    return JSON.stringify({ id: key.id, rawId: textOf(key.rawId), type: key.type, response, extensions: {} });
  };
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const answer = form.elements.svar;
    const said = form.querySelector('[role="status"]');
    let busy = false;
    // What a browser kept of before answers nothing that is asked now.
    answer.value = '';
    window.addEventListener('pageshow', () => { answer.value = ''; });
    form.addEventListener('submit', async (event) => {
      // What is left empty is told of before anything is asked.
      const isLacking = [...form.elements].some((field) => field.type === 'text' && !field.value.trim());
      if (answer.value || isLacking) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (busy) return;
      busy = true;
      said.textContent = '';
      try {
        answer.value = await ask(form.dataset.passkey, form.dataset.options);
        form.requestSubmit();
      } catch {
        said.textContent = form.dataset.failed;
      }
      busy = false;
    });
  }

  // What is written is kept on this device, under a name of the person's own, until it is sent or a week has gone. Files
  // are not. Whoever signs out takes it away.
  const KEPT = 'insyn-draft-';
  const WEEK = 7 * 24 * 3600 * 1000;
  const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(KEPT));
  const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !['hidden', 'file', 'submit', 'button'].includes(field.type));
  try {
    for (const done of document.querySelectorAll('[data-draft-done]')) localStorage.removeItem(KEPT + done.dataset.draftDone);
    for (const out of document.querySelectorAll('form[action="/logga-ut"]')) {
      out.addEventListener('submit', () => { for (const name of kept()) localStorage.removeItem(name); });
    }
    for (const name of kept()) {
      if (!(Date.now() - JSON.parse(localStorage.getItem(name)).at < WEEK)) localStorage.removeItem(name);
    }
    for (const form of document.querySelectorAll('form[data-draft]')) {
      const name = KEPT + form.dataset.draft;
      const line = form.querySelector('.draft');
      const said = line.querySelector('[role="status"]');
      const say = (what) => { line.hidden = false; said.textContent = said.dataset[what]; };
      const before = JSON.parse(localStorage.getItem(name) ?? 'null');
      // What came back from the server with something to mend is newer than what was kept.
      if (before && !document.querySelector('.error-summary')) {
        for (const field of fieldsOf(form)) {
          const value = before.fields.filter(([key]) => key === field.name).map(([, value]) => value);
          if (['radio', 'checkbox'].includes(field.type)) field.checked = value.includes(field.value);
          else if (value.length > 0) [field.value] = value;
        }
        say('back');
      }
      let timer = 0;
      form.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const isOn = (field) => !['radio', 'checkbox'].includes(field.type) || field.checked;
          const fields = fieldsOf(form).filter(isOn).map((field) => [field.name, field.value]);
          localStorage.setItem(name, JSON.stringify({ at: Date.now(), fields }));
          if (line.hidden) say('kept');
        }, 400);
      });
      form.addEventListener('submit', () => clearTimeout(timer));
      line.querySelector('button').addEventListener('click', () => {
        clearTimeout(timer);
        localStorage.removeItem(name);
        say('gone');
      });
    }
  } catch {
    // A browser that keeps nothing for pages: nothing is kept.
  }

  // When a picture was taken, as its file says; the reader can change it.
  for (const files of document.querySelectorAll('input[type="file"]')) {
    const taken = files.form?.elements.tagen;
    files.addEventListener('change', () => {
      const first = files.files?.[0];
      if (!taken || taken.value || !first) return;
      const at = new Date(first.lastModified);
      const two = (number) => String(number).padStart(2, '0');
      taken.value = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
    });
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
