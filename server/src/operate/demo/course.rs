//! The courses of the invented people: dates, plans, meetings, and what today holds.

use app::appointments::{Attendance, NewAppointment, Wish};
use app::ids::{AppointmentId, EnrolmentId, GoalId, InterventionId, ParticipantId};
use app::pacing::Category;
use app::participants::{Dates, EndReason, NewDates, NewParticipant};
use app::plan::{Attainment, Goal, Intervention, NewReply, Plan, Sector};
use app::programmes::{ConsentKind, StudyArm};
use app::texts::Language;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand::Rng;
use rand::rngs::StdRng;

use super::{Office, cast, energy, past};
use crate::operate::Stop;
use crate::participants::consents::store as consents;
use crate::storage::{Tx, new_id};
use crate::{appointments, messages, participants, plan};

/// An invented person.
pub(super) struct Person {
    pub(super) id: ParticipantId,
    pub(super) enrolment: EnrolmentId,
    /// Where they are in their course, counted from today.
    pub(super) started: Date,
    ended: bool,
    pub(super) is_control: bool,
    /// How well things go, 0 to 1; answers follow it.
    pub(super) mood: f64,
    /// Whether they open the app; the others wait on the phone list.
    pub(super) answers: bool,
    /// The one whose phone the demonstration shows.
    pub(super) is_shown: bool,
}

impl Person {
    /// Whether they are in the middle of their course.
    pub(super) fn is_underway(&self, today: Date) -> bool {
        !self.is_control && !self.ended && self.started <= today
    }

    /// Their enrolment, if they are among those whom a coordinator asks by hand.
    pub(super) fn asked_by_hand(&self) -> Option<EnrolmentId> {
        let takes_part = !self.is_control && !self.ended;
        (takes_part && (self.is_shown || !self.answers || self.mood > 0.8))
            .then(|| self.enrolment.clone())
    }
}

/// Enrols everybody, spread over the last ten months.
pub(super) async fn enrol(
    tx: &mut Tx,
    office: &Office,
    chance: &mut StdRng,
    many: u32,
    now: Timestamp,
) -> Result<Vec<Person>, Stop> {
    let then = now - past::DAYS;
    let today = now.to_zoned(office.zone.clone()).date();
    let mut people = Vec::new();
    for n in 0..many as usize {
        let is_shown = n == 0;
        let is_control = !is_shown && n % 8 == 7;
        let programme = &office.programmes[usize::from(n % 5 == 4)];
        let coordinator = &office.coordinators[n % office.coordinators.len()];
        let included = today.saturating_sub(
            (if is_shown {
                100
            } else {
                chance.random_range(20..290)
            })
            .days(),
        );
        let started = included.saturating_add(chance.random_range(10..28).days());
        let planned_end = started.saturating_add(26.weeks());
        let ended = !is_control && planned_end < today;
        let name = cast::name(n);
        let new = NewParticipant {
            year_of_birth: Some(i64::from(chance.random_range(1962..2004))),
            language: if n % 9 == 5 {
                Language::En
            } else {
                office.language
            },
            email: (n % 6 != 5).then(|| format!("person{n}@people.example")),
            phone: (n % 11 != 3).then(|| format!("+45 00 00 {:02} {:02}", n / 100 % 100, n % 100)),
            mobile: None,
            arm: if is_control {
                StudyArm::Control
            } else {
                StudyArm::Intervention
            },
            included: Some(included),
            name,
        };
        let (id, enrolment) =
            participants::store::add(tx, &office.id, programme, coordinator, &new, then).await?;
        let dates = Dates {
            referred: Some(included.saturating_sub(9.days())),
            included: Some(included),
            assessed: (started <= today).then_some(started.saturating_sub(3.days())),
            started: (started <= today).then_some(started),
            planned_end: Some(planned_end),
            ended: ended.then_some(planned_end),
        };
        let end_reason = ended.then_some(if n % 3 == 0 {
            EndReason::WorkOrStudies
        } else {
            EndReason::Completed
        });
        if !is_control {
            // At the first talk, once the referral had come.
            let asked = included.at(10, 0, 0, 0).to_zoned(office.zone.clone());
            let asked = asked.map_or(then, |at| at.timestamp());
            consents::give(tx, &enrolment, ConsentKind::SecrecyWaiver, asked).await?;
            consents::give(tx, &enrolment, ConsentKind::FollowUp, asked).await?;
        }
        // Last, because the scheduler looks again from then on.
        participants::store::set_dates(tx, &enrolment, &NewDates { dates, end_reason }, then)
            .await?;
        let mood = chance.random_range(0.35..0.95);
        let answers = is_shown || n % 7 != 6;
        people.push(Person {
            id,
            enrolment,
            started,
            ended,
            is_control,
            mood,
            answers,
            is_shown,
        });
    }
    Ok(people)
}

/// What everybody has today: plans, meetings, activities, check-ins, a few messages.
pub(super) async fn today(
    tx: &mut Tx,
    office: &Office,
    people: &[Person],
    chance: &mut StdRng,
    now: Timestamp,
) -> Result<(), Stop> {
    let today = now.to_zoned(office.zone.clone()).date();
    let lines = cast::lines(office.language);
    let all = people.iter().enumerate();
    for (n, person) in all.filter(|(_, it)| it.is_underway(today)) {
        plans(tx, office, person, n, lines).await?;
        meetings(tx, office, person, n, lines, now, today).await?;
        energy::energy(tx, office, person, chance, lines, now, today).await?;
        if n % 4 == 0 {
            let coordinator = &office.coordinators[n % office.coordinators.len()];
            messages::store::send(
                tx,
                &person.id,
                Some(coordinator),
                lines.hello,
                now - 20.hours(),
            )
            .await?;
            if n % 8 == 4 {
                messages::store::mark_read(tx, &person.id, true, now - 2.hours()).await?;
                messages::store::send(tx, &person.id, None, lines.reply, now - 1.hour()).await?;
            }
        }
    }
    Ok(())
}

async fn plans(
    tx: &mut Tx,
    office: &Office,
    person: &Person,
    n: usize,
    lines: &cast::Lines,
) -> Result<(), Stop> {
    let coordinator = &office.coordinators[n % office.coordinators.len()];
    let written = |day: Date| {
        day.at(11, 0, 0, 0)
            .to_zoned(office.zone.clone())
            .map(|at| at.timestamp())
    };
    let first_day = written(person.started).unwrap_or(Timestamp::UNIX_EPOCH);
    let goal = |place: usize, attainment| Goal {
        id: GoalId::new(format!("goal-{place}")),
        words: lines.goals[(n + place) % 4].to_owned(),
        attainment,
        steps: match (n + place) % 4 {
            0 => lines.steps.map(str::to_owned),
            _ => Default::default(),
        },
    };
    let step = |place: usize, sector, from: i32, weeks: i32| Intervention {
        id: InterventionId::new(format!("step-{place}")),
        title: lines.interventions[place].0.to_owned(),
        sector,
        responsible: lines.interventions[place].1.to_owned(),
        from: Some(person.started.saturating_add(from.weeks())),
        to: Some(person.started.saturating_add((from + weeks).weeks())),
    };
    let first = Plan {
        goals: vec![goal(0, Attainment::Less), goal(1, Attainment::Less)],
        interventions: vec![
            step(0, Sector::Health, 0, 12),
            step(1, Sector::Health, 1, 20),
        ],
    };
    let refused = |why: plan::store::NotAdded| Stop::refused(why.to_string());
    let new = plan::store::NewRevision {
        based_on: 0,
        note: lines.note,
        plan: &first,
    };
    plan::store::add(tx, &person.enrolment, coordinator, &new, first_day)
        .await
        .map_err(refused)?;
    let second = Plan {
        goals: vec![
            goal(0, Attainment::Expected),
            goal(1, Attainment::Less),
            goal(2, Attainment::Less),
        ],
        interventions: vec![
            step(0, Sector::Health, 0, 12),
            step(1, Sector::Health, 1, 20),
            step(2, Sector::Employment, 6, 14),
            step(3, Sector::Social, 4, 8),
        ],
    };
    let new = plan::store::NewRevision {
        based_on: 1,
        note: lines.second_note,
        plan: &second,
    };
    let second_day = first_day + jiff::SignedDuration::from_hours(21 * 24);
    let revision = plan::store::add(tx, &person.enrolment, coordinator, &new, second_day)
        .await
        .map_err(refused)?;
    if !person.is_shown {
        let agreed = n % 10 != 1;
        let comment = if agreed {
            String::new()
        } else {
            lines.wrong.to_owned()
        };
        let reply = NewReply {
            revision,
            agreed,
            comment,
        };
        plan::store::reply(
            tx,
            &person.id,
            &reply,
            second_day + jiff::SignedDuration::from_hours(26),
        )
        .await?;
    }
    Ok(())
}

async fn meetings(
    tx: &mut Tx,
    office: &Office,
    person: &Person,
    n: usize,
    lines: &cast::Lines,
    now: Timestamp,
    today: Date,
) -> Result<(), Stop> {
    let coordinator = &office.coordinators[n % office.coordinators.len()];
    // The one that is shown has something today; the others are spread over the weeks.
    let days = if person.is_shown {
        [-7, 0, 3]
    } else {
        [-(n as i64 % 12) - 1, n as i64 % 5 + 1, n as i64 % 9 + 3]
    };
    for (place, day) in days.into_iter().enumerate() {
        let (title, with_whom, where_, bring) = lines.meetings[place];
        let day = today.saturating_add(day.days());
        let at = day.at(
            if person.is_shown {
                13
            } else {
                9 + (n % 6) as i8
            },
            30,
            0,
            0,
        );
        let Ok(at) = at.to_zoned(office.zone.clone()) else {
            continue;
        };
        let new = NewAppointment {
            title: title.to_owned(),
            with_whom: with_whom.to_owned(),
            place: where_.to_owned(),
            bring: bring.to_owned(),
            starts_at: at.timestamp(),
            minutes: 45,
            interpreter: String::new(),
            voluntary: n % 5 == 4,
            directions: lines.directions.to_owned(),
            travel: 20,
            demand: Category::Light,
        };
        let id = AppointmentId::new(new_id());
        appointments::store::book(tx, &id, &person.enrolment, coordinator, &new, now).await?;
        if place == 0 && n % 6 != 2 {
            appointments::store::set_attendance(tx, &id, Some(Attendance::Attended), now).await?;
        }
        if place == 2 && n % 9 == 1 {
            appointments::store::set_wish(tx, &id, Some(Wish::Move)).await?;
        }
    }
    Ok(())
}
