//! Every URL on one page, but those of results, which stand beside it.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{any, get, post};

mod results;

use super::{App, safety};
use crate::{
    access, anonymous, api, appointments, assets, desk, identity, letters, look, messages,
    notifications, own, pacing, participants, plan, programmes, questionnaires, scheduling, status,
    today,
};

/// The whole web side.
pub fn router(app: App) -> Router {
    let public_url = app.settings.public_url.clone();
    let routes = Router::new()
        .merge(doors())
        .merge(home())
        .merge(questions())
        .merge(nameless())
        .merge(energy())
        .merge(planning())
        .merge(meetings())
        .merge(work())
        .merge(written())
        .merge(results::results())
        .merge(files())
        .with_state(app.clone());
    let documents = documents().with_state(app.clone());
    let machines = api::router().with_state(app);
    safety::wrap(routes, documents, machines, &public_url)
}

/// Before and after anyone is signed in.
fn doors() -> Router<App> {
    Router::new()
        .route("/", get(identity::web::home))
        .route(
            "/invite",
            get(identity::web::invite).post(identity::web::come_in),
        )
        .route("/language", post(identity::web::choose_language))
        .route("/sign-out", post(identity::web::sign_out))
        .route("/demo/{token}", get(identity::web::demo))
        .route("/m", get(identity::web::from_message))
        .route("/look", get(look::web::show).post(look::web::keep))
        .route("/accessibility", get(look::web::accessibility))
        .route("/style", get(look::web::style))
        .route("/offline", get(today::web::offline))
        .route("/sign-out/waiting", get(today::web::leaving))
        .route("/livez", get(async || "ok"))
        .route("/readyz", get(today::web::ready))
}

/// What a participant opens.
fn home() -> Router<App> {
    Router::new()
        .route("/today", get(today::web::show))
        .route("/more", get(access::web::more))
        .merge(mine())
        .route(
            "/messages",
            get(messages::web::mine).post(messages::web::send),
        )
        .route("/messages/{id}/undo", post(messages::web::undo))
        .route(
            "/settings",
            get(notifications::settings::show).post(notifications::settings::save),
        )
        .route("/push/subscriptions", post(notifications::web::subscribe))
        .route("/sms/receipts", post(notifications::receipts::take))
}

/// What a participant decides about their own data.
fn mine() -> Router<App> {
    Router::new()
        .route("/my-data", get(own::web::show))
        .route("/my-data/all.json", get(own::download::json))
        .route("/my-data/all.html", get(own::download::html))
        .route("/my-data/sharing", post(own::deeds::share))
        .route("/my-data/consents", post(own::deeds::consent))
        .route("/my-data/sign-out", post(own::deeds::sign_out))
        .route(
            "/my-data/erase",
            get(own::erasure::show).post(own::erasure::ask),
        )
        .route("/my-data/erase/undo", post(own::erasure::undo))
        .route("/people/{id}/energy", get(own::energy::show))
        .route(
            "/people/{id}/erasure",
            get(own::erasure::task).post(own::erasure::answer),
        )
        .route(
            "/people/{id}/erasure/energy",
            post(own::erasure::erase_energy),
        )
}

/// One occasion, question by question: signed in, or by a one-occasion right.
fn questions() -> Router<App> {
    use questionnaires::web::{
        answer, answer_by_right, begin, done, done_by_right, finish, later, open, show,
        show_by_right, start,
    };
    Router::new()
        .route("/questions/{occasion}", get(begin))
        .route("/questions/{occasion}/finish", post(finish))
        .route("/questions/{occasion}/done", get(done))
        .route(
            "/questions/{occasion}/pack",
            post(questionnaires::keeping::pack),
        )
        .route("/answers/queued", questionnaires::queued::route())
        .route("/questions/{occasion}/{question}", get(show).post(answer))
        .route("/a/{token}", get(open).post(start))
        .route("/a/{token}/done", get(done_by_right))
        .route("/a/{token}/later", get(later))
        .route(
            "/a/{token}/{question}",
            get(show_by_right).post(answer_by_right),
        )
}

/// Tokens for anonymous answers, and the answers themselves.
fn nameless() -> Router<App> {
    use anonymous::{redeem, web};
    Router::new()
        .route("/anonymous", get(web::about))
        .route("/anonymous/keys", get(web::keys))
        .route("/anonymous/tokens", post(web::token))
        .route("/anonymous/answers", redeem::route())
        .route("/anonymous/{occasion}/settled", post(web::settled))
}

/// What a participant does with the energy of the day; each leads back to `/today`.
fn energy() -> Router<App> {
    Router::new()
        .route("/today/check-in", post(pacing::web::check_in))
        .route("/today/override", post(pacing::web::feel_fine))
        .route("/today/week", get(pacing::week::show))
        .route("/today/replan", post(pacing::replan::answer))
        .route("/today/replan/undo", post(pacing::replan::undo))
        .route("/activities/{id}/start", post(pacing::web::start))
        .route("/activities/{id}/easier", post(pacing::web::easier))
        .route("/activities/{id}/whole", post(pacing::web::whole))
        .route("/activities/{id}/done", post(pacing::web::done))
        .route("/activities/{id}/left", post(pacing::web::left))
        .route("/activities/{id}/undo", post(pacing::web::undo))
        .route("/activities/{id}/rating", post(pacing::web::rating))
        .route("/people/{id}/activities", post(pacing::planning::add))
        .route("/people/{id}/baseline", post(pacing::planning::decide))
}

/// The action plan, read by the participant and written by staff.
fn planning() -> Router<App> {
    Router::new()
        .route("/plan", get(plan::web::show))
        .route("/plan/reply", post(plan::web::reply))
        .route(
            "/people/{id}/plan",
            get(plan::web::write).post(plan::web::save),
        )
}

/// Appointments, from both sides.
fn meetings() -> Router<App> {
    Router::new()
        .route("/appointments", get(appointments::web::show))
        .route(
            "/appointments/calendar",
            get(appointments::calendar::show).post(appointments::calendar::choose),
        )
        .route(
            "/appointments/{id}/calendar.ics",
            get(appointments::calendar::one),
        )
        .route("/calendar/{token}", get(appointments::calendar::follow))
        .route(
            "/groups",
            get(appointments::groups::list).post(appointments::groups::make),
        )
        .route("/groups/{id}", get(appointments::groups::show))
        .route("/groups/{id}/people", post(appointments::groups::add))
        .route(
            "/groups/{id}/cancel",
            get(appointments::groups::ask).post(appointments::groups::cancel),
        )
        .route("/appointments/{id}/wish", post(appointments::web::wish))
        .route(
            "/appointments/{id}/attendance",
            post(appointments::web::attendance),
        )
        .route("/appointments/{id}/cancel", post(appointments::web::cancel))
        .route("/appointments/{id}/move", post(appointments::web::move_to))
        .route(
            "/people/{id}/appointments",
            get(appointments::web::person).post(appointments::web::book),
        )
}

/// What a coordinator works with.
fn work() -> Router<App> {
    Router::new()
        .route("/desk", get(desk::web::show))
        .merge(asked())
        .merge(desk::photo::routes())
        .route("/desk/calls/{contact}", post(desk::calls::call))
        .route(
            "/desk/deadlines/{enrolment}/{deadline}/{number}",
            post(desk::deadlines::note),
        )
        .route(
            "/desk/register/{enrolment}/{rule}",
            post(desk::year::looked_up),
        )
        .route("/letters/{contact}", post(letters::web::show))
        .route("/letters/{contact}/sent", post(letters::web::sent))
        .route("/letters/{contact}/undo", post(letters::web::undo))
        .route("/follow-up", get(desk::year::show))
        .merge(care())
        .route("/set-aside", get(scheduling::web::show))
        .route("/set-aside/{contact}", post(scheduling::web::again))
        .route("/status", get(status::web::show))
        .route(
            "/programmes",
            get(programmes::web::list).post(programmes::web::save),
        )
        .route(
            "/programmes/edit",
            get(programmes::web::edit).post(programmes::web::edit_on),
        )
        .route("/programmes/check", post(programmes::web::check))
        .route(
            "/programmes/{id}/preview",
            get(scheduling::preview::programme),
        )
        .route("/people/{id}/preview", get(scheduling::preview::person))
        .route(
            "/surveys",
            get(desk::surveys::show).post(desk::surveys::send),
        )
        .route(
            "/people",
            get(participants::web::list).post(participants::web::add),
        )
        .route("/people/new", get(participants::web::new))
        .route(
            "/people/protected",
            get(participants::protection::web::list),
        )
        .merge(participants::guardian::web::routes())
        .route(
            "/people/{id}/protection",
            get(participants::protection::web::show).post(participants::protection::web::save),
        )
        .route("/people/{id}", get(participants::web::overview))
        .route("/people/{id}/dates", post(participants::web::set_dates))
        .route(
            "/people/{id}/consents",
            post(participants::web::set_consent),
        )
        .route("/people/{id}/pause", post(participants::web::set_pause))
        .route("/people/{id}/invite", post(participants::web::invite))
        .route(
            "/people/{id}/messages",
            get(messages::web::with).post(messages::web::send_to),
        )
        .route(
            "/people/{id}/messages/{message}/undo",
            post(messages::web::undo_to),
        )
}

/// What those who work here are asked themselves.
fn asked() -> Router<App> {
    use questionnaires::colleagues::web::{answer, begin, done, finish, show};
    Router::new()
        .route("/desk/questions/{occasion}", get(begin))
        .route("/desk/questions/{occasion}/finish", post(finish))
        .route("/desk/questions/{occasion}/done", get(done))
        .route(
            "/desk/questions/{occasion}/{question}",
            get(show).post(answer),
        )
}

/// What staff note about one person's questions, calls and ways.
fn care() -> Router<App> {
    use questionnaires::by_phone::{answer, begin, done, finish, show};
    Router::new()
        .route("/people/{id}/follow-up", get(desk::care::show))
        .route("/people/{id}/overrides", post(desk::care::decide))
        .route("/people/{id}/overrides/{made}/undo", post(desk::care::undo))
        .route(
            "/people/{id}/routes",
            get(participants::routes::web::show).post(participants::routes::web::save),
        )
        .route(
            "/people/{id}/background",
            get(participants::background::web::show).post(participants::background::web::save),
        )
        .route("/people/{id}/team", get(participants::team::web::show))
        .route(
            "/people/{id}/coordinator",
            post(participants::team::web::hand_over),
        )
        .route(
            "/people/{id}/referrer",
            post(participants::team::web::refer),
        )
        .route("/people/{id}/reach", any(participants::routes::web::moved))
        .route(
            "/people/{id}/answers/{occasion}",
            get(questionnaires::answered::show),
        )
        .route("/people/{id}/questions/{occasion}", get(begin))
        .route("/people/{id}/questions/{occasion}/finish", post(finish))
        .route("/people/{id}/questions/{occasion}/done", get(done))
        .route(
            "/people/{id}/questions/{occasion}/{question}",
            get(show).post(answer),
        )
}

/// What people are asked, written and published by the office.
fn written() -> Router<App> {
    use questionnaires::writing::{
        drafts, importing, items, office, preview, publish, translating,
    };
    let draft = Router::new()
        .route("/", get(drafts::show))
        .route("/about", get(drafts::about_form).post(drafts::save_about))
        .route("/undo", post(drafts::undo))
        .route("/discard", post(drafts::discard))
        .route("/new", get(items::new).post(items::add))
        .route("/items", post(items::change))
        .route("/items/{item}", get(items::show).post(items::save))
        .route("/translate", get(translating::show).post(translating::save))
        .route("/preview", get(preview::show).post(preview::go_on))
        .route("/publish", get(publish::show).post(publish::save));
    Router::new()
        .route("/questionnaires", get(office::list))
        .route("/questionnaires/new", get(office::new).post(office::begin))
        .route("/questionnaires/import", get(importing::show))
        .route("/questionnaires/published/{key}", post(office::begin_from))
        .route(
            "/questionnaires/published/{key}/{version}",
            get(office::download),
        )
        .nest("/questionnaires/drafts/{id}", draft)
}

/// Documents that are larger than anything somebody types.
fn documents() -> Router<App> {
    use questionnaires::writing::importing::{look, save};
    Router::new()
        .route("/questionnaires/import", post(look))
        .route("/questionnaires/imported", post(save))
}

/// What comes with the program.
fn files() -> Router<App> {
    let mut router = Router::new()
        .route("/static/{*path}", get(assets::serve))
        .route("/worker.js", get(assets::worker));
    for name in [
        "/icon.svg",
        "/icon-192.png",
        "/icon-512.png",
        "/manifest.webmanifest",
        "/worker-safe.js",
        "/worker-queue.js",
        "/worker-forms.js",
        "/start-worker.js",
        "/waiting.js",
        "/aloud.js",
        "/install.js",
        "/enabling.js",
        "/pack.js",
        "/asking.js",
        "/tokens.js",
        "/drafts.js",
        "/shelf.js",
        "/anonymous.js",
        "/invite.js",
        "/photo.js",
        "/robots.txt",
    ] {
        router = router.route(name, get(assets::serve_at_root));
    }
    router.route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
}
