### The journal.

journal-title = Journal
journal-lead = Everything done in Insyn is written here before and after, also that somebody reads, searches or is denied. People and cases stand under pseudonyms. Nobody can change or remove an entry unseen.
journal-caption = Entries of the journal, newest first
journal-empty = There are no entries here.
journal-no = No.
journal-when = Time (UTC)
journal-who = Who
journal-role = Role
journal-act = What
journal-object = With what
journal-outcome = Outcome
journal-begun = Begun
journal-done = Done
journal-denied = Denied
journal-failed = Failed
journal-not-found = Not found
journal-opens = of no. { NUMBER($opens) }
journal-newest = Newest
journal-older = Older
journal-verify = Verify the whole journal
journal-sign = Write a receipt for the diary
journal-whole = { $entries ->
    [one] The journal is whole: one entry, in order and unchanged
   *[other] The journal is whole: { $entries } entries, in order and unchanged
}
journal-whole-what = Every entry fits the one before it, and the journal is not shorter than any receipt that was written.
journal-unfinished = { $count ->
    [one] One act was begun and not closed. Most often the program was stopped, or the act is under way.
   *[other] { $count } acts were begun and not closed. Most often the program was stopped, or the acts are under way.
}
journal-broken = The journal is not whole: fault in entry { NUMBER($seq) }
journal-broken-what = Entries after it cannot be trusted either. Touch nothing, keep the database and the backups, and contact the auditors.
journal-broken-head = A receipt is not genuine
journal-head-title = Receipt for the diary
journal-head-what = Register the line in the municipal diary. It shows how far the journal reached, and tells if somebody rewrites it later.
journal-head-label = Line to copy
