//! The world of a simulation: an office, its servers, and time that jumps from deed to deed.

use std::sync::{Arc, Mutex};

use app::identity::Role;
use app::texts::Language;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::cast::{Cast, Deed, Who};
use super::courier::Carrier;
use super::deeds::Office;
use super::faults::{Faults, Plan};
use super::history::{Event, What};
use super::server::{Server, State, Ticked};
use super::stage::{Actor, Ran, Stage, Work};
use super::watcher::Watcher;
use super::{Wish, store};
use crate::organisations::store as organisations;
use crate::programmes::{naming, store as programmes};
use crate::questionnaires::store as questionnaires;
use crate::scheduling;
use crate::storage::{Db, Fault};

/// At the end nothing breaks for so long, so that whatever can still be done is done.
const CALM: SignedDuration = SignedDuration::from_hours(3 * 24);

/// Everything that is simulated.
pub(super) struct World {
    pub(super) db: Db,
    pub(super) stage: Arc<Stage>,
    pub(super) office: Office,
    servers: Vec<Server>,
    end: Timestamp,
    breaks: bool,
    day: Date,
}

impl World {
    /// Founds the office in an empty database.
    pub(super) async fn found(wish: &Wish, db: Db) -> Result<Self, Fault> {
        let definition = wish.protocol.definition();
        let zone = naming::zone(definition)?;
        let midnight = |day: Date| day.to_zoned(zone.clone()).map(|at| at.timestamp());
        let from = midnight(wish.span.from).unwrap_or(Timestamp::UNIX_EPOCH);
        let last = wish
            .span
            .from
            .saturating_add(jiff::Span::new().days(wish.span.days));
        let end = midnight(last).unwrap_or(Timestamp::MAX);
        let breaks = wish.breaks();
        let mut tx = db.write().await?;
        let id = organisations::add_organisation(&mut tx, "Simulated office", from).await?;
        questionnaires::publish_shipped(&mut tx, &id, from).await?;
        for rule in &definition.rules {
            // Whatever it asks: a simulation counts messages, not answers.
            let document = app::questionnaires::SHIPPED[0].document;
            if scheduling::store::newest_questionnaire(&mut tx, id.as_str(), &rule.questionnaire)
                .await?
                .is_none()
            {
                questionnaires::publish(&mut tx, &id, &rule.questionnaire, 1, document, from)
                    .await?;
            }
        }
        let programme = programmes::add_programme(&mut tx, &id, &wish.protocol, from).await?;
        let new = organisations::NewMember {
            name: "Coordinator",
            email: "c0@office.example",
            phone: None,
            role: Role::Coordinator,
            language: Language::Da,
        };
        let coordinator = organisations::add_member(&mut tx, &id, &new, from).await?;
        organisations::add_partner(
            &mut tx,
            &id,
            &programme,
            "Partner",
            "c1@partner.example",
            Language::Da,
        )
        .await?;
        tx.commit().await?;
        let (n, share) = (wish.participants, wish.share);
        let mut cast = Cast::invent(n, share, wish.seed, wish.span, definition, &zone);
        let every = wish.span.days / (i32::try_from(wish.edits.len()).unwrap_or(0) + 1);
        for number in (1..).take(wish.edits.len()) {
            let day = wish
                .span
                .from
                .saturating_add(jiff::Span::new().days(every * number));
            cast.plan_on(day, 9, 0, Who::Office, Deed::Edit);
        }
        let cast = Arc::new(Mutex::new(cast));
        let plan = match (wish.crash_at, wish.weather) {
            (Some(number), _) => Plan::CrashAt(number),
            (None, Some(weather)) => Plan::Weather(weather),
            (None, None) => Plan::Fair,
        };
        // Whatever befalls one office does not befall the others at the same time.
        let seed = wish.seed.wrapping_add((share.office as u64) << 32);
        let faults = Faults::new(seed, plan);
        let stage = Stage::new(seed, from, wish.servers + 1, faults);
        let watched = |actor| {
            if !breaks {
                return db.clone();
            }
            db.watched_by(Arc::new(Watcher {
                stage: Arc::clone(&stage),
                actor,
                bug: wish.bug,
            }))
        };
        let poisoned = wish.weather.is_some_and(|it| it.poison);
        let server = |actor: Actor| Server {
            actor,
            db: watched(actor),
            couriers: Carrier {
                stage: Arc::clone(&stage),
                cast: Arc::clone(&cast),
                actor,
                poison: poisoned.then_some(Who::Person(0)),
                breaks,
            }
            .couriers(),
            luck: StdRng::seed_from_u64(seed ^ (0x4c55_434b << actor)),
            state: State::Up,
            next_tick: from,
            idle: 0,
            skew: SignedDuration::ZERO,
            skewed_until: from,
            trusted: None,
            began: 0,
            house_kept: None,
        };
        let servers = (1..=wish.servers).map(server).collect();
        let office = Office {
            db: watched(0),
            stage: Arc::clone(&stage),
            cast,
            id,
            programme,
            coordinator,
            edits: Arc::new(Mutex::new(wish.edits.iter().rev().cloned().collect())),
        };
        Ok(Self {
            db,
            stage,
            office,
            servers,
            end,
            breaks,
            day: wish.span.from,
        })
    }

    /// The instant at which the simulation ends.
    pub(super) fn end(&self) -> Timestamp {
        self.end
    }

    /// Goes on to the next instant at which anything happens; false at the end.
    pub(super) async fn go_on(&mut self) -> Result<bool, Fault> {
        let mut tx = self.db.glance().await?;
        let due = store::next_due(&mut tx).await?;
        drop(tx);
        let Some(next) = self.next(due).filter(|next| *next <= self.end) else {
            return Ok(false);
        };
        let now = {
            let mut inner = self.stage.inner();
            inner.now = inner.now.max(next);
            if inner.now >= self.end - CALM {
                inner.faults.calm();
            }
            inner.now
        };
        if self.breaks {
            self.new_day(now);
        }
        self.play(now, due).await?;
        Ok(true)
    }

    /// One last tick of a server that nothing befalls, so that what is over has ended.
    pub(super) async fn finish(&mut self) -> Result<(), Fault> {
        self.stage.inner().now = self.end;
        for server in &mut self.servers {
            server.state = State::Off(Timestamp::MAX);
        }
        scheduling::look(&self.db, self.end).await?;
        scheduling::keep_house(&self.db, self.end).await
    }

    /// The next instant: a deed, something due for a server that is up, one that comes back.
    fn next(&self, due: Option<Timestamp>) -> Option<Timestamp> {
        let server = |server: &Server| match server.state {
            State::Up => due.map(|due| due.max(server.next_tick)),
            State::Off(until) => Some(until),
            State::Ticking(_) => None,
        };
        let servers = self.servers.iter().filter_map(server);
        let deed = self.office.cast().next();
        servers.chain(deed).chain(self.stage.next_waking()).min()
    }

    /// People and servers act, side by side where things may break.
    async fn play(&mut self, now: Timestamp, due: Option<Timestamp>) -> Result<(), Fault> {
        let acts = self.office.cast().next().is_some_and(|at| at <= now);
        if acts && !self.breaks {
            self.office.clone().act(false).await?;
        }
        let mut works: Vec<(Actor, Option<Work<Ticked>>)> = Vec::new();
        if acts && self.breaks {
            let (office, stage) = (self.office.clone(), Arc::clone(&self.stage));
            let act = async move { office.act(true).await.map(|()| stage.now()) };
            works.push((0, Some(Box::pin(act))));
        }
        let length = self.stage.inner().history.len();
        for server in &mut self.servers {
            if let Some(work) = server.wakes(now, due, self.breaks, length, &self.stage) {
                works.push((server.actor, Some(work)));
            }
        }
        for (actor, ran) in self.stage.run(&mut works).await {
            let work = works
                .iter_mut()
                .find(|it| it.0 == actor)
                .and_then(|it| it.1.take());
            if actor == 0 {
                if let Ran::Done(done) = ran {
                    done?;
                }
                continue;
            }
            let pause = self.stage.inner().faults.some(5, 120);
            if let Some(server) = self.servers.iter_mut().find(|it| it.actor == actor) {
                server.ran(ran, work, now, pause, &self.stage);
            }
        }
        Ok(())
    }

    /// What a day brings: outages for all, clocks that go wrong.
    fn new_day(&mut self, now: Timestamp) {
        let today = now.to_zoned(self.office.cast().zone.clone()).date();
        if today == self.day {
            return;
        }
        self.day = today;
        let mut inner = self.stage.inner();
        let weather = inner.faults.weather();
        let outage = inner.faults.day_brings(weather.outage);
        let mut said = Vec::new();
        for server in &mut self.servers {
            let actor = server.actor;
            if outage {
                let until = now + SignedDuration::from_hours(26);
                server.state = State::Off(until);
                said.push(What::Off { actor, until });
            } else if inner.faults.day_brings(weather.clock) {
                // Up to an hour is believed; more is not.
                let all = [-5400, -600, 600, 3000, 7200, 90_000];
                let index = inner.faults.some(0, 5).as_secs();
                let seconds = usize::try_from(index)
                    .ok()
                    .and_then(|it| all.get(it))
                    .copied()
                    .unwrap_or(0);
                server.skew = SignedDuration::from_secs(seconds);
                server.skewed_until = now + inner.faults.some(3600, 10 * 3600);
                said.push(What::Clock { actor, seconds });
            }
        }
        for what in said {
            inner.history.push(Event { at: now, what });
        }
    }
}
