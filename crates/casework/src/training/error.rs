//! What the rules of training say no to, in Swedish, with what to do.

/// Why something can not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainingError {
    /// The course has no such lesson, scenario, step or question.
    #[error("kursen har ingen {what} med det numret; börja om från kursens sida")]
    Absent {
        /// What, in Swedish.
        what: &'static str,
    },
    /// A choice that the step does not have.
    #[error("välj ett av valen")]
    NoChoice,
    /// Something of the course is left.
    #[error("läs alla lektioner och gå igenom alla scenarier innan du gör kunskapsprovet")]
    NotYet,
    /// No attempt is under way.
    #[error("du har inget prov på gång; börja ett nytt från kursens sida")]
    NoAttempt,
    /// The question is answered already.
    #[error("du har redan svarat på den frågan")]
    Answered,
    /// Not all days and numbers are such.
    #[error("{what}")]
    Unfit {
        /// What is wrong and what to do, in Swedish.
        what: String,
    },
    /// It has begun.
    #[error("tillfället har redan börjat; välj ett annat")]
    Begun,
    /// It has not begun.
    #[error("närvaro skrivs in när tillfället har börjat")]
    NotBegun,
    /// It is cancelled.
    #[error("tillfället är inställt; välj ett annat")]
    Cancelled,
    /// The person is on the list.
    #[error("du är redan anmäld")]
    Enrolled,
    /// The person is not on the list.
    #[error("du är inte anmäld till tillfället")]
    NotEnrolled,
    /// The person has only a place in the waiting list.
    #[error("du står på väntelistan och har ingen plats; säg till den som håller i tillfället")]
    Waiting,
    /// Another code.
    #[error("koden är inte rätt; den visas i rummet av den som håller i tillfället")]
    WrongCode,
    /// Codes are taken while the session is under way.
    #[error("koden gäller bara medan tillfället pågår och en timme efteråt; be den som håller i det att pricka av dig")]
    NotNow,
}
