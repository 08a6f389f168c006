### Det som många formulär delar.

ask-day = Skriv en dag så här: 2026-11-22
ask-file = Välj en fil som inte är tom
ask-reason-hint = Skriv så att den som ska godkänna, och någon annan om fem år, förstår varför.
ask-gone = Filen finns inte kvar. Den sparas bara i { NUMBER($minutes) } minuter, i minnet. Skicka den igen.
