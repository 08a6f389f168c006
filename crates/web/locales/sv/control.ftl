### Kontroller: listan med fyra antal, och dokumentet.

control-title = Kontroller
control-lead = Varje kontroll ger fyra antal. En träff är en signal. Undantagen har en känd oskyldig förklaring. Ej beräkningsbar betyder att frågan inte kunde ställas, inte att allt är i ordning.
control-groups = Myndigheter
control-not-run = Inga kontroller är körda som du får se antal från. Dokumenten kan du läsa ändå.
control-what = Kontroll
control-hit = Träff
control-pass = Utan anmärkning
control-excluded = Undantagen
control-missing = Ej beräkningsbar
control-share = Andel träffar
control-precision = Rätt (90 %)
control-open = Öppna
control-suppressed = Dämpade
control-none = inte körd
control-silent = Kan inte säga något
control-warned = varning
control-under-least = under 0,01 %
control-flow-empty = Flödet har inga kontroller.

flow-supplier-payments = Leverantörsbetalningar
flow-procurement = Upphandling
flow-contracts = Avtal
flow-conflict-of-interest = Jäv
flow-payroll = Lön och personal
flow-grants = Föreningsbidrag
flow-economic-assistance = Ekonomiskt bistånd
flow-property = Tillstånd, mark och bostäder
flow-delegation = Delegation
flow-access-logs = Åtkomstloggar
flow-network = Nätverk
flow-statistics = Statistik

control-page-title = { $id } { $title }
control-facts = Om kontrollen
control-flow = Flöde
control-family = Familj
control-version = Version
control-unit = Prövar
control-purpose = Ändamål
control-purpose-internal-control = intern kontroll
control-grounds = Rättslig grund
control-personal = Personuppgifter
control-personal-none = inga
control-personal-indirect = indirekta
control-personal-staff = om anställda
control-personal-clients = om enskilda
control-band = Väntad andel träffar
control-band-words = { $min }–{ $max } per 10 000 prövade
control-sources = Källor
control-cases = Prov
control-cases-words = { $cases ->
    [one] Ett prov visar vad kontrollen gör, och körs vid varje ändring av den.
   *[other] { $cases } prov visar vad kontrollen gör, och körs vid varje ändring av den.
}
control-latest = Senaste körningen
control-latest-of = Senaste körningen hos { $group }
control-signals-link = Se kontrollens signaler
control-latest-none = Kontrollen är inte körd hos någon myndighet som du får se antal från.
control-could-not = Kontrollen kunde inte köras
control-could-not-what = Det säger ingenting om hur det står till.
control-missing-register = Registret { $label } ({ $register }) saknas.
control-missing-column = Kolumnen { $label } i registret { $register } saknar värden på alla rader.
control-refused = Körs inte: { $why }.
control-warning = Andelen träffar är utanför det väntade
control-funnel = Från alla prövade till träff
control-step = Steg
control-kind = Slag
control-rows = Rader
control-units = Enheter
control-amount = Belopp
control-comparison = Jämförelse
control-health = Hur kontrollen sköter sig
control-health-open = Signaler att bedöma
control-health-suppressed = Dämpade signaler
control-health-suppressed-words = { NUMBER($suppressed) } av { NUMBER($signals) }
control-health-waited = Hälften har väntat minst
control-health-days = { $days ->
    [one] en dag
   *[other] { $days } dagar
}
control-health-recovered = Återvunnet
control-question = Fråga
control-how = Så fungerar den
control-why = Varför
control-false-alarms = Falska larm
control-investigate = Utred så här
control-parameters = Parametrar
control-parameters-empty = Kontrollen har inga parametrar.
control-parameter = Namn
control-parameter-help = Betyder
control-parameter-value = Värde
control-parameter-min = Lägst
control-parameter-max = Högst
control-reads = Register som den läser
control-reads-register = Register
control-reads-required = Måste finnas
control-reads-optional = Används när de finns
control-query = Sökfråga
control-query-lead = Det här är hela kontrollen, så som programmet kör den.
