//! A letter when nothing else leads to somebody: printed, posted, and answered by its link.

use app::identity::Role;
use app::ids::ParticipantId;
use server::identity::sessions::hash;
use server::identity::store::Whose;
use server::on;
use server::participants::invites::qr_svg;
use server::questionnaires::store as questionnaires;
use server::scheduling;
use tests::{World, engines};

/// A programme that writes a letter on the first day.
fn protocol() -> String {
    let mut text = include_str!("../../app/programmes/ishoj-sme.toml").to_owned();
    let at = text.find("id = \"self-rating-start\"").expect("the rule");
    let ladder = at + text[at..].find("ladder = \"").expect("its ladder");
    let end = ladder + text[ladder..].find('\n').expect("a line");
    text.replace_range(ladder..end, "ladder = \"by-post\"");
    text + "\n[[ladder]]\nid = \"by-post\"\nstep = [{ channel = \"letter\", after = \"P0D\" }]\n"
}

struct Office {
    world: World,
    ada: ParticipantId,
    kims: String,
    contact: String,
}

async fn office(engine: &str) -> Office {
    let world = World::on(engine).await;
    let programme = world.programme("ishoj-sme", &protocol()).await;
    let kim = world.staff("Kim", Role::Coordinator).await;
    let (ada, _) = world.participant("Ada", &programme, &kim).await;
    let mut tx = world.tx().await;
    let (office, now) = (&world.organisation, world.now());
    questionnaires::publish_shipped(&mut tx, office, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    scheduling::look(&world.app.db, world.now()).await.unwrap();
    let mut tx = world.tx().await;
    let list = scheduling::store::phone_list(&mut tx, &world.organisation, world.now())
        .await
        .unwrap();
    drop(tx);
    let letter = list.iter().find(|it| it.channel == "letter");
    let contact = letter.expect("a letter").contact_id.clone();
    let kims = world.signed_in(Whose::Staff(kim)).await;
    Office {
        world,
        ada,
        kims,
        contact,
    }
}

impl Office {
    async fn press(&self, deed: &str, form: &str) -> tests::Answer {
        let path = format!("/letters/{}{deed}", self.contact);
        self.world.post(&self.kims, &path, form).await
    }

    async fn desk(&self) -> String {
        self.world.get(&self.kims, "/desk").await.body
    }
}

/// The code as it is printed, in groups of four.
fn code(page: &str) -> String {
    let at = page.find("/a/").expect("a link to type");
    page[at + 3..].chars().take(19).collect()
}

#[tokio::test]
async fn a_letters_code_and_the_typed_link_open_the_questions() {
    for engine in engines() {
        let office = office(engine).await;
        let action = format!("action=\"/letters/{}\"", office.contact);
        assert!(office.desk().await.contains(&action), "{engine}");
        let page = office.press("", "").await;
        assert_eq!(page.status, 200, "{engine}: {}", page.body);
        for said in [
            "Dear",
            "Ada",
            "2 November 2026",
            "Kim",
            "+45 00 00 00 00",
            "Office",
        ] {
            assert!(page.body.contains(said), "{engine}: {said}");
        }
        let printed = code(&page.body);
        let word = printed.replace('-', "");
        // What the phone's camera reads is the very link that is printed.
        let link = format!("{}/a/{word}", office.world.app.settings.public_url);
        assert!(page.body.contains(&qr_svg(&link)), "{engine}: {link}");
        for typed in [word.clone(), printed.clone(), printed.to_lowercase()] {
            let door = office.world.get("", &format!("/a/{typed}")).await;
            assert_eq!(door.status, 200, "{engine}: {typed}");
            let begun = office.world.post("", &format!("/a/{typed}"), "").await;
            assert_eq!(begun.status, 303, "{engine}: {}", begun.body);
            let question = office.world.get("", begun.location()).await;
            assert_eq!(question.status, 200, "{engine}: {}", begun.location());
            assert!(question.body.contains("name=\"answer\""), "{engine}");
        }
        let wrong = office.world.get("", "/a/0000-0000-0000-0000").await;
        assert_eq!(wrong.status, 410, "{engine}");
        // A second showing has a link of its own; the letter that is in the post stays good.
        let again = code(&office.press("", "").await.body);
        assert_ne!(again, printed, "{engine}");
        let first = office.world.get("", &format!("/a/{printed}")).await;
        assert_eq!(first.status, 200, "{engine}");
        let mut tx = office.world.tx().await;
        let kept: Vec<String> =
            on!(&mut tx, db => sqlx::query_scalar("select token_hash from occasion_rights")
            .fetch_all(db).await)
            .unwrap();
        assert!(
            kept.contains(&hash(&word)) && !kept.contains(&word),
            "{engine}"
        );
    }
}

#[tokio::test]
async fn a_letter_that_was_posted_is_done_until_somebody_takes_it_back() {
    for engine in engines() {
        let office = office(engine).await;
        let mut leads = String::new();
        for _ in 0..2 {
            let posted = office.press("/sent", "").await;
            assert_eq!(posted.status, 303, "{engine}: {}", posted.body);
            leads = posted.location().to_owned();
        }
        let desk = office.world.get(&office.kims, &leads).await.body;
        let undo = format!("action=\"/letters/{}/undo\"", office.contact);
        assert!(desk.contains("the letter is sent") && desk.contains(&undo));
        assert!(!office.desk().await.contains("/letters/"), "{engine}");
        assert_eq!(office.press("", "").await.status, 404, "{engine}");
        for _ in 0..2 {
            assert_eq!(office.press("/undo", "").await.location(), "/desk");
        }
        let action = format!("action=\"/letters/{}\"", office.contact);
        assert!(office.desk().await.contains(&action), "{engine}");
        let adas = Whose::Participant(office.ada.clone());
        let adas = office.world.signed_in(adas).await;
        let looked = office.world.get(&adas, "/my-data").await.body;
        assert!(looked.contains("wrote you a letter"), "{engine}: {looked}");
        let mo = office.world.staff("Mette", Role::Manager).await;
        let metes = office.world.signed_in(Whose::Staff(mo)).await;
        let path = format!("/letters/{}", office.contact);
        assert_eq!(office.world.post(&metes, &path, "").await.status, 403);
    }
}

#[tokio::test]
async fn an_address_is_written_once_and_too_long_a_one_comes_back_as_typed() {
    for engine in engines() {
        let office = office(engine).await;
        let long = "address=Vej+1%0A2%0A3%0A4%0A2635+Ish%C3%B8j";
        let refused = office.press("", long).await;
        assert_eq!(refused.status, 422, "{engine}");
        assert!(refused.body.contains("At most four lines"), "{engine}");
        assert!(
            refused.body.contains("Vej 1\n2\n3\n4\n2635 Ishøj"),
            "{engine}"
        );
        let written = office
            .press("", "address=Skolegade+3%0D%0A2635+Ish%C3%B8j")
            .await;
        assert_eq!(written.status, 200, "{engine}");
        let again = office.press("", "").await.body;
        assert!(again.contains("Skolegade 3"), "{engine}: {again}");
        assert!(again.contains("left-window"), "{engine}: a Danish envelope");
    }
}
