//! The phone's own rules and the server's: the same questions, whatever the form and the answers.

use app::questionnaires::{Answer, Answers, Item, Outline, Questionnaire, Runner, SHIPPED};
use serde_json::{Value, json};
use tests::World;
use tests::driver::Result;

use crate::stories::phone::{Network, Pocket};

const KINDS: [&str; 9] = [
    "group", "display", "boolean", "integer", "choice", "text", "date", "decimal", "several",
];

/// Numbers that look random and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn condition(&mut self, on: &(String, &str)) -> Value {
        // Only numbers and days have an order.
        let ordered = ["integer", "decimal", "date"].contains(&on.1);
        let most = if ordered { 7 } else { 3 };
        let operator = ["exists", "=", "!=", ">", "<", ">=", "<="][self.below(most)];
        let n = self.below(4);
        let (name, value) = match on.1 {
            _ if operator == "exists" => ("answerBoolean", json!(n.is_multiple_of(2))),
            "boolean" => ("answerBoolean", json!(n.is_multiple_of(2))),
            "integer" => ("answerInteger", json!(n)),
            "decimal" => ("answerDecimal", json!(n as f64 + 0.5)),
            "choice" | "several" => ("answerCoding", json!({"code": format!("c{n}")})),
            "date" => ("answerDate", json!(format!("2026-11-0{}", n + 1))),
            _ => ("answerString", json!(format!("t{n}"))),
        };
        json!({"question": on.0, "operator": operator, name: value})
    }

    fn form(&mut self) -> Questionnaire {
        let mut items: Vec<Value> = Vec::new();
        let mut earlier: Vec<(String, &str)> = Vec::new();
        for place in 0..2 + self.below(10) {
            let kind = KINDS[self.below(KINDS.len())];
            let id = format!("q{place}");
            let several = kind == "several";
            let mut item =
                json!({"linkId": id, "type": if several { "choice" } else { kind }, "text": "?"});
            if ["choice", "several"].contains(&kind) {
                item["repeats"] = json!(several);
                item["answerOption"] = (0..4)
                    .map(|n| json!({"valueCoding": {"code": format!("c{n}")}}))
                    .collect();
            }
            let conditions = if earlier.is_empty() { 0 } else { self.below(3) };
            if conditions > 0 {
                let on = |chance: &mut Self| chance.below(earlier.len());
                let all = (0..conditions).map(|_| {
                    let on = on(self);
                    self.condition(&earlier[on])
                });
                item["enableWhen"] = all.collect();
                item["enableBehavior"] = json!(if self.below(2) == 0 { "any" } else { "all" });
            }
            if !["group", "display"].contains(&kind) {
                if kind == "text" && self.below(3) == 0 {
                    item["readOnly"] = json!(true);
                    item["initial"] = json!([{"valueString": format!("t{}", self.below(4))}]);
                }
                earlier.push((id, kind));
            }
            match items.last_mut() {
                Some(group) if group["type"] == "group" && self.below(2) == 0 => {
                    let mut inner = group["item"].as_array().cloned().unwrap_or_default();
                    inner.push(item);
                    group["item"] = json!(inner);
                }
                _ => items.push(item),
            }
        }
        items.push(json!({"linkId": "end", "type": "boolean", "text": "?"}));
        let form = json!({"resourceType": "Questionnaire", "status": "active", "item": items});
        Questionnaire::read(&form.to_string()).expect("a form")
    }

    /// What somebody types into a question; sometimes nothing that can be taken.
    fn typed(&mut self, item: &Item) -> String {
        let n = self.below(5);
        match item.options().get(n) {
            Some(option) if item.repeats() => format!("{}\nc{}", option.value(), n / 2),
            Some(option) => option.value(),
            None => match item.kind() {
                app::questionnaires::Kind::Boolean => (n.is_multiple_of(2)).to_string(),
                app::questionnaires::Kind::Date => format!("{n}.11.2026"),
                app::questionnaires::Kind::Integer => format!(" {n},0"),
                app::questionnaires::Kind::Decimal => format!("{n},5"),
                app::questionnaires::Kind::Text if n == 4 => String::new(),
                _ => format!("t{n}"),
            },
        }
    }
}

fn asking<'q>(items: &'q [Item], into: &mut Vec<&'q Item>) {
    for item in items {
        if item.kind().asks() && !item.hidden() {
            into.push(item);
        }
        asking(item.items(), into);
    }
}

/// One walk: the outline, what was typed, what is asked then, and which answers are wrong.
fn walk(chance: &mut Chance, form: &Questionnaire) -> Value {
    let mut items = Vec::new();
    asking(form.items(), &mut items);
    let (mut answers, mut typed, mut wrong) =
        (Answers::default(), serde_json::Map::new(), Vec::new());
    for item in items {
        if chance.below(4) == 0 {
            continue;
        }
        let words = chance.typed(item);
        let skipped = chance.below(6) == 0;
        match item.answer(&words) {
            Ok(answer) => {
                let answer = if skipped { Answer::Skipped } else { answer };
                let shown = if answer == Answer::Skipped {
                    Value::Null
                } else {
                    json!(words)
                };
                typed.insert(item.link_id().to_owned(), shown);
                answers.keep(item.link_id(), answer);
            }
            Err(_) => wrong.push(json!([item.link_id(), words])),
        }
    }
    let runner = Runner::new(form, &answers);
    let asked: Vec<&str> = runner.questions().map(Item::link_id).collect();
    json!({"outline": Outline::of(form), "typed": typed, "asked": asked, "wrong": wrong})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_asks_the_same_questions_as_the_server() -> Result {
    let mut chance = Chance(4);
    let mut walks = Vec::new();
    for shipped in SHIPPED {
        let form = Questionnaire::read(shipped.document)?;
        walks.extend((0..50).map(|_| walk(&mut chance, &form)));
    }
    for _ in 0..2_000 {
        let form = chance.form();
        walks.push(walk(&mut chance, &form));
    }
    let branched = walks
        .iter()
        .filter(|walk| walk["outline"].to_string().contains("\"when\""));
    assert!(
        branched.count() > 1_000,
        "conditions are what this is about"
    );

    let world = World::on("sqlite").await;
    server::notifications::Couriers::of(&world.app.settings, &world.app.db).await?;
    let network = Network::with(server::web::router(world.app.clone()))?;
    let phone = Pocket::new(&network.base).await?;
    phone.visit("/robots.txt").await?;
    let script = "const walks = arguments[0];
        return import('/enabling.js').then(({ walk, problem }) => walks.flatMap((it, place) => {
            const asked = walk(it.outline, it.typed).map(({ id }) => id);
            const reads = (id) => it.outline.find((entry) => entry.id === id).reads;
            const wrong = it.wrong.filter(([id, typed]) => !problem(reads(id), typed));
            const right = Object.entries(it.typed)
                .filter(([id, typed]) => typed !== null && problem(reads(id), typed));
            const same = JSON.stringify(asked) === JSON.stringify(it.asked);
            return same && wrong.length === 0 && right.length === 0 ? [] : [{ place, asked, wrong, right }];
        }))";
    let different = phone.run(script, vec![json!(walks)]).await?;
    let different = different.as_array().ok_or("a list")?;
    if let Some(first) = different.first() {
        let place = first["place"].as_u64().unwrap_or_default() as usize;
        panic!(
            "{} of {} differ: {first}\n{}",
            different.len(),
            walks.len(),
            walks[place]
        );
    }
    println!("{} walks, asked alike by phone and server", walks.len());
    phone.close().await
}
