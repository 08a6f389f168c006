//! What stands around every page: head, navigation, breadcrumb, foot.

use super::Visit;
use crate::part::{Csrf, Icon};
use crate::text::T;
use crate::{Lock, Viewer};

/// The view model of `layout.html`. A page's template has it as `frame`.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(crate) t: T,
    pub(crate) title: String,
    pub(crate) municipality: String,
    pub(crate) logo: String,
    pub(crate) styles: Vec<String>,
    pub(crate) script: String,
    pub(crate) program: String,
    pub(crate) path: String,
    pub(crate) csrf: Csrf,
    pub(crate) person: Option<Person>,
    pub(crate) nav: Vec<NavGroup>,
    pub(crate) crumbs: Vec<(String, String)>,
    pub(crate) refresh: u32,
    is_refresh_wanted: bool,
    pub(crate) has_errors: bool,
}

/// Who is signed in, in the head of the page.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// The role that they act in.
    pub(crate) role: &'static str,
    pub(crate) lock: Lock,
}

impl Person {
    pub(crate) fn is_locked(&self) -> bool {
        self.lock == Lock::Locked
    }

    pub(crate) fn is_unlocked(&self) -> bool {
        self.lock == Lock::Unlocked
    }
}

/// A place of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Nav {
    pub(crate) path: &'static str,
    pub(crate) text: &'static str,
    pub(crate) is_current: bool,
    /// How much waits there; empty for nothing.
    pub(crate) waiting: String,
}

/// Places of the navigation under one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NavGroup {
    /// What they are for; empty when the whole navigation is one row.
    pub(crate) label: &'static str,
    pub(crate) places: Vec<Nav>,
}

/// A place of the navigation: path, the action that opens it, its name.
type Place = (&'static str, &'static str, fn(T) -> &'static str);

/// Places under one word: its name, and they.
type Group = (fn(T) -> &'static str, &'static [Place]);

/// The places of the navigation, by what people come for.
const MENU: [Group; 5] = [
    (
        T::nav_group_own,
        &[
            ("/", "session_list", T::nav_start),
            ("/att-godkanna", "proposal_list", T::nav_approvals),
            ("/handelser", "incident_report", T::nav_incidents),
        ],
    ),
    (
        T::nav_group_find,
        &[
            ("/signaler", "signal_list", T::nav_signals),
            ("/betalstopp", "hold_list", T::nav_holds),
            ("/kontroller", "control_list", T::nav_controls),
            ("/korningar", "run_list", T::nav_runs),
            ("/register", "register_list", T::nav_registers),
            ("/beslut", "decision_list", T::nav_decisions),
            ("/dampningar", "signal_health", T::nav_suppressions),
        ],
    ),
    (
        T::nav_group_handle,
        &[
            ("/arenden", "case_list", T::nav_cases),
            ("/rapporter", "report_list", T::nav_reports),
            ("/kanal", "voice_list", T::nav_voices),
            ("/diarium", "case_card", T::nav_cards),
        ],
    ),
    (
        T::nav_group_prevent,
        &[
            ("/rekrytering", "recruitment_list", T::nav_recruitment),
            ("/bisysslor", "declaration_make", T::nav_declarations),
            ("/vagledning", "guidance_read", T::nav_guidance),
            ("/utbildning", "course_take", T::nav_training),
            ("/delegation", "delegation_show", T::nav_delegation),
        ],
    ),
    (
        T::nav_group_govern,
        &[
            ("/nycklar", "key_recover_propose", T::nav_keys),
            ("/journal", "journal_read", T::nav_journal),
            ("/administration", "person_list", T::nav_administration),
        ],
    ),
];

/// The most places that are read at a glance, in one row without words above them.
const ROW: usize = 8;

/// The navigation of a person at a path.
pub(crate) fn shown_menu(t: T, viewer: &Viewer, path: &str) -> Vec<NavGroup> {
    let is_below = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let shown = |(place, _, text): &Place| Nav {
        path: place,
        text: text(t),
        is_current: if *place == "/" { path == "/" } else { is_below(place) },
        waiting: if *place == "/att-godkanna" && viewer.waiting > 0 {
            t.number(viewer.waiting.into())
        } else {
            String::new()
        },
    };
    let may = |(path, action, _): &&Place| *path == "/" || viewer.may.contains(*action);
    let group =
        |(label, places): Group| NavGroup { label: label(t), places: places.iter().filter(may).map(shown).collect() };
    let mut groups: Vec<NavGroup> = MENU.into_iter().map(group).filter(|group| !group.places.is_empty()).collect();
    if groups.iter().map(|group| group.places.len()).sum::<usize>() <= ROW {
        let places = groups.drain(..).flat_map(|group| group.places).collect();
        groups.push(NavGroup { label: "", places });
    }
    groups
}

impl Frame {
    pub(super) fn new(visit: &Visit, title: String) -> Self {
        let (t, site) = (visit.t(), visit.site());
        let person = visit.viewer().map(|viewer| Person {
            name: viewer.name.clone(),
            role: viewer.acts_as.map_or("", |role| role.shown(t)),
            lock: viewer.lock,
        });
        Self {
            t,
            title,
            municipality: site.municipality.name().to_owned(),
            logo: site.assets.address("logo.svg"),
            styles: ["fkui.css", "theme.css", "insyn.css"].map(|name| site.assets.address(name)).into(),
            script: site.assets.address("insyn.js"),
            program: site.program.clone(),
            path: visit.path().to_owned(),
            csrf: visit.csrf(),
            person,
            nav: visit.viewer().map(|viewer| shown_menu(t, viewer, visit.path())).unwrap_or_default(),
            crumbs: Vec::new(),
            refresh: 0,
            is_refresh_wanted: visit.is_refresh_wanted(),
            has_errors: false,
        }
    }

    /// Adds a step to the breadcrumb; the page itself is its last step.
    #[must_use]
    pub fn below(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.crumbs.push((path.into(), text.into()));
        self
    }

    /// Loads the page again after so many seconds, without script, once the reader has asked for it (WCAG 2.1 2.2.1): for
    /// the pages with a [`Progress`](crate::part::Progress), which has the links to ask and to stop.
    #[must_use]
    pub fn refreshed(mut self, seconds: u32) -> Self {
        self.refresh = if self.is_refresh_wanted { seconds } else { 0 };
        self
    }

    /// Says in the title that something is wrong in the form, for who hears the title first.
    #[must_use]
    pub fn with_errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// The path, to come back to.
    pub(crate) fn here(&self) -> String {
        crate::failure::encoded(&self.path)
    }

    pub(crate) fn lock_icon(&self) -> Icon {
        Icon::Lock
    }

    pub(crate) fn open_icon(&self) -> Icon {
        Icon::Unlock
    }
}

/// The acts that the navigation asks about.
pub(crate) fn acts() -> impl Iterator<Item = &'static str> {
    MENU.into_iter().flat_map(|(_, places)| places).map(|(_, action, _)| *action)
}
