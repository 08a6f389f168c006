### Tillgänglighetsredogörelse enligt lagen (2018:1937) om tillgänglighet till digital offentlig service.

statement-title = Tillgänglighetsredogörelse
statement-lead = { $municipality } står bakom den här webbplatsen. Vi vill att så många som möjligt ska kunna använda den. Här beskriver vi hur den uppfyller lagen (2018:1937) om tillgänglighet till digital offentlig service, vilka problem vi känner till och hur du kan rapportera brister.
statement-full = Webbplatsen uppfyller lagens krav helt, så vitt vi vet (EN 301 549, WCAG 2.1 nivå AA).
statement-partial = Webbplatsen uppfyller lagens krav delvis (EN 301 549, WCAG 2.1 nivå AA). Bristerna står nedan.
statement-lacks = Innehåll som inte är tillgängligt
statement-no-lacks = Vi känner inte till några brister. Hittar du en vill vi veta det.
statement-plan = Åtgärdas senast { $day }.
statement-contact = Rapportera en brist
statement-contact-what = Kontakta { $contact } om du hittar ett problem eller behöver innehållet på ett annat sätt.
statement-supervision = Tillsyn
statement-supervision-what = Myndigheten för digital förvaltning har tillsyn över lagen. Är du inte nöjd med hur vi tar hand om din synpunkt kan du anmäla det dit:
statement-how = Så har vi testat
statement-way-axe = { $pages ->
    [one] En sida prövas med axe-core { $version } i Chromium, på båda språken och i två bredder, vid varje ändring av programmet.
   *[other] { $pages } sidor prövas med axe-core { $version } i Chromium, på båda språken och i två bredder, vid varje ändring av programmet.
}
statement-way-keyboard = Flödena har gåtts igenom med enbart tangentbord.
statement-way-script = Alla sidor kan användas utan skript. Att logga in med passnyckel kräver skript; med kod från en app gör det inte.
statement-way-people = Ingen prövning med användare av hjälpmedel är gjord ännu.
statement-assessed = Webbplatsen bedömdes senast { $day }.
statement-updated = Redogörelsen uppdaterades { $day }.
