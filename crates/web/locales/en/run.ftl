### Runs.

run-title = Runs
run-lead = A run tests all controls against the registers that were read in last. Controls that no decision covers, or that lack data, are not run and are counted apart.
run-caption = Latest run of each authority
run-empty = No controls have been run at your authority. Read in registers and make a decision on control, and then start a run.
run-group = Authority
run-when = When
run-computed = Controls that were run
run-not-computed = Could not be run
run-signals = Signals
run-start = Start a run
run-start-lead = The run goes on by itself and mostly takes a few minutes. You can leave the page. It shows here how far it has come.
run-under-way = A run is under way
run-progress = Controls
run-progress-now = Now: { $control }
run-failed = The latest run did not finish
run-started = The run is started
