//! Writing questionnaires: by those who work there, for those who are asked.

mod asking;
mod at_once;
mod elsewhere;
mod mending;
mod trying;

use app::identity::Role;
use axum::http::StatusCode;
use server::identity::store::Whose;
use server::programmes::{Protocol, store as programmes};
use tests::{Answer, World};

const PROTOCOL: &str = include_str!("../../../app/programmes/ishoj-sme.toml");

/// An office with a programme, and Kim, who coordinates there.
struct Office {
    world: World,
    kims: String,
}

/// A draft that Kim has begun, by its path.
struct Draft<'o> {
    office: &'o Office,
    path: String,
}

impl Office {
    async fn on(engine: &str) -> Self {
        let world = World::on(engine).await;
        world.publish().await;
        let protocol = Protocol::read("ishoj-sme.toml", PROTOCOL).unwrap();
        let mut tx = world.tx().await;
        programmes::add_programme(&mut tx, &world.organisation, &protocol, world.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kim = world.staff("Kim", Role::Coordinator).await;
        let kims = world.signed_in(Whose::Staff(kim)).await;
        Self { world, kims }
    }

    async fn cookie(&self, name: &str, role: Role) -> String {
        let id = self.world.staff(name, role).await;
        self.world.signed_in(Whose::Staff(id)).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.world.get(&self.kims, path).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.world.post(&self.kims, path, &form(fields)).await
    }

    /// A new draft of this title, in English.
    async fn begun(&self, title: &str) -> Draft<'_> {
        let fields = [("title", title), ("purpose", ""), ("language", "en")];
        let answer = self.post("/questionnaires/new", &fields).await;
        self.draft(&answer)
    }

    /// The draft to which an answer leads.
    fn draft(&self, answer: &Answer) -> Draft<'_> {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        Draft {
            office: self,
            path: answer.location().to_owned(),
        }
    }
}

impl Draft<'_> {
    async fn page(&self, rest: &str) -> String {
        let answer = self.office.get(&format!("{}{rest}", self.path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{rest}: {}", answer.body);
        answer.body
    }

    async fn revision(&self) -> String {
        value(&self.page("").await, "revision")
    }

    /// Sends a form as it was read just now.
    async fn send(&self, rest: &str, fields: &[(&str, &str)]) -> Answer {
        let revision = self.revision().await;
        let mut all = vec![("revision", revision.as_str())];
        all.extend(fields);
        let path = format!("{}{rest}", self.path);
        self.office.post(&path, &all).await
    }

    /// Sends a form that must be taken.
    async fn done(&self, rest: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.send(rest, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{rest}: {}",
            answer.body
        );
        answer.location().to_owned()
    }

    /// Yes or no, and then a scale that only follows a yes.
    async fn work(&self) {
        let yes_no = [("sort", "yesno"), ("text", "Are you at work?")];
        self.done("/new", &yes_no).await;
        let scale = [
            ("sort", "scale"),
            ("text", "How is it?"),
            ("least", "1"),
            ("most", "5"),
            ("lower", "Very bad"),
            ("upper", "Very good"),
            ("when", "q1 = true"),
        ];
        self.done("/new", &scale).await;
    }
}

/// As browsers encode a form, with the line ends that they send.
fn form(fields: &[(&str, &str)]) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let encoded = |text: &str| -> String {
        let text = text.replace('\n', "\r\n");
        text.bytes().map(letter).collect()
    };
    let pairs = fields.iter();
    let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What the first hidden field of this name holds.
fn value(page: &str, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let rest = page.split(&from).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no field {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}
