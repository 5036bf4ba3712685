//! What people do together: a group with places left, and what some share of their energy.

use app::appointments::NewAppointment;
use app::ids::EnrolmentId;
use app::own::Sharing;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::course::Person;
use super::{Office, cast};
use crate::storage::{Fault, Tx, new_id};
use crate::{appointments, own};

/// For how many the group has room, and how many are in.
const PLACES: i64 = 8;
const IN: usize = 5;

/// A group that meets in a few days, with the first of those who are in their course.
pub(super) async fn group(
    tx: &mut Tx,
    office: &Office,
    people: &[Person],
    now: Timestamp,
    today: Date,
) -> Result<(), Fault> {
    let (title, with_whom, place, bring) = cast::lines(office.language).meetings[1];
    let day = today.saturating_add(4.days());
    let at = day.at(10, 0, 0, 0).to_zoned(office.zone.clone());
    let meeting = NewAppointment {
        title: title.to_owned(),
        with_whom: with_whom.to_owned(),
        place: place.to_owned(),
        bring: bring.to_owned(),
        starts_at: at.map_or(now, |at| at.timestamp()),
        minutes: 60,
        voluntary: true,
        ..NewAppointment::default()
    };
    let (id, by) = (new_id(), &office.coordinators[0]);
    let made = appointments::store::make_group(tx, &office.id, &id, (&meeting, PLACES), by, now);
    made.await?;
    let session = appointments::store::group_session(tx, &office.id, &id).await?;
    let underway = people.iter().filter(|it| it.is_underway(today));
    let ids: Vec<EnrolmentId> = underway.take(IN).map(|it| it.enrolment.clone()).collect();
    let booked = appointments::store::add_comers(tx, &office.id, &session, &ids, by, now).await?;
    debug_assert!(booked.is_ok(), "there is room for {IN} of {PLACES}");
    Ok(())
}

/// Some share their mornings with their coordinator, some of them more.
pub(super) async fn shares(tx: &mut Tx, people: &[Person], now: Timestamp) -> Result<(), Fault> {
    let at = now - jiff::SignedDuration::from_hours(20 * 24);
    let mine = people.iter().filter(|it| !it.is_control).enumerate();
    for (n, person) in mine.filter(|(n, _)| n % 3 == 0) {
        own::store::share(tx, &person.id, Sharing::CheckIns, true, at).await?;
        if n % 2 == 0 {
            own::store::share(tx, &person.id, Sharing::Activities, true, at).await?;
            own::store::share(tx, &person.id, Sharing::Budget, true, at).await?;
        }
    }
    Ok(())
}
