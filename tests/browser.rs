//! The main job as people do it, in a real browser, with real mail and real push.

mod browser {
    mod axe;
    mod barriers;
    mod calm;
    mod hands;
    mod journey;
    mod letter;
    mod nameless;
    // The same mail server and push service as in the tests of delivery.
    #[path = "../delivery/peers.rs"]
    mod peers;
    mod scanner;
    mod screen;
    mod scriptless;
    mod shown;
    mod site;
    mod wave;
    mod weight;
}
