//! What the shipped definitions hold, read against the programmes' own documents.

use std::collections::BTreeSet;

use super::programme;
use crate::programmes::{
    Anchor, Collection, ConsentKind, Metric, PartyRole, Period, Respondent, StudyArm, Timing, read,
    shipped,
};
use crate::texts::Language;

#[test]
fn every_shipped_definition_is_read_without_a_complaint_under_its_own_name() {
    let mut ids = BTreeSet::new();
    for (file, text) in shipped() {
        let definition = read(file, text).unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(format!("{}.toml", definition.id), file);
        assert!(ids.insert(definition.id), "{file} is there twice");
    }
    assert_eq!(ids.len(), 8);
}

#[test]
fn every_definition_in_the_folder_is_shipped() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/programmes");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    let known: BTreeSet<String> = shipped().iter().map(|it| it.0.to_owned()).collect();
    assert_eq!(files, known);
}

#[test]
fn a_definition_is_the_same_after_being_written_and_read_again() {
    for (file, text) in shipped() {
        let first = read(file, text).unwrap();
        let written = toml::to_string(&first).unwrap();
        let again = read("again.toml", &written).unwrap_or_else(|wrong| panic!("{file}: {wrong}"));
        assert_eq!(again, first, "{file}");
    }
}

#[test]
fn colleagues_read_every_name_in_danish_swedish_and_english() {
    for (file, _) in shipped() {
        let it = programme(file.trim_end_matches(".toml"));
        let names = [&it.name, &it.about].into_iter();
        let names = names
            .chain(it.eligibility.checklist.iter())
            .chain(it.parties.iter().map(|it| &it.name))
            .chain(it.phases.iter().map(|it| &it.name))
            .chain(it.deadlines.iter().map(|it| &it.name))
            .chain(it.tracks.iter().map(|it| &it.name))
            .chain(it.duties.iter().map(|it| &it.name))
            .chain(it.targets.iter().map(|it| &it.name))
            .chain(it.quotas.iter().map(|it| &it.name))
            .chain(it.consents.iter().map(|it| &it.about));
        for name in names {
            for language in [Language::Da, Language::Sv, Language::En] {
                assert!(name.contains_key(&language), "{file}: {name:?}");
            }
        }
    }
}

#[test]
fn in_every_programme_people_are_asked_at_the_start_on_the_way_at_the_end_and_a_year_after() {
    for (file, _) in shipped() {
        let it = programme(file.trim_end_matches(".toml"));
        let of = |questionnaire: &'static str| {
            it.rules
                .iter()
                .filter(move |rule| rule.questionnaire == questionnaire)
        };
        assert_eq!(of("self-rating").count(), 4, "{file}");
        assert!(
            of("self-rating").all(|rule| rule.collection == Collection::Identified),
            "{file}"
        );
        assert!(of("influence").all(|rule| rule.collection == Collection::Confidential));
        assert_eq!(of("influence").count(), 1, "{file}");
        let asked: BTreeSet<_> = of("cross-sector")
            .map(|rule| rule.respondent == Respondent::Staff)
            .collect();
        assert_eq!(asked.len(), 2, "{file}: staff and partners");

        let year = it.rule("one-year-follow-up").unwrap();
        let a_year_after_the_end = Timing::Once {
            from: Anchor::End,
            after: Period::months(12),
        };
        assert_eq!(year.when, a_year_after_the_end, "{file}");
        assert_eq!(year.needs, Some(ConsentKind::FollowUp), "{file}");
        assert_eq!(year.open_for, Period::days(90), "{file}");
        assert!(it.deadlines.iter().any(|it| it.id == "follow-up-consent"));
    }
}

#[test]
fn nobody_is_asked_by_a_questionnaire_that_is_not_there() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaires");
    for (file, text) in shipped() {
        for rule in read(file, text).unwrap().rules {
            let asked = format!("{folder}/{}.json", rule.questionnaire);
            assert!(std::path::Path::new(&asked).exists(), "{file}: {asked}");
        }
    }
}

#[test]
fn ballerup_asks_for_satisfaction_on_the_first_of_november() {
    let it = programme("ballerup-ressourceforlob");
    let annual = it.rule("annual-satisfaction").unwrap();
    assert_eq!(annual.collection, Collection::Confidential);
    let first_of_november = Timing::Cron {
        expression: "0 9 1 11 *".to_owned(),
        from: Anchor::Inclusion,
        until: Anchor::End,
    };
    assert_eq!(annual.when, first_of_november);
}

#[test]
fn ishoj_compares_thirty_people_with_thirty_over_half_a_year() {
    let it = programme("ishoj-sme");
    let places: Vec<_> = it.arms.iter().map(|arm| (arm.id, arm.places)).collect();
    let expected = [
        (StudyArm::Intervention, Some(30)),
        (StudyArm::Control, Some(30)),
    ];
    assert_eq!(places, expected);
    let start = jiff::civil::date(2026, 8, 31);
    assert_eq!(it.planned_end(start), Some(jiff::civil::date(2027, 2, 28)));
    for deadline in ["first-assessment", "start"] {
        let found = it.deadlines.iter().find(|it| it.id == deadline).unwrap();
        assert_eq!(found.from, Anchor::Inclusion);
        assert_eq!(found.within, Period::months(1));
    }
}

#[test]
fn jonkoping_keeps_its_past_shares_apart_from_what_it_promised() {
    let it = programme("koll-pa-formaga");
    let shares: Vec<_> = it.tracks.iter().filter_map(|it| it.reference).collect();
    assert_eq!(shares, [0.295, 0.5, 0.09, 0.115]);
    let promised: Vec<_> = it
        .targets
        .iter()
        .map(|it| (it.metric, it.threshold))
        .collect();
    assert_eq!(
        promised,
        [
            (Metric::PeopleAYear, Some(55.0)),
            (Metric::Reached, Some(1.0)),
            (Metric::Positive, Some(0.75)),
            (Metric::Positive, Some(0.75)),
            (Metric::Sites, Some(4.0)),
        ]
    );
    assert_eq!(
        (it.eligibility.age_from, it.eligibility.age_to),
        (Some(20), Some(60))
    );
    let quotas: Vec<_> = it.quotas.iter().map(|it| (it.amount, it.per)).collect();
    assert_eq!(quotas, [(25, Some(Period::months(12))), (5, None)]);
}

#[test]
fn nobody_has_to_take_one_of_the_nine_hundred_places_against_stress() {
    let it = programme("copenhagen-stress-clinics");
    assert!(it.voluntary);
    assert_eq!(it.places, Some(900));
    assert!(!it.has_arm(StudyArm::Control));
}

#[test]
fn sfi_compares_a_hundred_people_with_a_control_group_of_unknown_size() {
    let it = programme("copenhagen-business-case");
    assert_eq!(it.arms[0].places, Some(100));
    assert!(it.has_arm(StudyArm::Control));
    assert_eq!(it.arms[1].places, None);
    let sfi = it.parties.iter().find(|it| it.id == "sfi").unwrap();
    assert_eq!(sfi.roles, [PartyRole::Evaluator]);
}

#[test]
fn the_three_programmes_of_insjoriket_share_one_way_in() {
    let [team, balder, aktiv] = [
        "insjoriket-individsamverkan",
        "insjoriket-balder",
        "insjoriket-aktiv",
    ]
    .map(programme);
    assert_eq!(team.referral.shared.as_deref(), Some("en-vag-in"));
    assert!(team.referral.by_self);
    for other in [&balder, &aktiv] {
        assert_eq!(other.referral, team.referral);
        assert_eq!(other.parties, team.parties);
        assert_eq!(other.consents, team.consents);
    }
    assert_eq!(balder.eligibility.age_from, Some(16));
    let start = jiff::civil::date(2026, 1, 5);
    assert_eq!(
        aktiv.planned_end(start),
        Some(jiff::civil::date(2026, 3, 30))
    );
    assert_eq!(balder.planned_end(start), None);
}

#[test]
fn where_the_law_changed_staff_are_told_so() {
    for id in ["ballerup-ressourceforlob", "copenhagen-business-case"] {
        assert!(
            programme(id).about[&Language::Da].contains("lov nr. 1750"),
            "{id}"
        );
    }
    for id in ["koll-pa-formaga", "insjoriket-balder"] {
        assert!(
            programme(id).about[&Language::Sv].contains("SUS är stängt"),
            "{id}"
        );
    }
}
