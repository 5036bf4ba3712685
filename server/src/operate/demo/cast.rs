//! Who plays: invented names, numbers that nobody has, and what they say.

use app::identity::Role;
use app::texts::Language;

/// Someone of the invented office.
pub(super) struct Player {
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) phone: &'static str,
    pub(super) role: Role,
}

/// The office's name.
pub(super) fn office(language: Language) -> &'static str {
    match language {
        Language::Da => "Fjordby Rehabilitering",
        Language::Sv => "Sjövik Samordning",
        Language::En | Language::Ar | Language::Uk => "Fjordby Rehabilitation",
    }
}

/// The people who work there.
pub(super) const STAFF: [Player; 6] = [
    Player {
        name: "Karen Holm",
        email: "karen.holm@office.example",
        phone: "+45 00 00 00 10",
        role: Role::Coordinator,
    },
    Player {
        name: "Jonas Lind",
        email: "jonas.lind@office.example",
        phone: "+45 00 00 00 11",
        role: Role::Coordinator,
    },
    Player {
        name: "Mette Aagaard",
        email: "mette.aagaard@office.example",
        phone: "+45 00 00 00 12",
        role: Role::OccupationalTherapist,
    },
    Player {
        name: "Erik Sund",
        email: "erik.sund@office.example",
        phone: "+45 00 00 00 13",
        role: Role::Clinician,
    },
    Player {
        name: "Ida Lund",
        email: "ida.lund@office.example",
        phone: "+45 00 00 00 14",
        role: Role::Manager,
    },
    Player {
        name: "Per Dahl",
        email: "per.dahl@office.example",
        phone: "+45 00 00 00 15",
        role: Role::Administrator,
    },
];

/// People of partner authorities.
pub(super) const PARTNERS: [(&str, &str); 12] = [
    ("Anna Krog", "anna.krog@partner.example"),
    ("Bo Friis", "bo.friis@partner.example"),
    ("Clara Munk", "clara.munk@partner.example"),
    ("Dan Holst", "dan.holst@partner.example"),
    ("Eva Rask", "eva.rask@partner.example"),
    ("Finn Toft", "finn.toft@partner.example"),
    ("Gry Lange", "gry.lange@partner.example"),
    ("Hans Vind", "hans.vind@partner.example"),
    ("Inge Balle", "inge.balle@partner.example"),
    ("Jens Kjer", "jens.kjer@partner.example"),
    ("Kirsten Bay", "kirsten.bay@partner.example"),
    ("Lars Storm", "lars.storm@partner.example"),
];

const FIRST: [&str; 24] = [
    "Amira", "Benny", "Camilla", "David", "Ellen", "Farid", "Gunilla", "Henrik", "Ingrid",
    "Jasmin", "Klara", "Leif", "Maria", "Nils", "Olga", "Peter", "Rania", "Sofie", "Torben",
    "Ulla", "Viktor", "Wenche", "Yusuf", "Åsa",
];
const LAST: [&str; 20] = [
    "Askov",
    "Bergmark",
    "Dalby",
    "Ekholm",
    "Falk",
    "Grønbech",
    "Hassan",
    "Isberg",
    "Juul",
    "Karlén",
    "Lindegren",
    "Møller",
    "Nordahl",
    "Omar",
    "Palmgren",
    "Qvist",
    "Rosén",
    "Strand",
    "Thorup",
    "Vestergren",
];

/// The name of the `n`th person; the first 480 differ.
pub(super) fn name(n: usize) -> String {
    let first = FIRST[n % FIRST.len()];
    let last = LAST[(n + n / FIRST.len() * 7) % LAST.len()];
    format!("{first} {last}")
}

/// What a plan, a message and an activity say, in the office's language.
pub(super) struct Lines {
    pub(super) goals: [&'static str; 4],
    /// What each step to the first goal means, lowest first.
    pub(super) steps: [&'static str; 5],
    pub(super) interventions: [(&'static str, &'static str); 4],
    pub(super) note: &'static str,
    pub(super) second_note: &'static str,
    pub(super) meetings: [(&'static str, &'static str, &'static str, &'static str); 3],
    pub(super) directions: &'static str,
    pub(super) activities: [(&'static str, &'static str); 5],
    pub(super) hello: &'static str,
    pub(super) reply: &'static str,
    pub(super) wrong: &'static str,
}

/// The lines of a language; Danish and Swedish of their own, English for the others.
pub(super) fn lines(language: Language) -> &'static Lines {
    match language {
        Language::Da => &DANISH,
        Language::Sv => &SWEDISH,
        Language::En | Language::Ar | Language::Uk => &ENGLISH,
    }
}

static DANISH: Lines = Lines {
    goals: [
        "Gå en tur til havnen og hjem igen",
        "Sove hele natten tre gange om ugen",
        "Være i praktik to formiddage om ugen",
        "Lave mad med min datter om søndagen",
    ],
    steps: [
        "Jeg kommer ikke ud",
        "Jeg går til hjørnet",
        "Jeg går til havnen og hjem igen",
        "Jeg går også langs vandet",
        "Jeg går turen hver dag",
    ],
    interventions: [
        (
            "Fysisk træning i hold",
            "Fysioterapeuten på sundhedscentret",
        ),
        ("Samtaler om energi og hvile", "Mette Aagaard, ergoterapeut"),
        (
            "Praktik på biblioteket",
            "Virksomhedskonsulenten i kommunen",
        ),
        ("Økonomisk rådgivning", "Sagsbehandleren i kommunen"),
    ],
    note: "Det her talte vi om i dag.",
    second_note: "Du går nu længere, end vi troede. Vi har sat praktikken i gang.",
    meetings: [
        (
            "Samtale om planen",
            "Karen Holm",
            "Sundhedscentret, lokale 2",
            "Din kalender",
        ),
        (
            "Holdtræning",
            "Fysioterapeuten",
            "Sundhedscentret, salen",
            "Indesko",
        ),
        (
            "Besøg på biblioteket",
            "Virksomhedskonsulenten",
            "Biblioteket, hovedindgangen",
            "",
        ),
    ],
    directions: "Bus 5A til Torvet. Gå ind ad den blå dør.",
    activities: [
        ("Gåtur", "walk"),
        ("Vask af tøj", "household"),
        ("E-mail og regninger", "screen"),
        ("Besøg hos en ven", "conversation"),
        ("Ligge på sofaen med musik", "rest"),
    ],
    hello: "Hej! Godt at se dig i går. Skal vi rykke træningen til torsdag?",
    reply: "Ja tak, torsdag er bedre.",
    wrong: "Jeg mente én formiddag om ugen, ikke to.",
};

static SWEDISH: Lines = Lines {
    goals: [
        "Gå en promenad till sjön och hem igen",
        "Sova hela natten tre gånger i veckan",
        "Arbetsträna två förmiddagar i veckan",
        "Laga mat med min dotter på söndagar",
    ],
    steps: [
        "Jag kommer inte ut",
        "Jag går till hörnet",
        "Jag går till sjön och hem igen",
        "Jag går också längs vattnet",
        "Jag går turen varje dag",
    ],
    interventions: [
        ("Träning i grupp", "Fysioterapeuten på hälsocentralen"),
        ("Samtal om energi och vila", "Mette Aagaard, arbetsterapeut"),
        ("Arbetsträning på biblioteket", "Arbetsgivarkonsulenten"),
        ("Budgetrådgivning", "Handläggaren i kommunen"),
    ],
    note: "Det här pratade vi om i dag.",
    second_note: "Du går längre än vi trodde. Nu börjar arbetsträningen.",
    meetings: [
        (
            "Samtal om planen",
            "Karen Holm",
            "Hälsocentralen, rum 2",
            "Din kalender",
        ),
        (
            "Gruppträning",
            "Fysioterapeuten",
            "Hälsocentralen, salen",
            "Inneskor",
        ),
        (
            "Besök på biblioteket",
            "Arbetsgivarkonsulenten",
            "Biblioteket, huvudingången",
            "",
        ),
    ],
    directions: "Buss 5 till Torget. Gå in genom den blå dörren.",
    activities: [
        ("Promenad", "walk"),
        ("Tvätta kläder", "household"),
        ("Mejl och räkningar", "screen"),
        ("Hälsa på en vän", "conversation"),
        ("Ligga på soffan med musik", "rest"),
    ],
    hello: "Hej! Roligt att ses i går. Ska vi flytta träningen till torsdag?",
    reply: "Ja tack, torsdag är bättre.",
    wrong: "Jag menade en förmiddag i veckan, inte två.",
};

static ENGLISH: Lines = Lines {
    goals: [
        "Walk to the harbour and home again",
        "Sleep through three nights a week",
        "Be at work training two mornings a week",
        "Cook with my daughter on Sundays",
    ],
    steps: [
        "I do not get out",
        "I walk to the corner",
        "I walk to the harbour and home again",
        "I walk along the water too",
        "I take the walk every day",
    ],
    interventions: [
        (
            "Exercise in a group",
            "The physiotherapist at the health centre",
        ),
        (
            "Talks about energy and rest",
            "Mette Aagaard, occupational therapist",
        ),
        ("Work training at the library", "The company consultant"),
        ("Budget advice", "The caseworker"),
    ],
    note: "This is what we talked about today.",
    second_note: "You walk further than we thought. The work training begins.",
    meetings: [
        (
            "Talk about the plan",
            "Karen Holm",
            "Health centre, room 2",
            "Your calendar",
        ),
        (
            "Group exercise",
            "The physiotherapist",
            "Health centre, the hall",
            "Indoor shoes",
        ),
        (
            "Visit to the library",
            "The company consultant",
            "The library, main entrance",
            "",
        ),
    ],
    directions: "Bus 5 to the square. Go in by the blue door.",
    activities: [
        ("Walk", "walk"),
        ("Wash clothes", "household"),
        ("E-mail and bills", "screen"),
        ("Visit a friend", "conversation"),
        ("Lie on the sofa with music", "rest"),
    ],
    hello: "Hello! Good to see you yesterday. Shall we move the exercise to Thursday?",
    reply: "Yes please, Thursday is better.",
    wrong: "I meant one morning a week, not two.",
};
