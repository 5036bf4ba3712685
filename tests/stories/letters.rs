//! A letter when nothing else leads to somebody: printed, posted, and answered by its link.

use app::identity::Role;
use server::identity::sessions::hash;
use server::identity::store::Whose;
use server::on;
use server::participants::invites::qr_svg;
use server::scheduling;
use tests::engines;

use super::office::Office;

/// A programme that writes a letter on the first day.
fn protocol() -> String {
    let mut text = include_str!("../../app/programmes/ishoj-sme.toml").to_owned();
    let at = text.find("id = \"self-rating-start\"").expect("the rule");
    let ladder = at + text[at..].find("ladder = \"").expect("its ladder");
    let end = ladder + text[ladder..].find('\n').expect("a line");
    text.replace_range(ladder..end, "ladder = \"by-post\"");
    text + "\n[[ladder]]\nid = \"by-post\"\nstep = [{ channel = \"letter\", after = \"P0D\" }]\n"
}

/// An office with a letter to write to Ada.
struct Post {
    office: Office,
    contact: String,
}

impl Post {
    async fn on(engine: &str) -> Self {
        let office = Office::asking(engine, &protocol()).await;
        let world = &office.world;
        scheduling::look(&world.app.db, world.now()).await.unwrap();
        let mut tx = world.tx().await;
        let list = scheduling::store::phone_list(&mut tx, &world.organisation, world.now())
            .await
            .unwrap();
        drop(tx);
        let letter = list.iter().find(|it| it.channel == "letter");
        let contact = letter.expect("a letter").contact_id.clone();
        Self { office, contact }
    }

    async fn press(&self, deed: &str, form: &str) -> tests::Answer {
        let path = format!("/letters/{}{deed}", self.contact);
        self.office.world.post(&self.office.kims, &path, form).await
    }

    async fn desk(&self) -> String {
        self.office.world.get(&self.office.kims, "/desk").await.body
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
        let post = Post::on(engine).await;
        let action = format!("action=\"/letters/{}\"", post.contact);
        assert!(post.desk().await.contains(&action), "{engine}");
        let page = post.press("", "").await;
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
        let link = format!("{}/a/{word}", post.office.world.app.settings.public_url);
        assert!(page.body.contains(&qr_svg(&link)), "{engine}: {link}");
        for typed in [word.clone(), printed.clone(), printed.to_lowercase()] {
            let door = post.office.world.get("", &format!("/a/{typed}")).await;
            assert_eq!(door.status, 200, "{engine}: {typed}");
            let begun = post.office.world.post("", &format!("/a/{typed}"), "").await;
            assert_eq!(begun.status, 303, "{engine}: {}", begun.body);
            let question = post.office.world.get("", begun.location()).await;
            assert_eq!(question.status, 200, "{engine}: {}", begun.location());
            assert!(question.body.contains("name=\"answer\""), "{engine}");
        }
        let wrong = post.office.world.get("", "/a/0000-0000-0000-0000").await;
        assert_eq!(wrong.status, 410, "{engine}");
        // A second showing has a link of its own; the letter that is in the post stays good.
        let again = code(&post.press("", "").await.body);
        assert_ne!(again, printed, "{engine}");
        let first = post.office.world.get("", &format!("/a/{printed}")).await;
        assert_eq!(first.status, 200, "{engine}");
        let mut tx = post.office.world.tx().await;
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
        let post = Post::on(engine).await;
        let mut leads = String::new();
        for _ in 0..2 {
            let posted = post.press("/sent", "").await;
            assert_eq!(posted.status, 303, "{engine}: {}", posted.body);
            leads = posted.location().to_owned();
        }
        let desk = post.office.world.get(&post.office.kims, &leads).await.body;
        let undo = format!("action=\"/letters/{}/undo\"", post.contact);
        assert!(desk.contains("the letter is sent") && desk.contains(&undo));
        assert!(!post.desk().await.contains("/letters/"), "{engine}");
        assert_eq!(post.press("", "").await.status, 404, "{engine}");
        for _ in 0..2 {
            assert_eq!(post.press("/undo", "").await.location(), "/desk");
        }
        let action = format!("action=\"/letters/{}\"", post.contact);
        assert!(post.desk().await.contains(&action), "{engine}");
        let looked = post
            .office
            .world
            .get(&post.office.adas, "/my-data")
            .await
            .body;
        assert!(looked.contains("wrote you a letter"), "{engine}: {looked}");
        let mo = post.office.world.staff("Mette", Role::Manager).await;
        let metes = post.office.world.signed_in(Whose::Staff(mo)).await;
        let path = format!("/letters/{}", post.contact);
        assert_eq!(post.office.world.post(&metes, &path, "").await.status, 403);
    }
}

#[tokio::test]
async fn an_address_is_written_once_and_too_long_a_one_comes_back_as_typed() {
    for engine in engines() {
        let post = Post::on(engine).await;
        let long = "address=Vej+1%0A2%0A3%0A4%0A2635+Ish%C3%B8j";
        let refused = post.press("", long).await;
        assert_eq!(refused.status, 422, "{engine}");
        assert!(refused.body.contains("At most four lines"), "{engine}");
        assert!(
            refused.body.contains("Vej 1\n2\n3\n4\n2635 Ishøj"),
            "{engine}"
        );
        let written = post
            .press("", "address=Skolegade+3%0D%0A2635+Ish%C3%B8j")
            .await;
        assert_eq!(written.status, 200, "{engine}");
        let again = post.press("", "").await.body;
        assert!(again.contains("Skolegade 3"), "{engine}: {again}");
        assert!(again.contains("left-window"), "{engine}: a Danish envelope");
    }
}
