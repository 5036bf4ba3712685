//! What people and staff do in a simulation, through the doors that they use in earnest.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::ids::{
    ContactId, EnrolmentId, OccasionId, OrganisationId, ParticipantId, ProgrammeId, StaffId,
};
use app::participants::{Dates, EndReason, NewDates, NewParticipant};
use app::programmes::{ConsentKind, StudyArm};
use app::texts::Language;
use jiff::Timestamp;

use super::cast::{Cast, Deed, Who, called, endpoint, mailbox, name};
use super::history::What;
use super::stage::Stage;
use super::store;
use crate::notifications::store::{NewSubscription, subscribe};
use crate::participants::consents;
use crate::participants::store as participants;
use crate::programmes::{Protocol, store as programmes};
use crate::questionnaires::answers::store as answers;
use crate::scheduling::store as scheduling;
use crate::storage::{Db, Fault, Tx};

/// The office, and everyone in it.
#[derive(Clone, Debug)]
pub(super) struct Office {
    pub(super) db: Db,
    pub(super) stage: Arc<Stage>,
    pub(super) cast: Arc<Mutex<Cast>>,
    pub(super) id: OrganisationId,
    pub(super) programme: ProgrammeId,
    pub(super) coordinator: StaffId,
    /// What the definition is edited to, one after the other.
    pub(super) edits: Arc<Mutex<Vec<Protocol>>>,
}

/// What a deed needs to know of the person.
struct Someone {
    index: usize,
    id: ParticipantId,
    enrolment: EnrolmentId,
    dates: Dates,
}

impl Office {
    pub(super) fn cast(&self) -> MutexGuard<'_, Cast> {
        self.cast.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does everything that is due by now: one transaction for each deed, so that servers
    /// come in between.
    pub(super) async fn act(self, one_by_one: bool) -> Result<(), Fault> {
        let now = self.stage.now();
        let mut tx = None;
        loop {
            let due = self.cast().due(now);
            let Some((who, deed)) = due else { break };
            let mut open = match tx.take() {
                Some(tx) => tx,
                None => self.db.write().await?,
            };
            let done = self.one(&mut open, who, deed, now).await?;
            if one_by_one {
                open.commit().await?;
            } else {
                tx = Some(open);
            }
            if let Some(occasions) = done {
                self.stage.note(What::Did {
                    who,
                    deed,
                    occasions,
                });
            }
        }
        match tx {
            Some(tx) => tx.commit().await,
            None => Ok(()),
        }
    }

    /// One deed, and the occasions that it settled; nothing when it makes no sense any more.
    async fn one(
        &self,
        tx: &mut Tx,
        who: Who,
        deed: Deed,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>, Fault> {
        let Who::Person(index) = who else {
            return match deed {
                Deed::Calls => self.calls(tx, now).await,
                Deed::Edit => self.edit(tx, now).await,
                _ => Ok(None),
            };
        };
        if deed == Deed::Join {
            return self.join(tx, index, now).await;
        }
        let someone = self.cast().person(index).and_then(|person| {
            let (id, enrolment) = person.ids.clone().filter(|_| !person.is_gone)?;
            Some(Someone {
                index,
                id,
                enrolment,
                dates: person.dates,
            })
        });
        let Some(someone) = someone else {
            return Ok(None);
        };
        self.does(tx, &someone, deed, now).await
    }

    async fn does(
        &self,
        tx: &mut Tx,
        who: &Someone,
        deed: Deed,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>, Fault> {
        match deed {
            Deed::Start | Deed::End | Deed::Die => self.dates(tx, who, deed, now).await?,
            Deed::Agree => {
                consents::store::give(tx, &who.enrolment, ConsentKind::FollowUp, now).await?;
            }
            Deed::Withdraw => {
                consents::store::withdraw(tx, &who.enrolment, ConsentKind::FollowUp, now).await?;
            }
            Deed::Pause => consents::store::set_pause(tx, &who.id, Some("wish"), None).await?,
            Deed::Resume => consents::store::set_pause(tx, &who.id, None, None).await?,
            Deed::Protect => store::protect(tx, &who.id).await?,
            Deed::NewAddress | Deed::NoAddress => self.address(tx, who, deed).await?,
            Deed::NewPhone => self.phone(tx, who, now).await?,
            Deed::Open => {
                scheduling::seen(tx, &who.id, now).await?;
            }
            Deed::Answer | Deed::Decline => {
                return self.settles(tx, who, deed, now).await.map(Some);
            }
            Deed::Join | Deed::Calls | Deed::Edit => return Ok(None),
        }
        Ok(Some(Vec::new()))
    }

    async fn join(
        &self,
        tx: &mut Tx,
        index: usize,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>, Fault> {
        let (included, has_email) = {
            let mut cast = self.cast();
            let Some(person) = cast.person(index) else {
                return Ok(None);
            };
            (person.dates.included, person.has_email)
        };
        let new = NewParticipant {
            name: name(index),
            year_of_birth: None,
            language: Language::Da,
            email: has_email.then(|| mailbox(index, 1)),
            phone: None,
            mobile: None,
            arm: StudyArm::Intervention,
            included,
        };
        let ids =
            participants::add(tx, &self.id, &self.programme, &self.coordinator, &new, now).await?;
        if let Some(person) = self.cast().person(index) {
            person.ids = Some(ids);
        }
        Ok(Some(Vec::new()))
    }

    async fn dates(
        &self,
        tx: &mut Tx,
        who: &Someone,
        deed: Deed,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let today = now.to_zoned(self.cast().zone.clone()).date();
        let mut dates = who.dates;
        if let Some(person) = self.cast().person(who.index) {
            person.has_started |= deed == Deed::Start;
            if deed == Deed::Die {
                person.is_gone = true;
                let end = dates.ended.map_or(today, |end| end.min(today));
                dates.ended = Some(end);
                person.dates.ended = Some(end);
            }
            if !person.has_started {
                dates.started = None;
                dates.planned_end = None;
            }
        }
        match deed {
            Deed::Start => dates.ended = None,
            Deed::Die => consents::store::set_pause(tx, &who.id, Some("died"), None).await?,
            _ => {}
        }
        let reason = dates.ended.map(|_| EndReason::Completed);
        let new = NewDates {
            dates,
            end_reason: reason,
        };
        participants::set_dates(tx, &who.enrolment, &new, now).await
    }

    async fn address(&self, tx: &mut Tx, who: &Someone, deed: Deed) -> Result<(), Fault> {
        let new = match self.cast().person(who.index) {
            Some(person) if deed == Deed::NewAddress => {
                person.mailbox += 1;
                person.has_email = true;
                Some(mailbox(who.index, person.mailbox))
            }
            Some(person) => {
                person.has_email = false;
                None
            }
            None => None,
        };
        store::set_email(tx, &who.id, new.as_deref()).await
    }

    async fn phone(&self, tx: &mut Tx, who: &Someone, now: Timestamp) -> Result<(), Fault> {
        let number = match self.cast().person(who.index) {
            Some(person) => {
                person.phones += 1;
                person.phones
            }
            None => return Ok(()),
        };
        let endpoint = endpoint(who.index, number);
        let new = NewSubscription {
            endpoint: &endpoint,
            p256dh: "",
            auth: "",
        };
        subscribe(tx, &who.id, &new, now).await
    }

    /// Everything that is open is answered, or declined; the person has seen it then.
    async fn settles(
        &self,
        tx: &mut Tx,
        who: &Someone,
        deed: Deed,
        now: Timestamp,
    ) -> Result<Vec<String>, Fault> {
        scheduling::seen(tx, &who.id, now).await?;
        let open = store::open(tx, &who.enrolment, now).await?;
        let today = now.to_zoned(self.cast().zone.clone()).date();
        for id in &open {
            let id = OccasionId::new(id.clone());
            answers::hold(tx, &id).await?;
            if deed == Deed::Answer {
                answers::settle(tx, &id, today).await?;
            } else {
                scheduling::decline(tx, &id, today).await?;
            }
        }
        Ok(open)
    }

    /// The coordinators call whoever is on their list; some pick up and answer.
    async fn calls(&self, tx: &mut Tx, now: Timestamp) -> Result<Option<Vec<String>>, Fault> {
        let list = scheduling::phone_list(tx, &self.id, now).await?;
        if list.is_empty() {
            return Ok(None);
        }
        let today = now.to_zoned(self.cast().zone.clone()).date();
        let mut settled = Vec::new();
        for call in list {
            let Some(index) = called(&call.name) else {
                continue;
            };
            let answers_now = self.cast().picks_up(index);
            let contact = ContactId::new(call.contact_id);
            let result = if answers_now {
                "answered"
            } else {
                "not reached"
            };
            match scheduling::called(tx, &self.id, &contact, result, now).await {
                // Settled by the call before this one.
                Err(Fault::Missing) => continue,
                other => other?,
            }
            if answers_now {
                let occasion = OccasionId::new(call.occasion_id.clone());
                answers::settle(tx, &occasion, today).await?;
                scheduling::settled(tx, &occasion, now).await?;
                settled.push(call.occasion_id);
            }
        }
        Ok(Some(settled))
    }

    async fn edit(&self, tx: &mut Tx, now: Timestamp) -> Result<Option<Vec<String>>, Fault> {
        let next = self
            .edits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let Some(protocol) = next else {
            return Ok(None);
        };
        match programmes::save_version(tx, &self.programme, &protocol, now).await {
            Ok(_) => {}
            Err(programmes::NotSaved::Fault(fault)) => return Err(fault),
            Err(programmes::NotSaved::OtherProgramme { .. }) => return Ok(None),
        }
        scheduling::look_again_at_all(tx, &self.programme, now).await?;
        Ok(Some(Vec::new()))
    }
}
