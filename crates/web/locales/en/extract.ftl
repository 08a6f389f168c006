### Kept extracts from criminal registers.

extract-title = Kept extracts
extract-lead = Extracts from registers that the law says are kept. Only HR and the director can read them, and every reading is written down.
extract-title-of = Extract of { $name }, { $register }
extract-of = { $register } ({ $check })
extract-count = { $many ->
    [one] One extract is kept
   *[other] { $many } extracts are kept
}
extract-due = { $many ->
    [one] One extract has been kept as long as the law says. Dispose of it, by two.
   *[other] { $many } extracts have been kept as long as the law says. Dispose of them, by two.
}
extract-empty = No extracts are kept.
extract-locked = Extract, unlock to read
extract-person = Person
extract-register = Register
extract-started = Began
extract-readings = Read
extract-unread = Nobody has read the extract.
extract-facts = What is kept
extract-holders = Who can read it
extract-kept-by = Kept
extract-show-lead = Here stands what is kept, until when, and who has read it. What the extract shows is in the file alone.
extract-moved = First day changed to { $day }: { $why }
extract-read-by = Read { $at } by { $name } for: { $why }
extract-shared = { $many ->
    [one] One person more was given access
   *[other] { $many } persons more were given access
}
extract-keep = Keep the extract
extract-keep-lead = The law says that the extract of { $name } is kept. The file is sealed with a key of its own. You can not read it afterwards unless you stand in the list.
extract-holders-lead = These will be able to read the extract, and show it to the inspectorate (IVO):
extract-keep-nobody = Nobody got the post. Extracts are kept only of whoever gets it.
extract-keep-nothing = The law does not say that any extract is kept of whoever got the post. Keep nothing. If the check was not recorded, it can no longer be added.
extract-kept-already = Kept already:
extract-which = Which extract?
extract-starts-on = First day of work
extract-starts-hint = The extract is kept for at least { $months } months from that day.
extract-returned-on = The original went back
extract-returned-hint = The person has a right to have the original back. Leave the day empty if that has not been done.
extract-file = The file
extract-file-hint = PDF, JPEG or PNG, at most 20 MB. Only the extract, nothing else.
extract-file-missing = Choose a file
extract-done-kept = The extract is kept. HR and the director can read it.
extract-done-disposed = The extract is disposed of.
extract-read = Read the extract
extract-read-lead = That you read it, when and why is written down before the file opens. The others who have access see it.
extract-read-pdf = You get the file as it came. Keep no copy, and do not pass it on by mail.
extract-read-picture = You get a clean copy of the picture. Keep no copy, and do not pass it on by mail.
extract-read-why = Why do you read it?
extract-read-hint = For example: an inspection by IVO, with its number.
extract-do-start = Change the first day
extract-start-lead = Write the day when the person really began. The time is counted from it. A proposed disposal falls.
extract-do-return = Note that the original went back
extract-do-share = Give access to those who hold the role now
extract-share-lead = Those who now hold the role of HR or director get the key. Who no longer holds the role can not read the extract.
extract-dispose-lead = The extract is lost and can not be had back. Another who has access is to confirm.
