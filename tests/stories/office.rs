//! The office that several stories happen in.

use app::identity::Role;
use app::ids::{EnrolmentId, OrganisationId, ParticipantId, ProgrammeId, StaffId};
use app::participants::{Dates, EndReason, NewDates};
use jiff::civil::Date;
use server::identity::store::Whose;
use server::organisations::store as organisations;
use server::participants::store as participants;
use tests::World;

/// An office with a coordinator, Kim, and a participant, Ada, both signed in.
pub struct Office {
    pub world: World,
    pub programme: ProgrammeId,
    pub kim: StaffId,
    pub ada: ParticipantId,
    pub enrolment: EnrolmentId,
    pub kims: String,
    pub adas: String,
}

impl Office {
    pub async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        let programme = shipped(&world, "insjoriket-aktiv").await;
        Self::around(world, programme).await
    }

    /// An office that runs the rules of Ishøj, as `protocol` has them, and asks its
    /// questionnaires.
    pub async fn asking(engine: &str, protocol: &str) -> Self {
        let world = World::on(engine).await;
        let programme = world.programme("ishoj-sme", protocol).await;
        world.publish().await;
        Self::around(world, programme).await
    }

    async fn around(world: World, programme: ProgrammeId) -> Self {
        let kim = world.staff("Kim", Role::Coordinator).await;
        let (ada, enrolment) = world.participant("Ada", &programme, &kim).await;
        let kims = world.signed_in(Whose::Staff(kim.clone())).await;
        let adas = world.signed_in(Whose::Participant(ada.clone())).await;
        Self {
            world,
            programme,
            kim,
            ada,
            enrolment,
            kims,
            adas,
        }
    }

    /// Registers the course of Ada.
    pub async fn course(&self, included: &str, planned: &str, ended: Option<&str>) {
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        let new = NewDates {
            dates: Dates {
                referred: None,
                included: day(included),
                assessed: day(included),
                started: day(included),
                planned_end: day(planned),
                ended: ended.and_then(day),
            },
            end_reason: ended.map(|_| EndReason::Completed),
        };
        let mut tx = self.world.tx().await;
        let now = self.world.now();
        participants::set_dates(&mut tx, &self.enrolment, &new, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Another participant here, Bo, signed in.
    pub async fn bo(&self) -> String {
        let programme = shipped(&self.world, "insjoriket-balder").await;
        let (bo, _) = self.world.participant("Bo", &programme, &self.kim).await;
        self.world.signed_in(Whose::Participant(bo)).await
    }

    /// A coordinator of another office in the same system, signed in.
    pub async fn stranger(&mut self) -> String {
        let (mut tx, now) = (self.world.tx().await, self.world.now());
        let other = organisations::add_organisation(&mut tx, "Other", now).await;
        tx.commit().await.expect("a commit");
        let home = self.moved_to(other.expect("an office"));
        let mo = self.world.staff("Mo", Role::Coordinator).await;
        let mos = self.world.signed_in(Whose::Staff(mo)).await;
        self.moved_to(home);
        mos
    }

    /// Lets the world add people to `organisation`; returns where it did before.
    fn moved_to(&mut self, organisation: OrganisationId) -> OrganisationId {
        std::mem::replace(&mut self.world.organisation, organisation)
    }
}

/// A programme of those that Dagsform ships.
async fn shipped(world: &World, id: &str) -> ProgrammeId {
    let file = format!("{id}.toml");
    let shipped = app::programmes::shipped();
    let found = shipped.iter().find(|(name, _)| *name == file);
    let (_, text) = found.expect("a shipped definition");
    world.programme(id, text).await
}
