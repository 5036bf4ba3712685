//! What both doors share: someone with one occasion before them.

use std::sync::Arc;

use app::ids::OccasionId;
use app::look::Section;
use app::questionnaires::around::{ClosedPage, Done, DonePage, Intro, IntroPage, ReadyPage};
use app::questionnaires::page::{Ask, AskPage};
use app::questionnaires::{Answers, Problem, Questionnaire, Runner, address};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;

use super::form::AnswerForm;
use super::once::Once;
use super::{Deed, Mode, Occasion, Sent, Stand, State, Taken, answers, finish, take, zone_of};
use crate::anonymous::visit::{self, Holds};
use crate::error::Error;
use crate::storage::{Fault, Tx, new_id};
use crate::web::{Audience, form_page, page, see};

/// Someone with one occasion before them.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) occasion: Occasion,
    pub(super) questionnaire: Arc<Questionnaire>,
    pub(super) audience: Audience,
    /// What all URLs of this visit begin with.
    pub(super) base: String,
    pub(super) mode: Mode,
    /// The name of the person it is about, where a colleague answers.
    pub(super) about: Option<String>,
    /// The token that a phone of the person holds for it: these pages take no answer then.
    pub(super) token: Option<Holds>,
}

impl Visit {
    /// Where people go who have done enough for today.
    fn home(&self) -> Option<String> {
        match self.mode {
            Mode::App => Some("/today".to_owned()),
            Mode::Phone | Mode::Desk => Some("/desk".to_owned()),
            Mode::Link | Mode::Paper | Mode::Api => None,
        }
    }

    fn stand(&self, now: Timestamp) -> Result<Stand, Error> {
        match self.occasion.stand(now) {
            Stand::Ahead => Err(Error::NotFound),
            stand => Ok(stand),
        }
    }

    /// The first page: how long it takes, or straight on to where the person was.
    pub(super) async fn begin(&self, tx: &mut Tx, now: Timestamp) -> Result<Response, Error> {
        let answers = answers::store::answers(tx, &self.occasion.id).await?;
        if let (Some(holds), Stand::Open | Stand::Answered) = (&self.token, self.stand(now)?) {
            return Ok(self.without_a_name(holds));
        }
        match self.stand(now)? {
            Stand::Answered => return Ok(self.to("/done")),
            Stand::Late | Stand::Over => return Ok(self.closed(!answers.is_empty())),
            Stand::Ahead | Stand::Open => {}
        }
        let runner = Runner::new(&self.questionnaire, &answers);
        let Some(first) = runner.first_unanswered() else {
            return Ok(self.ready(&runner).into_response());
        };
        let questions = runner.questions().count();
        let start = self.page_of(first.link_id());
        // A single question says all this itself.
        if !answers.is_empty() || questions == 1 {
            return Ok(see(&start).into_response());
        }
        let words = self.audience.words;
        let title = self.questionnaire.title(words.language());
        let intro = Intro {
            title: title.clone(),
            questions,
            kept: self.occasion.kept(),
            about: self.about.clone(),
            is_foreign: runner
                .question(first.link_id(), words.language())
                .is_some_and(|it| it.heading.language != words.language().tag()),
            start,
            back: self.home().unwrap_or_else(|| self.base.clone()),
        };
        let body = move || view! { <IntroPage words intro/> };
        Ok(page(&self.audience, &title.text, Section::None, body).into_response())
    }

    /// What is answered with a token: on the person's own phone, in the app. Once it is settled there
    /// is nothing to say, because nobody knows whether it was answered.
    fn without_a_name(&self, holds: &Holds) -> Response {
        match (self.mode, self.occasion.state) {
            (Mode::App, State::Answered) => see("/today").into_response(),
            (Mode::App, _) => visit::asking(
                &self.audience,
                &self.occasion,
                &self.questionnaire,
                &self.base,
                holds,
            ),
            _ => visit::in_the_app(&self.audience),
        }
    }

    /// The page of one question, or of wherever the person is by now.
    pub(super) async fn show(
        &self,
        tx: &mut Tx,
        segment: &str,
        now: Timestamp,
    ) -> Result<Response, Error> {
        self.shown(tx, segment, None, now).await
    }

    /// The same, with what was `typed` and is not kept yet.
    async fn shown(
        &self,
        tx: &mut Tx,
        segment: &str,
        typed: Option<&str>,
        now: Timestamp,
    ) -> Result<Response, Error> {
        let link_id = address::of_segment(segment).ok_or(Error::NotFound)?;
        if self.stand(now)? != Stand::Open || self.token.is_some() {
            return Ok(self.to(""));
        }
        let answers = answers::store::answers(tx, &self.occasion.id).await?;
        let asked = self.ask(&answers, &link_id, typed, None);
        Ok(asked.unwrap_or_else(|| self.to("")))
    }

    /// Holds the occasion, so that what follows may write.
    pub(super) async fn hold(&mut self, tx: &mut Tx) -> Result<(), Fault> {
        self.occasion.state = answers::store::hold(tx, &self.occasion.id).await?;
        Ok(())
    }

    /// Takes an answer, keeps it, and only then says so. The occasion must be held. Takes the
    /// transaction, because nothing may be acknowledged before it is committed.
    pub(super) async fn answer(
        self,
        mut tx: Tx,
        segment: &str,
        headers: &HeaderMap,
        form: &AnswerForm,
        now: Timestamp,
    ) -> Result<Response, Error> {
        if self.token.is_some() {
            return Ok(self.to(""));
        }
        if form.deed == Deed::More {
            return self.shown(&mut tx, segment, Some(&form.answer), now).await;
        }
        let link_id = &*address::of_segment(segment).ok_or(Error::NotFound)?;
        let once = Once::of(link_id, headers, &form.key, form.deed, &form.answer);
        let owner = self.occasion.id.as_str().to_owned();
        if let Some(once) = &once
            && let Some(receipt) = answers::store::receipt(&mut tx, &owner, &once.key).await?
            && let Some(path) = once.repeated(&receipt)
        {
            return Ok(see(path).into_response());
        }
        let sent = Sent {
            link_id,
            deed: form.deed,
            typed: &form.answer,
            mode: self.mode,
            given: None,
        };
        let taken = take(&mut tx, &self.occasion, &self.questionnaire, &sent, now).await?;
        if let Taken::Again(problem) = taken {
            let answers = answers::store::answers(&mut tx, &self.occasion.id).await?;
            let refused = Some((form.answer.clone(), problem));
            return Ok(self
                .ask(&answers, link_id, None, refused)
                .unwrap_or_else(|| self.to("")));
        }
        // A confidential answer leaves no trace of when it came.
        let is_traceless = taken == Taken::Done && self.occasion.is_confidential();
        if let Some(once) = once.filter(|_| !is_traceless) {
            let receipt = once.receipt(&self.way(&taken));
            answers::store::keep_receipt(&mut tx, &owner, &once.key, &receipt, now).await?;
        }
        tx.commit().await?;
        Ok(self.after(&taken))
    }

    /// Sends what was answered. The occasion must be held.
    pub(super) async fn finish(self, mut tx: Tx, now: Timestamp) -> Result<Response, Error> {
        if self.token.is_some() {
            return Ok(self.to(""));
        }
        let taken = finish(&mut tx, &self.occasion, &self.questionnaire, self.mode, now).await?;
        tx.commit().await?;
        Ok(self.after(&taken))
    }

    /// Thanks and a receipt, once it is sent; with `push`, the key for notices, an offer of them.
    pub(super) async fn done(
        &self,
        tx: &mut Tx,
        now: Timestamp,
        push: Option<String>,
    ) -> Result<Response, Error> {
        if self.stand(now)? != Stand::Answered || self.token.is_some() {
            return Ok(self.to(""));
        }
        let done = Done {
            receipt: receipt_number(&self.occasion.id),
            when: self.when(tx).await?,
            home: self.home(),
            push,
        };
        let words = self.audience.words;
        let title = words.say("questions-done-title");
        let body = move || view! { <DonePage words done/> };
        Ok(page(&self.audience, &title, Section::None, body).into_response())
    }

    /// The moment in which it arrived, in the programme's zone; the day alone when that is
    /// all we know.
    async fn when(&self, tx: &mut Tx) -> Result<String, Fault> {
        let words = self.audience.words;
        if let Some(at) = answers::store::completed_at(tx, &self.occasion.id).await? {
            let zone = zone_of(tx, &self.occasion).await?;
            let at = at.to_zoned(zone);
            return Ok(format!(
                "{} {}",
                words.date(at.date()),
                words.time(at.time())
            ));
        }
        Ok(self
            .occasion
            .settled_on
            .map(|day| words.date(day))
            .unwrap_or_default())
    }

    fn ask(
        &self,
        answers: &Answers,
        link_id: &str,
        typed: Option<&str>,
        refused: Option<(String, Problem)>,
    ) -> Option<Response> {
        let words = self.audience.words;
        let runner = Runner::new(&self.questionnaire, answers);
        let mut question = runner.question(link_id, words.language())?;
        if self.mode == Mode::Link {
            // A link may be in other hands by now: it shows nothing that was answered.
            question.typed.clone_from(&question.initial);
        }
        if let Some(typed) = typed {
            question.typed = typed.to_owned();
        }
        let title = question.heading.text.clone();
        let ask = Ask {
            action: self.page_of(link_id),
            back: match &question.previous {
                Some(previous) => self.page_of(previous),
                None => self.home().unwrap_or_else(|| self.base.clone()),
            },
            key: new_id(),
            kept: self.occasion.kept(),
            about: self.about.clone(),
            question,
            refused,
        };
        let again = ask.refused.is_some();
        let body = move || view! { <AskPage words ask/> };
        Some(form_page(
            &self.audience,
            &title,
            Section::None,
            again,
            body,
        ))
    }

    fn ready(&self, runner: &Runner<'_, '_>) -> impl IntoResponse + use<> {
        let words = self.audience.words;
        let last = runner.questions().last();
        let back = last.map_or_else(|| self.base.clone(), |item| self.page_of(item.link_id()));
        let action = format!("{}/finish", self.base);
        let title = words.say("questions-ready-title");
        page(&self.audience, &title, Section::None, move || {
            view! { <ReadyPage words back action/> }
        })
    }

    fn closed(&self, kept: bool) -> Response {
        let words = self.audience.words;
        let home = self.home();
        let title = words.say("questions-closed-title");
        let page = page(&self.audience, &title, Section::None, move || {
            view! { <ClosedPage words kept home/> }
        });
        (StatusCode::GONE, page).into_response()
    }

    fn after(&self, taken: &Taken) -> Response {
        match taken {
            Taken::Closed { kept } => self.closed(*kept),
            other => see(&self.way(other)).into_response(),
        }
    }

    fn way(&self, taken: &Taken) -> String {
        let base = &self.base;
        match taken {
            Taken::On(link_id) => self.page_of(link_id),
            Taken::Done => format!("{base}/done"),
            Taken::Later => self.home().unwrap_or_else(|| format!("{base}/later")),
            Taken::Ready | Taken::Again(_) | Taken::Closed { .. } => base.clone(),
        }
    }

    /// Where a question is asked.
    pub(super) fn page_of(&self, link_id: &str) -> String {
        format!("{}/{}", self.base, address::segment(link_id))
    }

    pub(super) fn to(&self, rest: &str) -> Response {
        see(&format!("{}{rest}", self.base)).into_response()
    }
}

/// What to quote when asking about these answers: it stands for the occasion, not for them.
pub(super) fn receipt_number(id: &OccasionId) -> String {
    let end: String = id.as_str().chars().rev().take(8).collect();
    let end: String = end.chars().rev().collect::<String>().to_uppercase();
    match end.split_at_checked(4) {
        Some((first, second)) => format!("{first}-{second}"),
        None => end,
    }
}
