### Pages that say why something is not shown.

failure-home = To the start page
failure-reference = Give this code if you need help:
failure-not-found = The page does not exist
failure-not-found-what = The address may be misspelt, or the page has moved. What you look for may also belong to something that you have no part in.
failure-refused = That can not be done
failure-forbidden = You are not authorised
failure-forbidden-what = Your role may not open this page. Ask your manager if you need it in your work.
failure-foreign = The request came from another site
failure-foreign-what = Nothing has been changed. Go to Insyn and do what you want to do on the page there.
failure-token = The form is no longer valid
failure-token-what = Nothing has been saved. You may have been signed out or changed account since the page was opened. Go back, reload the page and send again.
failure-form = The form could not be read
failure-form-what = Nothing has been saved. Go back and try again.
failure-too-large = Too large
failure-too-large-what = { $megabytes ->
    [one] What you sent is larger than 1 MB, the most that is accepted here. Nothing has been saved.
   *[other] What you sent is larger than { $megabytes } MB, the most that is accepted here. Nothing has been saved.
}
failure-outdated = Someone else was first
failure-outdated-what = This has been changed since you opened the page. Nothing of what you sent has been saved. Open the page again and see what applies.
failure-too-often = Too many attempts
failure-too-often-what = { $seconds ->
    [one] Wait one second and try again.
   *[other] Wait { $seconds } seconds and try again.
}
failure-internal = Something went wrong
failure-internal-what = The fault is in the system, not with you. What you sent may not have been saved. Try again in a while.
