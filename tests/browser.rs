//! The main job as people do it, in a real browser, with real mail and real push.

mod browser {
    mod calm;
    mod journey;
    mod letter;
    // The same mail server and push service as in the tests of delivery.
    #[path = "../delivery/peers.rs"]
    mod peers;
    mod scanner;
    mod screen;
    mod scriptless;
    mod site;
    mod wave;
    mod weight;
}
