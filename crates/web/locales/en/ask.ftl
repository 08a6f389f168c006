### What many forms share.

ask-day = Write a day like this: 2026-11-22
ask-file = Choose a file that is not empty
ask-reason-hint = Write so that the one who approves, and somebody else in five years, understands why.
ask-gone = The file is no longer here. It is kept for { NUMBER($minutes) } minutes only, in memory. Send it again.
