//! The definitions that Dagsform ships.

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!($name, ".toml"),
            include_str!(concat!("../../programmes/", $name, ".toml")),
        )),*]
    };
}

/// File name and text of each, in the order in which a list shows them.
pub fn shipped() -> Vec<(&'static str, &'static str)> {
    shipped![
        "ishoj-sme",
        "ballerup-ressourceforlob",
        "copenhagen-business-case",
        "copenhagen-stress-clinics",
        "koll-pa-formaga",
        "insjoriket-individsamverkan",
        "insjoriket-balder",
        "insjoriket-aktiv",
    ]
}
