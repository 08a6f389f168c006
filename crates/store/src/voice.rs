//! Whistleblowers' reports, beside the cases that they are: channels, who is authorised, posts, names, locks, certificates.
//!
//! Nothing here tells what a report says: what is sealed is opened by its recipients, by the reporter, or by a custodian
//! and a recipient together.

mod replace;

use sqlx::query;

use crate::{
    error::{Error, Result},
    open::Store,
    row::{from_row, words},
};

/// The channel of an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceChannel {
    /// Whose.
    pub authority: String,
    /// Whether it takes reports.
    pub open: bool,
    /// What the municipality says at the start, in Swedish; may be empty.
    pub about_sv: String,
    /// The same in English.
    pub about_en: String,
    /// Where to report outside the municipality, a line each, in Swedish.
    pub external_sv: String,
    /// The same in English.
    pub external_en: String,
    /// The number for who wants to speak; empty when there is none.
    pub phone: String,
}

from_row!(VoiceChannel { authority, open, about_sv, about_en, external_sv, external_en, phone });

/// Somebody whom a decision names as authorised to receive reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceAppointment {
    /// Its id.
    pub id: String,
    /// Who.
    pub person: String,
    /// The authority whose channel it is.
    pub channel: String,
    /// `own`, `above` or `outside`.
    pub level: String,
    /// The decision on file.
    pub decision: String,
    /// First day.
    pub from_day: String,
    /// Last day; none when it has no end.
    pub to_day: Option<String>,
    /// The proposal by which two people wrote it down.
    pub proposal: String,
}

from_row!(VoiceAppointment { id, person, channel, level, decision, from_day, to_day, proposal });

/// Which way a post goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// From the reporter to the recipients.
    In,
    /// From the recipients to the reporter.
    Out,
}

words!(Way { In = "in", Out = "out" });

/// Something that goes between reporter and recipients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoicePost {
    /// Which report.
    pub report: String,
    /// Which way.
    pub way: Way,
    /// What tells it apart.
    pub id: String,
    /// The post, sealed.
    pub sealed: Vec<u8>,
    /// In: whether it stands in the report. Out: whether the listener has it.
    pub done: bool,
}

from_row!(VoicePost { report, way, id, sealed, done });

struct Count {
    number: u64,
}

from_row!(Count { number });

/// The name of a reporter, as it lies apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceIdentity {
    /// Which report.
    pub report: String,
    /// Sealed to the case and then to the custodians.
    pub sealed: Vec<u8>,
    /// Sealed to the case alone, once a custodian has released it.
    pub released: Option<Vec<u8>>,
}

from_row!(VoiceIdentity { report, sealed, released });

/// What the listener holds of a report, to fill an empty one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceLock {
    /// Which report.
    pub report: String,
    /// The word by which it is found.
    pub locator: String,
    /// The reporter's keys, locked by the other words.
    pub lock: Vec<u8>,
    /// Where answers are sent, `age1…`.
    pub reporter: String,
    /// Where the reporter sends, `age1…`.
    pub sent_to: String,
}

from_row!(VoiceLock { report, locator, lock, reporter, sent_to });

/// What is left of a report, or of an incident, that was disposed of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceCertificate {
    /// Which report.
    pub report: String,
    /// The certificate: that it was, on which decision, by whom; nothing of what it said.
    pub body: String,
    /// The day.
    pub disposed_on: String,
}

from_row!(VoiceCertificate { report, body, disposed_on });

impl Store {
    /// Makes or changes a channel.
    ///
    /// # Errors
    /// When the authority is not there, or the database fails.
    pub async fn voice_channel_put(&self, channel: &VoiceChannel) -> Result<()> {
        let statement = query(
            "insert into voice_channel (authority, open, about_sv, about_en, external_sv, external_en, phone)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (authority) do update set open = excluded.open, about_sv = excluded.about_sv,
                 about_en = excluded.about_en, external_sv = excluded.external_sv,
                 external_en = excluded.external_en, phone = excluded.phone",
        )
        .bind(&channel.authority)
        .bind(i64::from(channel.open))
        .bind(&channel.about_sv)
        .bind(&channel.about_en)
        .bind(&channel.external_sv)
        .bind(&channel.external_en)
        .bind(&channel.phone);
        self.run("voice_channel_put", statement).await.map(|_| ())
    }

    /// Every channel, by authority.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_channel_list(&self) -> Result<Vec<VoiceChannel>> {
        self.all(
            "voice_channel_list",
            query(
                "select authority, open, about_sv, about_en, external_sv, external_en, phone from voice_channel
             order by authority",
            ),
        )
        .await
    }

    /// Writes an appointment down, or its last day.
    ///
    /// # Errors
    /// When what it names is not there, or the database fails.
    pub async fn voice_appointment_put(&self, one: &VoiceAppointment) -> Result<()> {
        let statement = query(
            "insert into voice_appointment (id, person, channel, level, decision, from_day, to_day, proposal)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (id) do update set to_day = excluded.to_day",
        )
        .bind(&one.id)
        .bind(&one.person)
        .bind(&one.channel)
        .bind(&one.level)
        .bind(&one.decision)
        .bind(&one.from_day)
        .bind(&one.to_day)
        .bind(&one.proposal);
        self.run("voice_appointment_put", statement).await.map(|_| ())
    }

    /// Every appointment, also those that are over, by channel and first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_appointment_list(&self) -> Result<Vec<VoiceAppointment>> {
        let statement = query(
            "select id, person, channel, level, decision, from_day, to_day, proposal from voice_appointment
             order by channel, from_day, id",
        );
        self.all("voice_appointment_list", statement).await
    }

    /// Keeps a post. One that is there already stays as it is; the answer is whether it was new.
    ///
    /// # Errors
    /// When the report is not there, or the database fails.
    pub async fn voice_post_put(&self, post: &VoicePost) -> Result<bool> {
        let statement = query(
            "insert into voice_post (report, way, id, sealed, done) values ($1, $2, $3, $4, $5)
             on conflict (report, way, id) do nothing",
        )
        .bind(&post.report)
        .bind(post.way.as_str())
        .bind(&post.id)
        .bind(post.sealed.clone())
        .bind(i64::from(post.done));
        Ok(self.run("voice_post_put", statement).await? > 0)
    }

    /// Posts of one way that are not done, of one report or of all, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_post_waiting(&self, way: Way, report: Option<&str>) -> Result<Vec<VoicePost>> {
        let statement = query(
            "select report, way, id, sealed, done from voice_post
             where way = $1 and done = 0 and ($2 is null or report = $2) order by report, id",
        )
        .bind(way.as_str())
        .bind(report.map(str::to_owned));
        self.all("voice_post_waiting", statement).await
    }

    /// How many posts of one way a report has had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_post_count(&self, report: &str, way: Way) -> Result<u64> {
        let statement = query("select count(*) as number from voice_post where report = $1 and way = $2")
            .bind(report)
            .bind(way.as_str());
        let found: Option<Count> = self.one("voice_post_count", statement).await?;
        Ok(found.map_or(0, |count| count.number))
    }

    /// The posts of a report that the listener has, in order: what a lost one is filled from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_posts_sent(&self, report: &str) -> Result<Vec<VoicePost>> {
        let statement = query(
            "select report, way, id, sealed, done from voice_post
             where way = 'out' and done = 1 and report = $1 order by id",
        )
        .bind(report);
        self.all("voice_posts_sent", statement).await
    }

    /// A post is done: it stands in the report, or the listener has it. What came in is deleted, since the report has it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_post_done(&self, post: &VoicePost) -> Result<()> {
        const IN: &str = "update voice_post set done = 1, sealed = $4 where report = $1 and way = $2 and id = $3";
        let kept = if post.way == Way::In { Vec::new() } else { post.sealed.clone() };
        let statement = query(IN).bind(&post.report).bind(post.way.as_str()).bind(&post.id).bind(kept);
        self.run("voice_post_done", statement).await.map(|_| ())
    }

    /// Keeps a name apart, as it came.
    ///
    /// # Errors
    /// When the report is not there, or the database fails.
    pub async fn voice_identity_put(&self, report: &str, sealed: &[u8]) -> Result<()> {
        let statement =
            query("insert into voice_identity (report, sealed) values ($1, $2) on conflict (report) do nothing")
                .bind(report)
                .bind(sealed.to_vec());
        self.run("voice_identity_put", statement).await.map(|_| ())
    }

    /// The name of a reporter, when one was given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_identity_get(&self, report: &str) -> Result<Option<VoiceIdentity>> {
        let statement = query("select report, sealed, released from voice_identity where report = $1").bind(report);
        self.one("voice_identity_get", statement).await
    }

    /// Keeps what a custodian has released.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no name; and when the database fails.
    pub async fn voice_identity_release(&self, report: &str, released: &[u8]) -> Result<()> {
        const ACT: &str = "voice_identity_release";
        let statement =
            query("update voice_identity set released = $2 where report = $1").bind(report).bind(released.to_vec());
        match self.run(ACT, statement).await? {
            0 => Err(Error::Missing { act: ACT }),
            _ => Ok(()),
        }
    }

    /// Keeps what the listener holds of a report.
    ///
    /// # Errors
    /// When the report is not there, or the database fails.
    pub async fn voice_lock_put(&self, lock: &VoiceLock) -> Result<()> {
        let statement = query(
            "insert into voice_lock (report, locator, lock, reporter, sent_to) values ($1, $2, $3, $4, $5)
             on conflict (report) do nothing",
        )
        .bind(&lock.report)
        .bind(&lock.locator)
        .bind(lock.lock.clone())
        .bind(&lock.reporter)
        .bind(&lock.sent_to);
        self.run("voice_lock_put", statement).await.map(|_| ())
    }

    /// What the listener holds of a report.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_lock_get(&self, report: &str) -> Result<Option<VoiceLock>> {
        let statement =
            query("select report, locator, lock, reporter, sent_to from voice_lock where report = $1").bind(report);
        self.one("voice_lock_get", statement).await
    }

    /// Keeps the certificate of a disposal; of one that was stopped before its end the later one.
    ///
    /// # Errors
    /// When the report is not there, or the database fails.
    pub async fn voice_certificate_put(&self, certificate: &VoiceCertificate) -> Result<()> {
        let statement = query("insert into voice_certificate (report, body, disposed_on) values ($1, $2, $3)
                               on conflict (report) do update set body = excluded.body, disposed_on = excluded.disposed_on")
            .bind(&certificate.report)
            .bind(&certificate.body)
            .bind(&certificate.disposed_on);
        self.run("voice_certificate_put", statement).await.map(|_| ())
    }

    /// The certificates of one kind of case of an authority, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn voice_certificate_list(&self, authority: &str, kind: &str) -> Result<Vec<VoiceCertificate>> {
        let statement = query(
            "select c.report, c.body, c.disposed_on from voice_certificate c join case_record r on r.id = c.report
             where r.authority = $1 and r.kind = $2 order by c.disposed_on desc, c.report",
        )
        .bind(authority)
        .bind(kind);
        self.all("voice_certificate_list", statement).await
    }
}
