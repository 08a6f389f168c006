### Accessibility statement by the Act (2018:1937) on accessibility of digital public services.

statement-title = Accessibility statement
statement-lead = { $municipality } is responsible for this site. We want as many as possible to be able to use it. This page describes how it complies with the Act (2018:1937) on accessibility of digital public services, which problems we know of and how you can report shortcomings.
statement-full = The site complies with the Act in full, as far as we know (EN 301 549, WCAG 2.1 level AA).
statement-partial = The site complies with the Act in part (EN 301 549, WCAG 2.1 level AA). The shortcomings stand below.
statement-lacks = Content that is not accessible
statement-no-lacks = We know of no shortcomings. If you find one, we want to know.
statement-plan = To be mended by { $day }.
statement-contact = Report a shortcoming
statement-contact-what = Contact { $contact } if you find a problem or need the content in another way.
statement-supervision = Supervision
statement-supervision-what = The Agency for Digital Government (Digg) supervises the Act. If you are not content with how we handle your remark, you can report it there:
statement-how = How we have tested
statement-way-axe = { $pages ->
    [one] One page is tested with axe-core { $version } in Chromium, in both languages and at two widths, at every change of the program.
   *[other] { $pages } pages are tested with axe-core { $version } in Chromium, in both languages and at two widths, at every change of the program.
}
statement-way-keyboard = The flows have been walked through with the keyboard alone.
statement-way-script = All pages can be used without script. To sign in with a passkey takes script; with a code from an app it does not.
statement-way-people = No test with users of assistive technology has been made yet.
statement-assessed = The site was last assessed on { $day }.
statement-updated = The statement was updated on { $day }.
