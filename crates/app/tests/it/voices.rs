//! The listener beside the application, a report that comes in by it, and a call of each use case of reports.

use std::{collections::BTreeSet, sync::Arc};

use app::{
    AppError, Cx,
    case::two_to_be,
    proposal::ProposalRef,
    report::{AnswerPicture, Appointing, ChannelTexts, Listener, OralDraft, Period, Redaction, VoiceChange},
};
use casework::{
    id::{CaseId, FileId},
    report::{
        event::{
            Acknowledged, Acknowledgement, Event, Feedback, FollowUp, Form, HandedOver, Identity, Kept, Leaving,
            Matter, Message, Outcome,
        },
        recipients::Level,
    },
};
use vault::{Cost, DraftKey, OsRng, intake::IntakeKey, receipt::Receipt};
use voices::{Drawers, Folder, Letterbox, draft::Draft};

use crate::{calls::About, desks::GROUP, world::World};

/// The listener, on the other side of a folder.
pub(crate) struct Host {
    pub(crate) listener: Listener,
    pub(crate) intake: IntakeKey,
    pub(crate) letterbox: Letterbox,
    pub(crate) drawers: Arc<Drawers>,
}

/// A name that stands nowhere else.
pub(crate) const NAME: &str = "Rebecka Ohördsdotter";

impl World {
    pub(crate) fn host(&self) -> Host {
        let path = self.data().join("host");
        let intake = IntakeKey::open_or_create(&self.data().join("keys/intake.key"), &mut OsRng).unwrap();
        let listener: Listener = Arc::new(Folder::open(&path).unwrap());
        let letterbox = Letterbox::open(&path, Cost::TEST).unwrap();
        Host { listener, intake, letterbox, drawers: Arc::new(Drawers::open(&path).unwrap()) }
    }

    /// A channel with three who are authorised: two on its own level, one above.
    pub(crate) async fn channel(&self) {
        let authority = GROUP.to_owned();
        if !self.store.voice_appointment_list().await.unwrap().is_empty() {
            return;
        }
        self.voices_agree(opening()).await;
        for username in ["mottagare1", "mottagare2", "mottagare3"] {
            let (authority, decision) = (authority.clone(), "KS 2026/12 § 4, påhittat".to_owned());
            let (person, from, to) = (self.id(username), "2026-01-01".parse().unwrap(), None);
            let one = Appointing { authority, person, level: Level::Own, decision, from, to };
            self.voices_agree(VoiceChange::Appoint(one)).await;
        }
    }

    /// HR proposes and the registrar approves.
    pub(crate) async fn voices_agree(&self, change: VoiceChange) {
        let (first, second) = (self.cx("hr").await, self.cx("registrator").await);
        let proposed = self.app.voice_propose(&first, change, "Enligt beslutet.");
        let proposal = self.once(proposed).await.unwrap();
        let approved = self.app.proposal_approve(&second, proposal);
        self.once(approved).await.unwrap();
    }

    /// A report comes in by the listener; the words of its reporter.
    pub(crate) async fn comes_in(&self, draft: Draft) -> (CaseId, Receipt) {
        self.channel().await;
        let host = self.host();
        self.app.report_turn(&host.listener, &host.intake).await.unwrap();
        host.letterbox.refresh().unwrap();
        let key = DraftKey::generate(&mut OsRng);
        let receipt = host.letterbox.hand_in((&host.drawers, &key, &draft), self.now(), &mut OsRng).unwrap();
        let [report] = host.listener.reports().unwrap()[..] else { panic!("one report waits") };
        let turn = self.app.report_turn(&host.listener, &host.intake).await.unwrap();
        assert_eq!((turn.reports, turn.refused), (1, 0));
        (report, receipt)
    }

    /// A report with a name, for the three recipients.
    pub(crate) async fn report(&self) -> CaseId {
        self.comes_in(draft()).await.0
    }

    /// Everything that must be done before a report is closed.
    pub(crate) async fn report_finish(&self, id: CaseId) {
        let cx = self.cx("mottagare1").await;
        let on = cx.today();
        for event in [
            Event::Acknowledged(Acknowledged { how: Acknowledgement::Sent, on }),
            Event::FeedbackGiven(Feedback { text: "Fakturorna är granskade.".to_owned(), on }),
            Event::FollowUpNoted(FollowUp { text: "Läste fakturorna.".to_owned(), on }),
        ] {
            self.once(self.app.report_write(&cx, id, event)).await.unwrap();
        }
    }

    /// Two recipients close it.
    pub(crate) async fn report_close(&self, id: CaseId) {
        let (first, second) = (self.cx("mottagare1").await, self.cx("mottagare2").await);
        let close = self.app.report_close_propose(&first, id, Outcome::Unfounded, "Inget fel.".to_owned());
        let proposal: ProposalRef = self.once(close).await.unwrap();
        self.once(self.app.proposal_approve(&second, proposal)).await.unwrap();
    }

    pub(crate) async fn calls_report(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        let (app, id, why, on) = (&self.app, about.report, "Det behövs.".to_owned(), cx.today());
        match what {
            "report_list" => app.report_list(cx).await.map(drop),
            "report_show" => app.report_show(cx, id).await.map(drop),
            "report_file_show" => app.report_file_show(cx, id, FileId::from_bits(7)).await.map(drop),
            "report_write reply" => {
                let event = Event::Acknowledged(Acknowledged { how: Acknowledgement::Sent, on });
                app.report_write(cx, id, event).await
            }
            "report_answer" => {
                let event = Event::MessageToReporter(Message { text: why, files: Vec::new() });
                app.report_answer(cx, id, event, vec![picture("svar.png")]).await
            }
            "report_write note" => app.report_write(cx, id, Event::FollowUpNoted(FollowUp { text: why, on })).await,
            "report_redact" => {
                let (passage, kind) = ("Hon är sjuk.".to_owned(), "hälsa".to_owned());
                app.report_redact(cx, id, Redaction { of: 1, passage, kind, why }).await
            }
            "report_recuse" => app.report_recuse(cx, id, self.id("chef"), why).await,
            "report_leave_propose" => {
                let people = (self.id("mottagare3"), self.id("mottagare1"));
                app.report_leave_propose(cx, id, people, Leaving::Ends { why }).await.map(drop)
            }
            "report_hand_over_propose" => {
                let (to, items, need) = ("Polismyndigheten".to_owned(), vec!["fakturan".to_owned()], why);
                let (identity, two) = (Identity::Withheld, two_to_be(cx));
                let handed = HandedOver { to, items, need, identity, on, two };
                app.report_hand_over_propose(cx, id, handed).await.map(drop)
            }
            "report_identity_propose" => app.report_identity_propose(cx, id, &why).await.map(drop),
            "report_identity_show" => {
                let waits = self.store.voice_identity_get(&id.to_string()).await.unwrap().unwrap();
                if waits.released.is_none() && cx.username == "mottagare1" {
                    // A custodian releases it, as another asks first; journalled apart.
                    self.store.voice_identity_release(&id.to_string(), b"none").await.unwrap();
                }
                app.report_identity_show(cx, id).await.map(drop)
            }
            "report_close_propose" => app.report_close_propose(cx, id, Outcome::Unfounded, why).await.map(drop),
            "report_archive" => app.report_archive(cx, about.ended).await.map(drop),
            "report_dispose_propose" => {
                let ground = Some("planen 7".to_owned());
                app.report_dispose_propose(cx, about.ended, ground, &why).await.map(drop)
            }
            "report_record_new" => app.report_record_new(cx).await.map(drop),
            "report_record" => app.report_record(cx, self.oral()).await.map(drop),
            "report_statistics" => app.report_statistics(cx, Period::of(on)).await.map(drop),
            "voice_list" => app.voice_list(cx).await.map(drop),
            "voice_propose" => app.voice_propose(cx, opening(), &why).await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }
}

impl World {
    /// A report that somebody told by telephone today.
    pub(crate) fn oral(&self) -> OralDraft {
        OralDraft {
            id: CaseId::from_bits(rand_bits()),
            form: Form::Oral(Kept::Minutes),
            on: app::swedish_day(self.now()),
            matter: Matter::Corruption,
            units: Vec::new(),
            names: Vec::new(),
            excluded: BTreeSet::new(),
            text: SAID.to_owned(),
            identity: None,
        }
    }
}

/// A small picture for a reporter.
pub(crate) fn picture(name: &str) -> AnswerPicture {
    AnswerPicture { name: name.to_owned(), bytes: crate::incident::PICTURE.to_vec() }
}

/// What was said by telephone.
pub(crate) const SAID: &str = "Chefen ber oss dela upp beställningarna.";

fn rand_bits() -> u128 {
    use vault::CryptoRngCore;
    let mut bytes = [0; 16];
    (&mut OsRng as &mut dyn CryptoRngCore).fill_bytes(&mut bytes);
    u128::from_be_bytes(bytes)
}

/// The channel is opened.
pub(crate) fn opening() -> VoiceChange {
    let texts = ChannelTexts { external_sv: "Exempelmyndigheten".to_owned(), ..ChannelTexts::default() };
    VoiceChange::Channel { authority: GROUP.to_owned(), open: true, texts }
}

/// A report with a name.
pub(crate) fn draft() -> Draft {
    Draft {
        channel: GROUP.to_owned(),
        matter: Some(Matter::Corruption),
        happened: "Fakturorna delas så att ingen behöver godkänna dem. Hon är sjuk.".to_owned(),
        when: "i oktober".to_owned(),
        name: NAME.to_owned(),
        contact: "070-000 00 00".to_owned(),
        ..Draft::default()
    }
}
