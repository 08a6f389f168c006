//! Proposals: what one person has signed and another has to approve.

use sqlx::query;

use crate::{
    error::{Error, Result},
    open::Store,
    row::{from_row, words},
};

/// What has become of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProposalState {
    /// It waits.
    Open,
    /// Another person approved it.
    Approved,
    /// Its proposer took it back.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
    /// Another person refused it.
    Refused,
}

words!(ProposalState {
    Open = "open",
    Approved = "approved",
    Withdrawn = "withdrawn",
    Expired = "expired",
    Refused = "refused",
});

/// An act that waits for a second person, or waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: String,
    /// Which act, snake case.
    pub kind: String,
    /// For which authority.
    pub authority: String,
    /// The case it is about.
    pub case_id: Option<String>,
    /// Who proposed it.
    pub proposer: String,
    /// When.
    pub proposed_at: String,
    /// Until when it can be approved.
    pub expires_at: String,
    /// What has become of it.
    pub state: ProposalState,
    /// The signed act, sealed when it is about a case. Empty once the case is disposed of.
    pub body: Vec<u8>,
    /// Who settled it.
    pub approver: Option<String>,
    /// When.
    pub settled_at: Option<String>,
    /// The signature of who approved it.
    pub approval: Option<Vec<u8>>,
}

from_row!(Proposal {
    id,
    kind,
    authority,
    case_id,
    proposer,
    proposed_at,
    expires_at,
    state,
    body,
    approver,
    settled_at,
    approval,
});

/// Which proposals to list; what is not given does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// In that state.
    pub state: Option<ProposalState>,
    /// Of that authority.
    pub authority: Option<String>,
    /// About that case.
    pub case_id: Option<String>,
    /// By that person.
    pub proposer: Option<String>,
}

/// How a proposal ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Any state but open.
    pub state: ProposalState,
    /// Who settles it; none when it expires.
    pub approver: Option<String>,
    /// When.
    pub settled_at: String,
    /// The signature of who approves it.
    pub approval: Option<Vec<u8>>,
}

impl Store {
    /// Adds an open proposal.
    ///
    /// # Errors
    /// When the id is there already, when what it names is not, or the database fails.
    pub async fn proposal_put(&self, proposal: &Proposal) -> Result<()> {
        let statement = query(
            "insert into proposal (id, kind, authority, case_id, proposer, proposed_at, expires_at, state, body)
             values ($1, $2, $3, $4, $5, $6, $7, 'open', $8)",
        )
        .bind(&proposal.id)
        .bind(&proposal.kind)
        .bind(&proposal.authority)
        .bind(&proposal.case_id)
        .bind(&proposal.proposer)
        .bind(&proposal.proposed_at)
        .bind(&proposal.expires_at)
        .bind(proposal.body.clone());
        self.run("proposal_put", statement).await.map(|_| ())
    }

    /// One proposal.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposal_get(&self, id: &str) -> Result<Option<Proposal>> {
        let statement = query(
            "select id, kind, authority, case_id, proposer, proposed_at, expires_at, state, body, approver,
                    settled_at, approval
             from proposal where id = $1",
        )
        .bind(id);
        self.one("proposal_get", statement).await
    }

    /// Proposals, those that expire first first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposal_list(&self, filter: &ProposalFilter) -> Result<Vec<Proposal>> {
        let statement = query(
            "select id, kind, authority, case_id, proposer, proposed_at, expires_at, state, body, approver,
                    settled_at, approval
             from proposal
             where ($1 is null or state = $1) and ($2 is null or authority = $2)
               and ($3 is null or case_id = $3) and ($4 is null or proposer = $4)
             order by expires_at, id",
        )
        .bind(filter.state.map(ProposalState::as_str))
        .bind(filter.authority.clone())
        .bind(filter.case_id.clone())
        .bind(filter.proposer.clone());
        self.all("proposal_list", statement).await
    }

    /// Settles a proposal that is open. Of several who try at once exactly one succeeds. Nothing is approved after its time
    /// or by its proposer, whatever the caller checked.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is settled already, is not there, or its time is over; [`Error::Refused`] when an
    /// approval names nobody or the proposer; and when the database fails.
    pub async fn proposal_settle(&self, id: &str, settlement: &Settlement) -> Result<()> {
        const ACT: &str = "proposal_settle";
        let statement = query(
            "update proposal set state = $2, approver = $3, settled_at = $4, approval = $5
             where id = $1 and state = 'open' and ($2 <> 'approved' or expires_at >= $4) and $2 <> 'open'",
        )
        .bind(id)
        .bind(settlement.state.as_str())
        .bind(settlement.approver.clone())
        .bind(&settlement.settled_at)
        .bind(settlement.approval.clone());
        match self.run(ACT, statement).await? {
            0 => Err(Error::Conflict { act: ACT }),
            _ => Ok(()),
        }
    }

    /// Ends every open proposal whose time is over, and gives them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposal_expire(&self, now: &str) -> Result<Vec<Proposal>> {
        let statement = query(
            "update proposal set state = 'expired', settled_at = $1 where state = 'open' and expires_at < $1
             returning id, kind, authority, case_id, proposer, proposed_at, expires_at, state, body, approver,
                       settled_at, approval",
        )
        .bind(now);
        let mut list: Vec<Proposal> = self.run_all("proposal_expire", statement).await?;
        list.sort_by(|one, other| (&one.expires_at, &one.id).cmp(&(&other.expires_at, &other.id)));
        Ok(list)
    }
}
