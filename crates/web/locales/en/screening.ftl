### Screening of payment files.

screening-title = Screen a payment file
screening-lead = Send the file before it goes to the bank. For each payment Insyn says whether it can go, needs a look or must be held, and why. What is held becomes holds.
screening-file = Payment file
screening-file-hint = At most 20 MB: pain.001, an LB file or CSV.
screening-submit = Screen the file
screening-result = The file is screened
screening-result-lead = The result is kept for ten minutes. Fetch the files now. The holds remain under Payment stop.
screening-format = Format of the file
screening-go = Can go
screening-look = Needs a look
screening-hold = Held
screening-not-understood = Could not be read, and is held
screening-warnings = Read this first
screening-counts = Number of payments
screening-files = Files to fetch
screening-payments = The payments
screening-verdict = Answer
screening-none = The file has no payments.
