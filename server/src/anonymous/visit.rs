//! Someone with an occasion before them that is answered with a token.

use app::anonymous::Round;
use app::anonymous::page::{Asking, AskingPage, InTheAppPage};
use app::ids::{EnrolmentId, WaveId};
use app::insight::Quarter;
use app::look::Section;
use app::questionnaires::pack::Pack;
use app::questionnaires::{Kept, Questionnaire};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use leptos::prelude::*;

use super::store;
use crate::assets;
use crate::questionnaires::{self, Occasion, SubjectKind};
use crate::storage::{Fault, Tx};
use crate::web::{Audience, page};

/// What a phone of the person holds a token for.
#[derive(Clone, Debug)]
pub(crate) struct Holds {
    /// The wave that takes it.
    pub(crate) wave: WaveId,
    /// The round for which it was asked.
    pub(crate) round: Round,
}

/// The token that a phone of the person holds for an occasion: then there is no other way to answer.
pub(crate) async fn held_for(
    tx: &mut Tx,
    occasion: &Occasion,
    now: Timestamp,
) -> Result<Option<Holds>, Fault> {
    if !occasion.is_confidential() || occasion.subject_kind != SubjectKind::Enrolment {
        return Ok(None);
    }
    let zone = questionnaires::zone_of(tx, occasion).await?;
    let quarter = Quarter::counting(occasion.closes_at, now, &zone);
    let held = store::token_wave(tx, &occasion.id, quarter).await?;
    Ok(held.map(|(wave, asked)| {
        let enrolment = EnrolmentId::new(&occasion.subject_id);
        let round = Round {
            enrolment,
            asked,
            quarter,
        };
        Holds { wave, round }
    }))
}

/// The questions, for a script that sends the answers without a name.
pub(crate) fn asking(
    audience: &Audience,
    occasion: &Occasion,
    form: &Questionnaire,
    base: &str,
    holds: &Holds,
) -> Response {
    let asking = Asking {
        pack: Pack {
            form: form.clone(),
            base: base.to_owned(),
            kept: Kept::Anonymous,
        },
        form: occasion.questionnaire.to_string(),
        wave: holds.wave.to_string(),
        round: holds.round.to_string(),
        module: assets::blind(),
        settle: format!("/anonymous/{}/settled", occasion.id),
    };
    let words = audience.words;
    let title = asking.pack.form.title(words.language()).text;
    let body = move || view! { <AskingPage words asking/> };
    page(audience, &title, Section::None, body).into_response()
}

/// What somebody sees who came by a link: the link knows whom it was sent to.
pub(crate) fn in_the_app(audience: &Audience) -> Response {
    let words = audience.words;
    let title = words.say("anonymous-in-the-app");
    let body = move || view! { <InTheAppPage words/> };
    page(audience, &title, Section::None, body).into_response()
}
